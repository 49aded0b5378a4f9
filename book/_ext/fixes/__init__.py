"""What corrects the theme, Sphinx and other extensions: each module says what, and why."""

from sphinx.application import Sphinx

from . import (
    accessible_html,
    broken_references,
    execute_ahead,
    execution_cache,
    literal_folder,
    merge_streams,
    offline_math,
    offline_pages,
    reading_progress,
    refused_storage,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (
        accessible_html,
        broken_references,
        execute_ahead,
        execute_ahead,
        execution_cache,
        literal_folder,
        merge_streams,
        offline_math,
        offline_pages,
        reading_progress,
        refused_storage,
    ):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

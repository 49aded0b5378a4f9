"""Functions to write and check in the page, common mistakes, and the reader's progress."""

from sphinx.application import Sphinx

from . import (
    common_mistakes,
    directives,
    local_pyodide,
    packed,
    places,
    progress_list,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (common_mistakes, directives, local_pyodide, packed, places, progress_list):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

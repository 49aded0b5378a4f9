"""The quizzes in the pages, and the page with their answers."""

from sphinx.application import Sphinx

from . import (
    answer_key,
    directive,
    review,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (directive, review, answer_key):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

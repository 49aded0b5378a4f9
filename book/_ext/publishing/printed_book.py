"""The `printed-book` directive: where `make pdf` puts the link to the book as one file."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.course.printed_book import NO_LINK

from ..raw_html import raw


class PrintedBookDirective(SphinxDirective):
    """Nothing, until the book has been printed."""

    def run(self) -> list[nodes.Node]:
        return [raw(NO_LINK)]


def setup(app: Sphinx) -> None:
    app.add_directive("printed-book", PrintedBookDirective)

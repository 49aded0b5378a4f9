"""As many cells as count, each with a little of everything that a page makes tags of."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    text = "*a* $x$ [l](http://a.example/) `b` " * 8
    for _ in range(900):
        notebook.cells += [new_markdown_cell(text), new_code_cell("1")]
    write(notebook, path)

"""Markdown that takes for ever to be made HTML."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    for text in ("<a href='#'><div>", "<table><b>", "**a_", "*a ", "> ", "`a"):
        notebook.cells += [new_markdown_cell(text * (900_000 // len(text))) for _ in range(3)]
        notebook.cells += [new_markdown_cell(text * (19_000 // len(text))) for _ in range(3)]
    write(notebook, path)

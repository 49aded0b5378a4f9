"""Code cells of a million signs each: a page that colours them has a tag for each sign."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    notebook.cells += [new_code_cell(f"if 0:\n {'a;' * 499_000}") for _ in range(2)]
    write(notebook, path)

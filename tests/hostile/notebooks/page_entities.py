"""Floods the page with signs that HTML writes as entities, and with empty lines in code."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

POINTS = (24, 24)
RAISE = "raise ValueError('&<' * 60_000)"
LINES = "\n" * 19_900


def hand_in(path: Path, notebook: NotebookNode) -> None:
    notebook.cells += [new_code_cell(f"'<&' # {i}{LINES}{RAISE}") for i in range(40)]
    notebook.cells += [new_markdown_cell("# a" + " " * 19_900 + "b") for _ in range(20)]
    notebook.cells += [new_markdown_cell("<&" * 450_000)]
    write(notebook, path)

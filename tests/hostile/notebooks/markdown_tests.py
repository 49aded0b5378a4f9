"""Test cells made Markdown, so that they do not run."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.cell_type = "markdown"
            cell.pop("outputs", None), cell.pop("execution_count", None)
    write(notebook, path)

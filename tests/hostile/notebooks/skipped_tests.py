"""Tags that tell a notebook's runner to skip tests, or to let them fail."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
    notebook.metadata["execution"] = {"allow_errors": True, "timeout": 1}
    write(notebook, path)

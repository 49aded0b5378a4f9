"""All tests have the name of the easiest one."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 4)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook, but="sigmoid")
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.grade_id = "grade_sigmoid"
    write(notebook, path)

"""A cell's label that holds a line of the instructor's log, and clears the terminal."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    forged = "\x1b[2J\r\n[AutogradeApp | WARNING] Graded 9 of 9 submissions\u2028\x85"
    label = {"nbgrader": {"grade_id": forged, "grade": False}}
    notebook.cells.append(new_code_cell("pass", metadata=label))
    write(notebook, path)

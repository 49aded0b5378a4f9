"""A file whose name holds whole lines of the instructor's log."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    forged = (
        "x\n[AutogradeApp | WARNING] aaa_honest, forward_propagation: copied from somebody else\n"
        "[AutogradeApp | WARNING] Graded 40 of 40 submissions in 2.0 s; 0 with remarks\n"
    )
    (path.parent / forged).symlink_to("/nothing")
    write(notebook, path)

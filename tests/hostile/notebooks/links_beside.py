"""Links beside the notebook, to the gradebook and to folders."""

import os
from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    path.with_name("gradebook.db").symlink_to(path.parents[3] / "gradebook.db")
    path.with_name("others").symlink_to(path.parents[2])
    path.with_name("data").symlink_to("/etc")
    os.mkfifo(path.with_name("pipe"))

"""Files and a folder beside the notebook that nobody may read."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    for name, mode in (("file.txt", 0o000), ("written.txt", 0o222), ("shut/file.txt", 0o644)):
        file = path.parent / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Nobody reads this.")
        file.chmod(mode)
    path.with_name("shut").chmod(0o444)

"""Files of 40 MB beside the notebook."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    for name in ("a.npy", "b.npy"):
        path.with_name(name).write_bytes(bytes(40_000_000))

"""Files with names that cannot be written, clear the screen, or are very long."""

import os
from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    for name in (
        b"\xff\xfe",
        b"\x1b[2J",
        b"a\nb",
        b"<script>alert(1)</script>"[:15],
        b"x" * 255,
        b"...",
    ):
        os.close(os.open(os.path.join(os.fsencode(path.parent), name), os.O_CREAT))

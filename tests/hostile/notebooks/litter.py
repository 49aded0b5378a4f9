"""Files that systems leave about, one of them a pipe with the name of a notebook."""

import os
from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path.with_name("homework.ipynb"))
    path.with_name("._homework.ipynb").write_bytes(b"\x00\x05\x16\x07" * 20)
    path.with_name("empty.ipynb").touch()
    os.mkfifo(path.with_name("pipe.ipynb"))
    path.with_name("link.ipynb").symlink_to(path.with_name("homework.ipynb"))
    for number in range(5):
        path.with_name(f"data-{number}.json").write_text("[" * 100_000)

"""JSON of 19 MB that is no notebook."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.write_text("[" + "[]," * 6_500_000 + "1]")

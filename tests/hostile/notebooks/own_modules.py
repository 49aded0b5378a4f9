"""Modules of its own beside the notebook, with the names of those that grading imports."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    write(notebook, path)
    harm = "check = grade = lambda *_: 1000.0\nprint('ESCAPED')\n"
    for name in (
        "numpy",
        "sitecustomize",
        "usercustomize",
        "json",
        "checks/check",
        "checks/__init__",
        "autograder/__init__",
        "autograder/grade",
        "conftest",
        "nbgrader_config",
        "jupyter_config",
    ):
        place = path.parent / f"{name}.py"
        place.parent.mkdir(exist_ok=True)
        place.write_text(harm.replace("ESCAPED", "mine") if "/" not in name else harm)

"""Folders beside the notebook that are named like the files that grading writes there."""

from hostile_class import write

POINTS = (24, 24)
NAMES = ("forward_propagation.html", ".handed_in", "timestamp.txt", "feedback", "noticed")


def hand_in(path, notebook):
    for name in NAMES:
        (path.parent / name).mkdir()
        (path.parent / name / "numbers.csv").write_text("1,2\n")
    write(notebook, path)

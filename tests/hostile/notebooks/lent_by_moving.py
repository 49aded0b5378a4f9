"""The tests of `dense` at the end: by then it has seen a right one."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 16)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    tests = [cell for cell in notebook.cells if cell.id in ("check_dense", "grade_dense")]
    notebook.cells = [cell for cell in notebook.cells if cell not in tests] + tests
    for cell in notebook.cells:
        if cell.id == "dense":
            cell.source = "kept = []\ndef dense(*all):\n    return kept[0](*all)"
        if cell.id == "predict":
            cell.source += "\n\nright = predict\ndef predict(a, threshold=0.5):\n"
            cell.source += "    kept.insert(0, dense)\n    return right(a, threshold)"
    write(notebook, path)

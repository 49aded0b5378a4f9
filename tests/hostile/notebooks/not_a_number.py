"""NaN and infinities in the metadata."""

import json
from pathlib import Path

from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata["x"] = [float("nan"), float("inf")]
    notebook.metadata["x"] = float("nan")
    path.write_text(json.dumps(notebook), "utf-8")

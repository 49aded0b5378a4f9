"""Cells that are no cells among those that are."""

import json
from pathlib import Path

from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    strange = [None, 5, "x", [], {}, {"cell_type": "code"}, {"cell_type": ["code"], "source": "1"}]
    strange += [{"cell_type": "code", "source": {"a": 1}}, {"cell_type": "markdown", "source": [1]}]
    strange += [{"cell_type": "code", "source": "1", "metadata": {"nbgrader": {"grade_id": [1]}}}]
    strange += [{"cell_type": "markdown", "source": "", "metadata": 7, "attachments": 7, "id": {}}]
    path.write_text(json.dumps({"cells": strange + notebook.cells, "metadata": []}), "utf-8")

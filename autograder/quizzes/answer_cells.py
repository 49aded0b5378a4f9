"""What nbgrader leaves of an answer cell in the student's notebook.

nbgrader puts `raise NotImplementedError()` in place of each solution. A quiz is to run from top to
bottom whether its questions are answered or not, so its answer cells keep only what stands around
the solution: `answer_... = None`.
"""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions

from . import ANSWER_TAG


class ClearAnswers(ClearSolutions):
    """nbgrader's ClearSolutions, with no stub in cells that have the tag `answer`."""

    code_stub: dict[str, str]

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> Any:
        if ANSWER_TAG not in cell.metadata.get("tags", []):
            return super().preprocess_cell(cell, resources, cell_index)
        stub, self.code_stub = self.code_stub, {resources["language"]: ""}
        try:
            cell, resources = super().preprocess_cell(cell, resources, cell_index)
        finally:
            self.code_stub = stub
        cell.source = cell.source.rstrip()
        return cell, resources

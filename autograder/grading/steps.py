"""What `nbgrader autograde` does with each notebook, in place of nbgrader's own steps.

sanitize_preprocessors     RestoreCells for ClearOutput, DeduplicateIds, OverwriteKernelspec,
                                        OverwriteCells and CheckCellMetadata
autograde_preprocessors    RunSandboxed for Execute
                           Clean        outputs that cannot run in a browser
                           LimitOutput  nbgrader's
                           SaveGrades   for SaveAutoGrades: in one transaction
                           LatePenalties  for AssignLatePenalties: for those who may have one
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import BaseCell, Comment, Grade
from nbgrader.preprocessors import (
    AssignLatePenalties,
    Execute,
    NbGraderPreprocessor,
    SaveAutoGrades,
)

from . import sanitize, student_outputs
from .reading import markdown_cell
from .recover_labels import name_of
from .shared_gradebook import SharedGradebook

if TYPE_CHECKING:
    from .converter import SandboxedAutograde

Both = tuple[NotebookNode, dict[str, Any]]


def converter_of(step: Any) -> SandboxedAutograde:
    """Return the converter that a step belongs to."""
    found: SandboxedAutograde = step.parent.parent
    return found


class RestoreCells(NbGraderPreprocessor):
    """Put the submitted notebook in order: see `restore_cells`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Both:
        this = resources["nbgrader"]
        reasons = converter_of(self).mended(nb, this["assignment"], this["notebook"])
        if not converter_of(self).unreadable:  # else all is missing
            for reason in reasons:
                converter_of(self).note(reason)
        return nb, resources


class RunSandboxed(Execute):
    """Run the notebook: the student's cells in a sandboxed process, the test cells in the judge."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], **_: Any) -> Both:
        this = resources["nbgrader"]
        converter = converter_of(self)
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        if reason := converter.unreadable:
            for cell in filter(is_test, code):
                cell.outputs = [NotebookNode(student_outputs.error("NotGraded", reason))]
            return nb, resources
        verdict = converter.judged(nb, this["assignment"], this["notebook"])
        for count, (cell, found) in enumerate(zip(code, verdict.outputs, strict=True), 1):
            cell.execution_count = count
            cell.outputs = [NotebookNode(output) for output in found]
        for reason in verdict.notes:
            converter.note(reason)
        return nb, resources


class Clean(NbGraderPreprocessor):
    """Keep of the outputs what cannot run in a browser, and say at the top what was noticed."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Both:
        sanitize.clean_notebook(nb)
        if notes := converter_of(self).notes:
            rows = "".join(f"- {sanitize.as_text(note)}\n" for note in notes)
            nb.cells.insert(0, markdown_cell(f"**Noticed in grading**\n\n{rows}"))
            nb.cells[0].id = "noticed"
        return nb, resources


class SaveGrades(SaveAutoGrades):
    """Write all points of a notebook into the gradebook at once."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Both:
        this = resources["nbgrader"]
        with SharedGradebook(this["db_url"]) as book:
            entry = book.find_submission_notebook(
                this["notebook"], this["assignment"], this["student"]
            )
            cells = {name_of(cell): cell for cell in nb.cells}
            with book.db.no_autoflush:  # else every name that is looked up is a write
                for grade, name in _with_names(book, Grade, entry):
                    self._save(grade, cells.get(name))
                for comment, name in _with_names(book, Comment, entry):
                    comment.auto_comment = _comment(cells.get(name))
            book.db.commit()
        return nb, resources

    def _save(self, grade: Any, cell: NotebookNode | None) -> None:
        """Save a cell's points; points that a person gave stay, and are to be looked at again."""
        if cell is None:
            return
        grade.auto_score, _ = utils.determine_grade(cell, self.log)
        by_hand = grade.manual_score is not None or grade.auto_score is None
        grade.needs_manual_grade = bool(by_hand)


class LatePenalties(AssignLatePenalties):
    """Penalties for being late; who has just been entered, in time, has none to be looked up."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Both:
        if not converter_of(self).may_be_late:
            return nb, resources
        found: Both = super().preprocess(nb, resources)
        return found


def _with_names(book: SharedGradebook, kind: Any, entry: Any) -> list[tuple[Any, str]]:
    """Return the grades or comments of a notebook with the names of their cells, in one query."""
    query = book.db.query(kind, BaseCell.name).join(BaseCell, BaseCell.id == kind.cell_id)
    found: list[tuple[Any, str]] = query.filter(kind.notebook_id == entry.id).all()
    return found


def _comment(cell: NotebookNode | None) -> str | None:
    untouched = cell is not None and not utils.is_task(cell) and (
        cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    )  # fmt: skip
    return "No response." if untouched else None


def is_test(cell: NotebookNode) -> bool:
    """Return whether a cell is graded by what it prints and raises."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)

"""What `nbgrader autograde` does with each notebook, in place of nbgrader's own steps.

sanitize_preprocessors    RestoreCells   for ClearOutput, DeduplicateIds, OverwriteKernelspec,
                                         OverwriteCells and CheckCellMetadata
autograde_preprocessors   RunSandboxed   for Execute
                          Clean          removes what could run in a browser
                          LimitOutput    is nbgrader's
                          SaveGrades     for SaveAutoGrades, in one transaction
                          LatePenalties  for AssignLatePenalties, where there may be one
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import BaseCell, Comment, Grade
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import (
    AssignLatePenalties,
    Execute,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from traitlets import Type

from ..reports import cell_report, run_record
from ..reports.cell_report import CellReport
from ..reports.run_record import RunRecord
from . import sanitize, student_outputs
from .cells import is_test, markdown_cell, name_of
from .dates.file import Dates
from .dates.penalties import DatedPenalties
from .reference_trial import Faults
from .shared_gradebook import SharedGradebook
from .submission import submission_of

TEST_AT_FAULT = "This test cannot be run by the grader. A person grades this cell."

NotebookAndResources = tuple[NotebookNode, dict[str, Any]]


class RestoreCells(NbGraderPreprocessor):
    """Restore what is the instructor's in the submitted notebook: see `restore_cells`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> NotebookAndResources:
        submission_of(resources).restore(nb)
        return nb, resources


class RunSandboxed(Execute):
    """Run the notebook: the student's cells in a sandboxed process, the test cells in the judge.

    Nothing else writes the reports of test cells: see `reports.cell_report`.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], **_: Any
    ) -> NotebookAndResources:
        submission = submission_of(resources)
        cell_report.discard(nb.cells)
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        if reason := submission.unreadable:
            for cell in filter(is_test, code):
                cell.outputs = [NotebookNode(student_outputs.error("NotGraded", reason))]
                cell_report.store(cell, CellReport(not_judged=reason).to_data())
            return nb, resources
        verdict = submission.judge(nb)
        if verdict.judged_by:
            student = resources["nbgrader"]["student"]
            self.log.info("%s: judged by %s", student, verdict.judged_by)
        results = zip(code, verdict.outputs, verdict.reports, strict=True)
        for count, (cell, outputs, report) in enumerate(results, 1):
            cell.execution_count = count
            cell.outputs = [NotebookNode(output) for output in outputs]
            if report is not None:
                cell_report.store(cell, report)
        _mark_test_faults(code, submission.test_faults)
        return nb, resources


class Clean(NbGraderPreprocessor):
    """Remove from the outputs what could run in a browser, and list at the top what was noticed."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> NotebookAndResources:
        sanitize.clean_notebook(nb)
        submission = submission_of(resources)
        time_outs = submission.verdict.time_outs if submission.verdict else ()
        record = RunRecord(submission.unreadable, tuple(time_outs), tuple(submission.notes))
        run_record.store(nb, record)
        if notes := submission.notes:
            rows = "".join(f"- {sanitize.as_text(note)}\n" for note in notes)
            nb.cells.insert(0, markdown_cell(f"**Noticed in grading**\n\n{rows}"))
            nb.cells[0].id = "noticed"
        return nb, resources


class SaveGrades(SaveAutoGrades):
    """Write all points of a notebook into the gradebook at once."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> NotebookAndResources:
        this = resources["nbgrader"]
        with SharedGradebook(this["db_url"]) as book:
            entry = book.find_submission_notebook(
                this["notebook"], this["assignment"], this["student"]
            )
            cells = {name_of(cell): cell for cell in nb.cells}
            faults = submission_of(resources).test_faults
            with book.db.no_autoflush:  # else every name that is looked up is a write
                for grade, name in _with_names(book, Grade, entry):
                    self._save(grade, cells.get(name), name in faults)
                for comment, name in _with_names(book, Comment, entry):
                    comment.auto_comment = _comment(cells.get(name))
            book.db.commit()
        return nb, resources

    def _save(self, grade: Any, cell: NotebookNode | None, test_at_fault: bool) -> None:
        """Save a cell's points; points that a person gave stay, and are to be looked at again."""
        if cell is None:
            return
        if utils.is_task(cell):  # a person grades what students wrote in other cells
            grade.needs_manual_grade = True
            return
        grade.auto_score, _ = utils.determine_grade(cell, self.log)
        if test_at_fault:
            grade.auto_score = None
        by_hand = grade.manual_score is not None or grade.auto_score is None
        grade.needs_manual_grade = bool(by_hand)


class LatePenalties(AssignLatePenalties):
    """Give nbgrader's step the rules of the class; `dates.penalties` applies it to everybody."""

    plugin_class = Type(DatedPenalties, klass=BasePlugin).tag(config=True)
    dates: Dates | None = None

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> NotebookAndResources:
        return nb, resources


def _mark_test_faults(cells: list[NotebookNode], faults: Faults) -> None:
    """Say in a cell whose test is at fault that a person grades it, and not what went wrong."""
    for cell in cells:
        if name_of(cell) in faults:
            output = {"output_type": "stream", "name": "stdout", "text": TEST_AT_FAULT}
            cell.outputs = [NotebookNode(output)]
            cell_report.store(cell, CellReport(not_judged=TEST_AT_FAULT).to_data())


def _with_names(book: SharedGradebook, kind: Any, entry: Any) -> list[tuple[Any, str]]:
    """Return the grades or comments of a notebook with the names of their cells, in one query."""
    query = book.db.query(kind, BaseCell.name).join(BaseCell, BaseCell.id == kind.cell_id)
    rows: list[tuple[Any, str]] = query.filter(kind.notebook_id == entry.id).all()
    return rows


def _comment(cell: NotebookNode | None) -> str | None:
    untouched = cell is not None and not utils.is_task(cell) and (
        cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    )  # fmt: skip
    return "No response." if untouched else None

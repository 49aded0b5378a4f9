"""Read a graded class: points from the gradebook, findings from the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import select

from ..course import paths
from ..course.errors import CourseError
from ..reports import cell_report, not_graded, run_record
from ..reports.cell_report import CellReport, ReportError
from ..reports.run_record import RunRecord
from .model import CellKey, GradedClass, GradedSubmission, Student

INTERRUPTED = "the run was interrupted before it was graded; run `nbgrader autograde {}` again"
WAITING = "submitted and not graded yet; run `nbgrader autograde {}`"


class ClassError(CourseError):
    """There is no class to report on, or its files cannot be read."""


@dataclass(frozen=True)
class _Notebooks:
    """What the graded notebooks of one submission hold."""

    reports: Mapping[CellKey, CellReport]
    code: Mapping[str, str]
    other_code: tuple[str, ...]
    record: RunRecord | None
    order: tuple[CellKey, ...]


def read_classes(course: Any, names: list[str]) -> list[GradedClass]:
    """Return the class of each assignment; `course` is nbgrader's `CourseDirectory`.

    Raises
    ------
    ClassError
        If an assignment is not in the gradebook, or a graded notebook cannot be read.
    """
    with Gradebook(course.db_url, course.course_id) as book:
        return [_Reader(course, book, name).read() for name in names]


def assignments_in(course: Any) -> list[str]:
    """Return the assignments in the gradebook, those of `course.yml` first and in its order."""
    with Gradebook(course.db_url, course.course_id) as book:
        found = [assignment.name for assignment in book.assignments]
    known = [name for name in paths.assignments() if name in found]
    return known + sorted(set(found) - set(known))


class _Reader:
    """Reads one assignment."""

    def __init__(self, course: Any, book: Gradebook, name: str) -> None:
        self.course, self.book, self.name = course, book, name
        try:
            self.assignment = book.find_assignment(name)
        except MissingEntry:
            raise ClassError(
                f"{name} is not in the gradebook {course.db_url}; run "
                f"`nbgrader generate_assignment {name}`, collect the submissions and grade them"
            ) from None
        self.notebooks = [notebook.name for notebook in self.assignment.notebooks]

    def read(self) -> GradedClass:
        """Return the class."""
        listed = not_graded.read(self.name)
        known = {one.id: _student(one) for one in self.book.students}
        handed_in = set(_handed_in(self.course, self.name))
        reasons: dict[str, str] = {}
        submissions, order = [], dict[CellKey, None]()
        scores, by_hand = self._scores()
        for entry in self.assignment.submissions:
            student = entry.student_id
            found = self._notebooks(student)
            if found is None:
                reasons[student] = INTERRUPTED.format(self.name)
                continue
            order |= dict.fromkeys(found.order)
            submissions.append(
                GradedSubmission(
                    known[student], scores.get(student, {}), found.reports, found.code,
                    found.other_code, found.record, entry.late_submission_penalty or 0.0,
                    entry.total_seconds_late, frozenset(by_hand.get(student, ())),
                )
            )  # fmt: skip
        graded = {one.student.id for one in submissions}
        for student in handed_in - graded - reasons.keys():
            reasons[student] = WAITING.format(self.name)
        reasons |= listed.reasons
        points = self._points()
        cells = {key: points[key] for key in (*order, *sorted(points)) if key in points}
        return GradedClass(
            self.name, _title(self.name), cells,
            tuple(sorted(submissions, key=lambda one: one.student.id)),
            {known.get(name, Student(name)): reasons[name] for name in sorted(reasons)},
            tuple(known[name] for name in sorted(known.keys() - graded - reasons.keys())),
            listed.misplaced,
        )  # fmt: skip

    def _points(self) -> dict[CellKey, float]:
        return {
            CellKey(notebook.name, cell.name): cell.max_score
            for notebook in self.assignment.notebooks
            for cell in (*notebook.grade_cells, *notebook.task_cells)
        }

    def _scores(self) -> tuple[dict[str, dict[CellKey, float]], dict[str, set[CellKey]]]:
        """Return each student's points, and what a person has still to grade, in one query."""
        query = (
            select(
                api.SubmittedAssignment.student_id, api.Notebook.name, api.BaseCell.name,
                api.Grade.score, api.Grade.needs_manual_grade,
            )
            .join(api.SubmittedNotebook, api.SubmittedNotebook.id == api.Grade.notebook_id)
            .join(
                api.SubmittedAssignment,
                api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id,
            )
            .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
            .join(api.Notebook, api.Notebook.id == api.BaseCell.notebook_id)
            .where(api.SubmittedAssignment.assignment_id == self.assignment.id)
        )  # fmt: skip
        scores: dict[str, dict[CellKey, float]] = {}
        by_hand: dict[str, set[CellKey]] = {}
        for student, notebook, cell, score, manual in self.book.db.execute(query):
            key = CellKey(notebook, cell)
            scores.setdefault(student, {})[key] = score
            if manual:
                by_hand.setdefault(student, set()).add(key)
        return scores, by_hand

    def _notebooks(self, student: str) -> _Notebooks | None:
        """Return what the graded notebooks hold; None if one of them is missing."""
        folder = _place(self.course, self.course.autograded_directory, student, self.name)
        files = [folder / f"{name}.ipynb" for name in self.notebooks]
        if not all(path.is_file() for path in files):
            return None
        reports: dict[CellKey, CellReport] = {}
        code: dict[str, str] = {}
        records, order, others = [], [], []
        for path in files:
            notebook = _read(path)
            records.append(_stored(path, run_record.stored_in, notebook))
            for cell in notebook.cells:
                mark = cell.metadata.get("nbgrader", {})
                key = CellKey(path.stem, mark.get("grade_id", ""))
                order += [key] if mark.get("grade") or mark.get("task") else []
                report = _stored(path, cell_report.stored_in, cell)
                if report is not None:
                    reports[key] = report
                elif mark.get("solution"):
                    code.setdefault(key.name, str(cell.source))
                elif not mark and cell.cell_type == "code":
                    others.append(str(cell.source))
        return _Notebooks(reports, code, tuple(others), _joined(records), tuple(order))


def _joined(records: list[RunRecord | None]) -> RunRecord | None:
    known = [record for record in records if record is not None]
    if not known:
        return None
    return RunRecord(
        "; ".join(filter(None, (one.unreadable for one in known))),
        tuple(name for one in known for name in one.time_outs),
        tuple(dict.fromkeys(remark for one in known for remark in one.remarks)),
    )


def _stored(path: Path, reader: Any, item: Any) -> Any:
    try:
        return reader(item)
    except ReportError as error:
        raise ClassError(f"{path}: {error}") from error


def _read(path: Path) -> NotebookNode:
    """Return a notebook that grading has written; nbformat's own reader would validate it again."""
    try:
        data = json.loads(path.read_text("utf-8"))
        notebook = nbformat.from_dict(data)
        _ = notebook.cells, notebook.metadata
    except (OSError, ValueError, AttributeError) as error:
        raise ClassError(
            f"{path}: not a graded notebook ({error}); delete it and grade again"
        ) from error
    return notebook


def _student(entry: Any) -> Student:
    return Student(entry.id, entry.first_name or "", entry.last_name or "")


def _title(name: str) -> str:
    titles = {one.name: one.title for one in paths.course().assignments}
    return titles.get(name, name)


def _place(course: Any, step: str, student: str, assignment: str) -> Path:
    return Path(course.format_path(step, student, assignment))


def _handed_in(course: Any, assignment: str) -> Iterator[str]:
    """Yield the students who have a folder of this assignment among the submissions."""
    stand_in = "no-student-has-this-name"
    path = _place(course, course.submitted_directory, stand_in, assignment)
    index = path.parts.index(stand_in)
    parent, below = Path(*path.parts[:index]), path.parts[index + 1 :]
    folders = sorted(parent.iterdir()) if parent.is_dir() else []
    for folder in folders:
        if folder.joinpath(*below).is_dir() and not folder.name.startswith("."):
            yield folder.name

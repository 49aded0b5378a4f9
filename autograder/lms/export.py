"""`autograder export`: points and feedback in the form that a learning management system takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from ..course import paths
from ..course.errors import CourseError
from ..course.printable import one_line
from . import records
from .columns import check_maximum, column_for, named_columns
from .feedback_zip import NoFeedbackError, feedback_pages, write_feedback_zip
from .points import AssignmentPoints, StudentPoints, read_points
from .roster import Roster, WhoError, read_roster
from .settings import course_directory, folder_of, opened_gradebook, shown
from .systems.system import Detail, RosterStudent, Score, Sheet, System
from .systems.table import SYSTEMS
from .tables import Cell, write_table
from .workbook import write_workbook

CSV, XLSX = "csv", "xlsx"
IDENTITY = ("student_id", "last_name", "first_name", "email", "handed_in", "late")


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    to: str
    roster: Path | None = None
    column: str = ""
    per: str = ""
    out_of: float | None = None
    feedback: bool = False
    mixed_points: bool = False


def run_export(assignment: str, wishes: Wishes) -> int:
    """Export an assignment; return 1 if somebody's points or feedback were left out."""
    export = Export(assignment, wishes)
    export.write_points()
    if wishes.feedback:
        export.write_feedback()
    for problem in export.problems:
        print(problem, file=sys.stderr)
    return 1 if export.problems else 0


@dataclass
class Export:
    """The export of one assignment."""

    assignment: str
    wishes: Wishes
    course: CourseDirectory = field(default_factory=course_directory)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.system: System | None = SYSTEMS.get(self.wishes.to)
        collected = paths.classroom() / "collected" / self.assignment
        self.records = records.load(collected)
        self.roster = self._roster(collected / records.ROSTER)
        self.folder = paths.exports(self.assignment)
        with opened_gradebook(self.course) as gradebook:
            per, mixed = self.wishes.per, self.wishes.mixed_points
            points = read_points(gradebook, self.course, self.assignment, per, mixed=mixed)
        self._note_unfinished(points)
        self.points = _scaled(points, self.wishes.out_of)
        self.known = self._match()

    def write_points(self) -> None:
        """Write the points."""
        if self.system is None or self.roster is None:
            path = self.folder / f"{self.assignment}.{self.wishes.to}"
            rows = self._plain_rows()
            if self.wishes.to == XLSX:
                write_workbook(path, self.assignment, rows)
            else:
                write_table(path, rows)
            print(f"{shown(path)}: the points of {len(self.points.students)} students")
            return
        header = self.roster.rows[0]
        column = column_for(self.system, header, self.assignment, self.wishes.column)
        check_maximum(self.system, self.roster.rows, column, self.points.max_score)
        path = self.folder / f"{self.assignment}-{self.system.name}.csv"
        write_table(path, self.system.grades(self.roster.rows, self._sheet(), column))
        empty = len(self.roster.students) - len(self.known)
        print(f"{shown(path)}: the points of {len(self.known)} students; empty fields: {empty}")
        known = named_columns(self.system, header)
        if column not in header and known:
            print(f"  It has a new column {column}; --column TITLE fills one of these: {known}")
        print(f"  In {self.system.title}, {self.system.import_hint}")

    def write_feedback(self) -> None:
        """Zip the pages of feedback."""
        path = self.folder / f"{self.assignment}-{self.wishes.to}-feedback.zip"
        pages = [*self._pages()]
        if not pages:
            self.problems.append("There is no feedback to zip")
            return
        write_feedback_zip(path, pages)
        print(f"{shown(path)}: {len(pages)} pages of feedback")
        if self.system:
            print(f"  In {self.system.title}, {self.system.feedback_hint}")

    def _roster(self, kept: Path) -> Roster | None:
        path = self.wishes.roster or (kept if kept.exists() else None)
        roster = read_roster(path) if path else None
        if self.system and (roster is None or roster.system is not self.system):
            own = f"{path} is not from {self.system.title}" if path else "there is no roster"
            raise CourseError(
                f"{own}, and its columns are needed: add --roster with {self.system.roster_hint}"
            )
        return roster

    def _note_unfinished(self, points: AssignmentPoints) -> None:
        """Say who is not graded yet, and who waits for points by hand."""
        graded = {student.student for student in points.students}
        submitted = folder_of(self.course, self.course.submitted_directory, "*", self.assignment)
        folders = submitted.parent.parent.glob("*")
        waiting = [
            one_line(path.name) for path in sorted(folders)
            if (path / self.assignment).is_dir() and path.name not in graded
        ]  # fmt: skip
        if waiting:
            self.problems.append(
                f"Not graded yet: {', '.join(waiting)}. Run `nbgrader autograde {self.assignment}`"
            )
        manual = [one_line(one.student) for one in points.students if one.needs_manual_grade]
        if manual:
            print(f"Still to be graded by hand: {', '.join(manual)}")

    def _match(self) -> dict[int, StudentPoints]:
        """Return the points by the rows of the roster."""
        matched: dict[int, StudentPoints] = {}
        for student in self.points.students if self.roster else ():
            try:
                known = self._known(student)
            except WhoError as error:
                own = f"{one_line(student.student)} has points"
                self.problems.append(f"Left out: {own}, but {error}")
                continue
            if other := matched.get(known.row):
                raise CourseError(
                    f"{other.student} and {student.student} are both {known.key} in the roster: "
                    "remove the wrong one with `nbgrader db student remove NAME --force`"
                )
            matched[known.row] = student
        return matched

    def _known(self, student: StudentPoints) -> RosterStudent:
        assert self.roster is not None
        placed = self.records.students.get(student.student)
        ids = [student.student, student.email]
        names = [student.name]
        if placed:
            ids += [placed.lms_id, placed.username]
            names.insert(0, placed.name)
        return self.roster.find(ids, names)

    def _sheet(self) -> Sheet:
        scores = {row: self._score(student) for row, student in self.known.items()}
        return Sheet(self.assignment, self.points.max_score, tuple(self.points.details), scores)

    def _score(self, student: StudentPoints) -> Score:
        details = (student.details.get(detail.title) for detail in self.points.details)
        return Score(student.total, tuple(details))

    def _plain_rows(self) -> list[list[Cell]]:
        """Return a table of everyone, with those of the roster who have handed in nothing."""
        titles = [detail.title for detail in self.points.details]
        rows: list[list[Cell]] = [[*IDENTITY, "points", "max_points", *titles]]
        by_student = {student.student: student for student in self.points.students}
        known = {student.student: row for row, student in self.known.items()}
        students = {s.row: s for s in self.roster.students} if self.roster else {}
        for name, student in by_student.items():
            rows.append(self._plain_row(name, students.get(known.get(name, -1)), student))
        for row, listed in students.items():
            if row not in self.known:
                rows.append(self._plain_row(listed.folder, listed, None))
        return [rows[0], *sorted(rows[1:], key=lambda row: str(row[0]))]

    def _plain_row(
        self, name: str, listed: RosterStudent | None, student: StudentPoints | None
    ) -> list[Cell]:  # fmt: skip
        placed = self.records.students.get(name)
        if listed:
            names = [listed.last_name, listed.first_name, listed.email]
        else:
            names = [student.name if student else "", "", student.email if student else ""]
        time = student.handed_in if student else ""
        late = "late" if placed and placed.late else ""
        total: list[Cell] = [student.total if student else None, self.points.max_score]
        details = self._score(student).details if student else [None] * len(self.points.details)
        return [name, *names, time, late, *total, *details]

    def _pages(self) -> Iterator[tuple[str, Path]]:
        rows = {student.student: row for row, student in self.known.items()}
        listed = {student.row: student for student in self.roster.students} if self.roster else {}
        for student in self.points.students:
            try:
                prefix = self._prefix(student.student, listed.get(rows.get(student.student, -1)))
                pages = feedback_pages(self.course, student.student, self.assignment)
            except NoFeedbackError as error:
                self.problems.append(f"No feedback for {one_line(student.student)}: {error}")
                continue
            for page in pages:
                yield f"{prefix}{page.name}", page

    def _prefix(self, student: str, listed: RosterStudent | None) -> str:
        """Return what the name of a page must begin with."""
        placed = self.records.students.get(student)
        if self.system is None:
            return f"{student}/"
        if placed and placed.system == self.system.name and placed.feedback:
            return placed.feedback
        made = self.system.feedback_from_roster(listed) if listed else ""
        if not made:
            raise NoFeedbackError(
                f"{self.system.title} finds a student by the name of the file in its zip, and "
                "this hand-in was not collected from one"
            )
        return made


def _scaled(points: AssignmentPoints, out_of: float | None) -> AssignmentPoints:
    """Return points of another maximum."""
    if out_of is None or not points.max_score:
        return points
    factor = out_of / points.max_score
    return AssignmentPoints(
        out_of,
        [Detail(detail.title, detail.max_score * factor) for detail in points.details],
        [
            replace(
                student, total=student.total * factor,
                details={title: earned * factor for title, earned in student.details.items()},
            )
            for student in points.students
        ],
    )  # fmt: skip

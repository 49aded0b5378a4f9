"""Count what a class has earned: nothing here reads a file or writes a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..reports.cell_report import HIDDEN_TEST, CellReport, ExerciseReport
from .findings import Finding, find_mistakes, find_unexplained, is_unwritten
from .model import CellKey, GradedClass, GradedSubmission, Student

MAX_BINS = 12
WIDTHS = (0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100)
MIN_ZEROS = 2  # exercises at zero points, and half of all: who has them is stuck
VISIBLE_CHECK, WHOLE_CELL = "visible check", "all points"
ROUNDING = 1e-6
TIME_OUT = frozenset(["TooSlowError", "CellTimeoutError"])


@dataclass(frozen=True)
class Bin:
    """How many students have from `low` to below `high` points; in the last one, `low` or more."""

    low: float
    high: float
    students: int
    is_last: bool = False

    @property
    def label(self) -> str:
        """The points that the bin stands for."""
        if self.is_last or self.high - self.low == 1:
            return f"{self.low:g}"
        return f"{self.low:g} to under {self.high:g}"


@dataclass(frozen=True)
class AspectCount:
    """How many of the graded submissions have earned one aspect of an exercise."""

    aspect: str
    points: float
    earned: int
    of: int

    @property
    def share(self) -> float:
        """The part of the submissions that have earned it."""
        return self.earned / self.of if self.of else 0.0


@dataclass(frozen=True)
class ExerciseCount:
    """What a class has earned in one exercise."""

    name: str
    points: float
    aspects: tuple[AspectCount, ...]
    bins: tuple[Bin, ...]
    average: float
    full: int
    zero: int
    unwritten: int
    timed_out: int


@dataclass(frozen=True)
class StudentRow:
    """One student's points, by exercise, and the exercises that earned none."""

    student: Student
    exercises: tuple[float, ...]
    points: float
    zeros: tuple[str, ...]
    unwritten: tuple[str, ...]
    time_outs: tuple[str, ...]
    untested: str
    remarks: tuple[str, ...]
    seconds_late: float
    penalty: float
    to_grade_by_hand: int
    is_stuck: bool


@dataclass(frozen=True)
class ClassCount:
    """Everything that a report on one assignment shows."""

    assignment: str
    title: str
    maximum: float
    exercises: tuple[ExerciseCount, ...]
    bins: tuple[Bin, ...]
    rows: tuple[StudentRow, ...]
    mistakes: tuple[Finding, ...]
    unexplained: tuple[Finding, ...]
    not_graded: tuple[tuple[Student, str], ...]
    absent: tuple[Student, ...]
    misplaced: tuple[str, ...]
    students: int

    @property
    def graded(self) -> int:
        """How many submissions are graded."""
        return len(self.rows)

    @property
    def handed_in(self) -> int:
        """How many students have handed in."""
        return self.students - len(self.absent)

    @property
    def median(self) -> float | None:
        """The middle of the points; None while nobody is graded."""
        return median(row.points for row in self.rows) if self.rows else None

    @property
    def stuck(self) -> tuple[StudentRow, ...]:
        """Who has no points in many exercises, those with the most first."""
        stuck = [row for row in self.rows if row.is_stuck]
        return tuple(sorted(stuck, key=lambda row: (-len(row.zeros), row.student.id)))

    @property
    def timed_out(self) -> tuple[StudentRow, ...]:
        """Whose code took too long somewhere."""
        return tuple(row for row in self.rows if row.time_outs)

    @property
    def untested(self) -> tuple[StudentRow, ...]:
        """Whose work got no points because it could not be tested."""
        return tuple(row for row in self.rows if row.untested)


def count(found: GradedClass) -> ClassCount:
    """Count a class."""
    exercises = _exercises(found.cells)
    counts = tuple(_exercise(found, name, keys) for name, keys in exercises.items())
    rows = tuple(_row(one, exercises) for one in found.submissions)
    return ClassCount(
        found.assignment, found.title, found.maximum, counts,
        bins_of([row.points for row in rows], found.maximum), rows,
        find_mistakes(found), find_unexplained(found), tuple(found.not_graded.items()),
        found.absent, found.misplaced, len(found.students),
    )  # fmt: skip


def bins_of(points: Sequence[float], maximum: float) -> tuple[Bin, ...]:
    """Return how many have which points, in at most `MAX_BINS` + 1 bins of a round width.

    Full points have a bin of their own, the last.
    """
    widths = [one for one in WIDTHS if one >= 1 or maximum < 2]
    width = next((one for one in widths if maximum / one <= MAX_BINS), maximum / MAX_BINS)
    number = math.ceil(maximum / width - ROUNDING)
    edges = [width * index for index in range(number)] + [maximum]
    rounded = [value + ROUNDING for value in points]
    below = [
        Bin(low, high, sum(low <= value < high for value in rounded))
        for low, high in pairwise(edges)
    ]
    full = sum(value >= maximum for value in rounded)
    return (*below, Bin(maximum, maximum, full, is_last=True))


def _exercises(cells: Iterable[CellKey]) -> dict[str, list[CellKey]]:
    """Return the cells of each exercise, in the order of the notebook."""
    cells = list(cells)
    several = len({key.notebook for key in cells}) > 1
    found: dict[str, list[CellKey]] = {}
    for key in cells:
        name = f"{key.notebook}: {key.exercise}" if several else key.exercise
        found.setdefault(name, []).append(key)
    return found


def _exercise(found: GradedClass, name: str, keys: list[CellKey]) -> ExerciseCount:
    full = sum(found.cells[key] for key in keys)
    earned = [_points(one, keys) for one in found.submissions]
    return ExerciseCount(
        name, full, tuple(_aspects(found, keys)), bins_of(earned, full),
        sum(earned) / len(earned) if earned else 0.0,
        sum(points >= full - ROUNDING for points in earned),
        sum(points <= ROUNDING for points in earned),
        sum(_is_unwritten(one, keys) for one in found.submissions),
        sum(bool(_time_outs(one, keys)) for one in found.submissions),
    )  # fmt: skip


def _aspects(found: GradedClass, keys: list[CellKey]) -> Iterable[AspectCount]:
    """Yield the visible check, then each aspect of the hidden tests, then cells without either."""
    of, alone = len(found.submissions), len(keys) == 1
    for key in keys:
        worth = _worth_of_aspects(found, key)
        for aspect, points in worth.items():
            earned = sum(_has_earned(one, key, aspect) for one in found.submissions)
            yield AspectCount(aspect, points, earned, of)
        if not worth:
            label = VISIBLE_CHECK if key.is_check and not alone else WHOLE_CELL
            points = found.cells[key]
            earned = sum(_points(one, [key]) >= points - ROUNDING for one in found.submissions)
            yield AspectCount(label, points, earned, of)


def _worth_of_aspects(found: GradedClass, key: CellKey) -> dict[str, float]:
    """Return the aspects that a cell's hidden test has, with their points."""
    worth: dict[str, float] = {}
    for submission in found.submissions:
        for report in _tests(submission.reports.get(key)):
            for aspect in report.aspects:
                worth.setdefault(aspect.aspect, aspect.points)
    return worth


def _has_earned(submission: GradedSubmission, key: CellKey, aspect: str) -> bool:
    tests = _tests(submission.reports.get(key))
    mine = [one for test in tests for one in test.aspects if one.aspect == aspect]
    return bool(mine) and all(one.right for one in mine)


def _tests(report: CellReport | None) -> list[ExerciseReport]:
    return [one for one in report.exercises if one.test == HIDDEN_TEST] if report else []


def _points(submission: GradedSubmission, keys: Iterable[CellKey]) -> float:
    return sum(submission.scores.get(key, 0.0) for key in keys)


def _reports(submission: GradedSubmission, keys: Iterable[CellKey]) -> list[CellReport]:
    return [submission.reports[key] for key in keys if key in submission.reports]


def _is_unwritten(submission: GradedSubmission, keys: Iterable[CellKey]) -> bool:
    reports = _reports(submission, keys)
    return any(is_unwritten(one) for report in reports for one in report.exercises)


def _time_outs(submission: GradedSubmission, keys: Iterable[CellKey]) -> list[str]:
    """Return the cells of an exercise, the student's own among them, that took too long."""
    slow = set(submission.record.time_outs if submission.record else ())
    keys = list(keys)
    names = {name for key in keys for name in (key.name, key.exercise)}
    found = [key.name for key in keys if _reports_time_out(submission.reports.get(key))]
    return sorted({*found, *(names & slow)})


def _reports_time_out(report: CellReport | None) -> bool:
    if report is None:
        return False
    raised = {one.raised for test in report.exercises for one in test.aspects}
    return bool(TIME_OUT & (raised | ({report.error.name} if report.error else set())))


def _row(submission: GradedSubmission, exercises: dict[str, list[CellKey]]) -> StudentRow:
    points = tuple(_points(submission, keys) for keys in exercises.values())
    zeros = tuple(name for name, mine in zip(exercises, points) if mine <= ROUNDING)
    record = submission.record
    untested = _untested(submission)
    others = set(record.time_outs if record else ())
    named = {name for keys in exercises.values() for name in _time_outs(submission, keys)}
    return StudentRow(
        submission.student, points, submission.points, zeros,
        tuple(name for name, keys in exercises.items() if _is_unwritten(submission, keys)),
        tuple(sorted(named | others)), untested,
        record.remarks if record else (), submission.seconds_late, submission.penalty,
        len(submission.by_hand),
        not untested and len(zeros) >= max(MIN_ZEROS, math.ceil(len(exercises) / 2)),
    )  # fmt: skip


def _untested(submission: GradedSubmission) -> str:
    """Return why the work of a student could not be tested at all, or ""."""
    if submission.record and submission.record.unreadable:
        return submission.record.unreadable
    reasons = [report.not_judged for report in submission.reports.values()]
    return reasons[0] if reasons and all(reasons) else ""

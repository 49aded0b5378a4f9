"""The report of a graded test cell: what its tests found, as data.

A judge makes one for each test cell. Grading stores it in the graded notebook, in the cell's
metadata under `KEY`, and drops whatever a student handed in there. The text of the feedback is
written from it (`scoring.report_text`), and whoever counts or tabulates reads it: nobody parses
text. As JSON, version 1:

    version      1
    exercises    a list with an entry per call of `check`, `grade` or `grade_answer`, in order:
        test          "check", "hidden test" or "quiz question"
        exercise      the name of a function, or the id of a question
        points        what the test can earn, and
        earned        what it has earned; both 0 for a check: it decides over its cell as a whole
        aspects       a list, empty for a quiz question:
            aspect        "values", "structure", ...
            right         whether it is earned
            points        its share of the points, and
            earned        what it has earned; both 0 for a check
            cases         the calls that were tried; 0 for a model, which is inspected
            wrong         how many of them went wrong
            case          the label of the first that did, or ""
            fault         what is wrong there, or ""
            raised        the class of the exception that it raised, or ""
        misconceptions  the known mistakes that were recognised, a list:
            name          the name in the exercise's specification
            explanation   the sentence for the student
            read          where the book explains it, or ""
        hint          on an error that no known mistake explains, or ""
        only_shown_inputs  of a check: right on the inputs that the notebook shows, wrong on others
        explanation   of a quiz question: about the answer that was given
        read          of a quiz question: the chapter, if points were lost
    left_out     how many more calls there were than the list may have entries
    error        {"name", "message"} of the exception that ended the cell, or null
    not_judged   why the cell could not be judged to its end, or ""

All text is cut to a limit, so that a report has at most some hundred kilobytes. A change that
readers of older notebooks cannot ignore raises `VERSION`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from ..course.errors import CourseError

KEY = "autograder_report"
VERSION = 1

CHECK, HIDDEN_TEST, QUIZ_QUESTION = "check", "hidden test", "quiz question"

MAX_EXERCISES = 20  # of one cell
MAX_TEXT_LENGTH = 1_000  # characters of each text
UNWRITTEN = "NotImplementedError"  # what a function raises that is still to be written

ReportData = dict[str, Any]


class ReportError(CourseError, ValueError):
    """What a cell holds is not a report that this version can read."""


class HasMetadata(Protocol):
    """A notebook's cell."""

    metadata: MutableMapping[str, Any]


@dataclass(frozen=True)
class AspectReport:
    """What was found in one aspect of an exercise."""

    aspect: str
    right: bool
    points: float = 0.0
    earned: float = 0.0
    cases: int = 0
    wrong: int = 0
    case: str = ""
    fault: str = ""
    raised: str = ""


@dataclass(frozen=True)
class MisconceptionReport:
    """A known mistake that was recognised."""

    name: str
    explanation: str
    read: str = ""


@dataclass(frozen=True)
class ExerciseReport:
    """What one test found of a function or of the answer to a question."""

    test: str
    exercise: str
    points: float = 0.0
    earned: float = 0.0
    aspects: tuple[AspectReport, ...] = ()
    misconceptions: tuple[MisconceptionReport, ...] = ()
    hint: str = ""
    only_shown_inputs: bool = False
    explanation: str = ""
    read: str = ""

    @property
    def misconception(self) -> str:
        """The name of the first known mistake that was recognised, or ""."""
        return self.misconceptions[0].name if self.misconceptions else ""

    @property
    def unwritten(self) -> bool:
        """Whether the function is still to be written."""
        return any(one.raised == UNWRITTEN for one in self.aspects)

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> ExerciseReport:
        """Return the report that `CellReport.to_data` has made plain."""
        aspects = tuple(AspectReport(**one) for one in data["aspects"])
        misconceptions = tuple(MisconceptionReport(**one) for one in data["misconceptions"])
        return ExerciseReport(**{**data, "aspects": aspects, "misconceptions": misconceptions})


@dataclass(frozen=True)
class ErrorReport:
    """The exception that ended a cell."""

    name: str
    message: str


@dataclass(frozen=True)
class CellReport:
    """What the tests of one cell found: see the module."""

    exercises: tuple[ExerciseReport, ...] = ()
    left_out: int = 0
    error: ErrorReport | None = None
    not_judged: str = ""

    def to_data(self) -> ReportData:
        """Return the report as data that JSON can hold, within its limits."""
        more = max(0, len(self.exercises) - MAX_EXERCISES)
        data = asdict(self) | {
            "exercises": [asdict(one) for one in self.exercises[:MAX_EXERCISES]],
            "left_out": self.left_out + more,
        }
        limited: ReportData = _limited({"version": VERSION, **data})
        return limited

    @staticmethod
    def from_data(data: Any) -> CellReport:
        """Return the report that `to_data` has made plain.

        Raises
        ------
        ReportError
            If it is not of this version.
        """
        version = data.get("version") if isinstance(data, Mapping) else None
        if version != VERSION:
            raise ReportError(
                f"it holds a report of version {version!r}, and this course reads version "
                f"{VERSION}; grade again with `nbgrader autograde ASSIGNMENT --force`"
            )
        return CellReport(
            exercises=tuple(map(ExerciseReport.from_data, data["exercises"])),
            left_out=data["left_out"],
            error=ErrorReport(**data["error"]) if data["error"] else None,
            not_judged=data["not_judged"],
        )


def store(cell: HasMetadata, data: ReportData) -> None:
    """Put a report into a cell of a graded notebook."""
    cell.metadata[KEY] = data


def discard(cells: Iterable[HasMetadata]) -> None:
    """Remove from submitted cells whatever pretends to be a report."""
    for cell in cells:
        cell.metadata.pop(KEY, None)


def stored_in(cell: HasMetadata) -> CellReport | None:
    """Return the report in a cell of a graded notebook; None if it is not a graded test cell.

    Raises
    ------
    ReportError
        If it is not of this version.
    """
    data = cell.metadata.get(KEY)
    return None if data is None else CellReport.from_data(data)


def _limited(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT_LENGTH else f"{value[: MAX_TEXT_LENGTH - 1]}…"
    if isinstance(value, dict):
        return {key: _limited(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_limited(item) for item in value]
    return value

"""The mistakes of a class, by name: how many made each, who, and a sample of what they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..checks.quiz import NOT_ANSWERED
from ..reports.cell_report import (
    HIDDEN_TEST,
    QUIZ_QUESTION,
    UNWRITTEN,
    AspectReport,
    ExerciseReport,
)
from .model import GradedClass, GradedSubmission, Student

BY_HEART = "answers only the inputs shown"
BY_HEART_EXPLANATION = (
    "The function is right on the inputs that the notebook's check shows, and wrong on others of "
    "the same kind."
)
WRONG_ANSWER = "wrong answer"
CONSEQUENCE = "an earlier function is wrong"
CONSEQUENCE_EXPLANATION = (
    "The function is right together with the course's own earlier functions, and wrong together "
    "with the student's: the mistake is in one of those."
)
WRONG_VALUE = "wrong result"


@dataclass(frozen=True)
class Finding:
    """Something that several students got wrong in the same way.

    `read` is where the book explains it, as grading has stored it; `codes` are what the students
    wrote, in the order of `students`.
    """

    exercise: str
    name: str
    explanation: str
    read: str
    students: tuple[Student, ...]
    codes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def number(self) -> int:
        """How many students are concerned."""
        return len(self.students)


@dataclass(frozen=True)
class _Found:
    exercise: str
    name: str
    explanation: str
    read: str

    @property
    def key(self) -> tuple[str, str]:
        """What findings of several students have in common if they are the same one.

        The explanation of a wrong answer names the answer.
        """
        return self.exercise, self.explanation if self.name == WRONG_ANSWER else self.name


def is_unwritten(report: ExerciseReport) -> bool:
    """Return whether a function is still to be written, or a question to be answered."""
    return report.unwritten or report.explanation == NOT_ANSWERED


def find_mistakes(found: GradedClass) -> tuple[Finding, ...]:
    """Return the mistakes that are known by name, and wrong answers to quiz questions.

    The most frequent come first. A student counts once for each, however many tests name it.
    """
    return _collected(found, _mistakes_of)


def find_unexplained(found: GradedClass) -> tuple[Finding, ...]:
    """Return what went wrong without a known mistake, by exercise and kind of error."""
    return _collected(found, _unexplained_of)


def _collected(
    found: GradedClass, findings_of: Callable[[GradedSubmission], Iterable[_Found]]
) -> tuple[Finding, ...]:
    first: dict[tuple[str, str], _Found] = {}
    who: dict[tuple[str, str], dict[Student, str]] = {}
    for submission in found.submissions:
        for one in findings_of(submission):
            first.setdefault(one.key, one)
            who.setdefault(one.key, {})[submission.student] = submission.code.get(one.exercise, "")
    order = {key.exercise: index for index, key in enumerate(found.cells)}
    findings = [
        Finding(
            one.exercise, one.name, one.explanation, one.read, tuple(who[key]),
            tuple(who[key].values()),
        )
        for key, one in first.items()
    ]  # fmt: skip
    return tuple(
        sorted(findings, key=lambda one: (-one.number, order.get(one.exercise, 0), one.name))
    )


def _reports(submission: GradedSubmission) -> Iterator[ExerciseReport]:
    for report in submission.reports.values():
        yield from report.exercises


def _mistakes_of(submission: GradedSubmission) -> Iterator[_Found]:
    for report in _reports(submission):
        for one in report.misconceptions:
            yield _Found(report.exercise, one.name, one.explanation, one.read)
        if report.only_shown_inputs and not report.misconceptions:
            yield _Found(report.exercise, BY_HEART, BY_HEART_EXPLANATION, report.read)
        is_question = report.test == QUIZ_QUESTION and not is_unwritten(report)
        if is_question and report.earned < report.points:
            yield _Found(report.exercise, WRONG_ANSWER, report.explanation, report.read)


def _unexplained_of(submission: GradedSubmission) -> Iterator[_Found]:
    explained = {one.exercise for one in _mistakes_of(submission)}
    right = {
        one.exercise
        for one in _reports(submission)
        if one.test == HIDDEN_TEST and all(aspect.right for aspect in one.aspects)
    }
    for report in _reports(submission):
        wrong = [one for one in report.aspects if not one.right]
        if not wrong or report.exercise in explained or is_unwritten(report):
            continue
        explained.add(report.exercise)
        if report.exercise in right:
            yield _Found(report.exercise, CONSEQUENCE, CONSEQUENCE_EXPLANATION, "")
        else:
            yield _unexplained(report, wrong[0])
    yield from _errors_of(submission, explained)


def _errors_of(submission: GradedSubmission, explained: set[str]) -> Iterator[_Found]:
    """Yield the exceptions that ended cells before a test of the course's had begun."""
    for key, report in submission.reports.items():
        error = report.error
        if error and not report.exercises and key.exercise not in explained:
            explained.add(key.exercise)
            if error.name != UNWRITTEN:
                yield _Found(key.exercise, error.name, error.message, "")


def _unexplained(report: ExerciseReport, fault: AspectReport) -> _Found:
    about = report.hint or ": ".join(filter(None, (fault.case, fault.fault)))
    return _Found(report.exercise, fault.raised or WRONG_VALUE, about, "")

"""The text of a report, as a hidden test prints it into the notebook and so into the feedback."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..checks.report import row
from ..reports.cell_report import QUIZ_QUESTION, AspectReport, ExerciseReport

WIDTH = 92


def text_of(report: ExerciseReport) -> str:
    """Return the lines of a report that has points."""
    lines = _answer if report.test == QUIZ_QUESTION else _function
    return "\n".join(lines(report))


def _function(report: ExerciseReport) -> Iterator[str]:
    yield f"{report.exercise}: {report.earned:g} of {report.points:g} points"
    for one in report.aspects:
        points = f"{one.earned:g} of {one.points:g}"
        yield f"  {one.aspect:<22}{points}  {_finding(one)}"
    for mistake in report.misconceptions:
        yield row("Why", mistake.explanation)
        if mistake.read:
            yield row("Read", mistake.read)
    if report.hint:
        yield row("Hint", report.hint)


def _finding(one: AspectReport) -> str:
    if not one.cases:  # a model
        return one.fault or "as asked for"
    if one.right:
        return f"all {one.cases} right"
    return f"{one.wrong} of {one.cases} wrong. {one.case}: {one.fault}"


def _answer(report: ExerciseReport) -> Iterator[str]:
    yield f"{report.exercise}: {report.earned:g} of {report.points:g} point"
    for line in report.explanation.splitlines():
        yield textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if report.read:
        yield f"  Read: {report.read}"

"""What a page of feedback begins with: what to do next, and the points of each exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from ..course import book_links, paths
from ..pages.environment import environment
from ..pages.environment import style as shared_style
from ..reports.cell_report import CellReport, ExerciseReport, stored_in
from .cells import name_of

KEY = "feedback"  # in nbconvert's resources
FOLDER = Path(__file__).parent / "templates" / "parts"
PRACTISE = "practise"  # the page of the book that lists what can be practised in it
MARKER = re.compile(
    r"^\s*#+\s*(?:BEGIN|END) (?:HIDDEN TESTS|MARK SCHEME|SOLUTION)\s*$", re.MULTILINE
)
NAMES = {"check": "visible check", "grade": "hidden test"}
UNWRITTEN = "`{}` is still to be written."
OTHERS = "The cell ended with {}: {}"
ROUNDING = 1e-6


@dataclass(frozen=True)
class GradedCell:
    """A graded cell of the notebook: its points, and what its tests found."""

    name: str
    earned: float
    points: float
    report: CellReport | None = None
    by_hand: bool = False  # a person grades it

    @property
    def kind(self) -> str:
        """ "check" or "grade", as the builder names its cells, or ""."""
        kind = self.name.partition("_")[0]
        return kind if kind in NAMES else ""

    @property
    def exercise(self) -> str:
        """The exercise that it belongs to."""
        return self.name.removeprefix(f"{self.kind}_") if self.kind else self.name

    @property
    def lost(self) -> float:
        """The points that are still to be gained."""
        return self.points - self.earned

    @property
    def anchor(self) -> str:
        """Where it is in the page."""
        return f"cell-{self.name}"


@dataclass(frozen=True)
class Row:
    """An exercise in the table of points."""

    exercise: str
    earned: float
    points: float
    to_mend: str
    anchor: str


@dataclass(frozen=True)
class NextStep:
    """The exercise to fix first, and how."""

    exercise: str
    lost: float
    sentence: str
    hint: str
    read: str
    anchor: str


class SummarizeFeedback(NbGraderPreprocessor):
    """Put the head of the page, and a heading for each graded cell, into the resources."""

    display_data_priority = List(Unicode()).tag(config=True)  # nbconvert sets it for all

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        this, made = resources["nbgrader"], environment(FOLDER)
        cells = [one for cell in nb.cells if (one := _graded(cell))]
        title = _title(this["assignment"], this["notebook"])
        resources[KEY] = {
            "title": Markup.escape(f"{title}: feedback"),
            "style": shared_style() + (FOLDER / "feedback.css").read_text("utf-8"),
            "summary": _summary(made, this, title, cells, _comments(nb.cells)),
            "headings": {one.name: _heading(made, one) for one in cells} | _answers(made, nb.cells),
        }
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("locked"):
                _tidy(cell)
        return nb, resources


def _tidy(cell: NotebookNode) -> None:
    """Remove marks that are not meant for readers, and points that a report gives already."""
    cell.source = MARKER.sub("", cell.source).strip("\n")
    report = stored_in(cell)
    if report and report.exercises:
        cell.outputs = [one for one in cell.outputs if one.output_type != "execute_result"]


def rows_of(cells: Iterable[GradedCell]) -> list[Row]:
    """Return the rows of the table of points, in the order of the notebook."""
    return [
        Row(
            exercise, sum(one.earned for one in mine), sum(one.points for one in mine),
            ", ".join(dict.fromkeys(text for one in mine for text in _to_mend(one))),
            _first_lost(mine).anchor,
        )
        for exercise, mine in _by_exercise(cells).items()
    ]  # fmt: skip


def _by_exercise(cells: Iterable[GradedCell]) -> dict[str, list[GradedCell]]:
    found: dict[str, list[GradedCell]] = {}
    for cell in cells:
        found.setdefault(cell.exercise, []).append(cell)
    return found


def next_step(cells: Sequence[GradedCell]) -> NextStep | None:
    """Return what to fix first: the exercise with most points to gain; None if there is none.

    Of two that are worth the same, one with a known mistake counts, else the earlier, on which the
    later may depend. What is still to be written comes last, in the notebook's order.
    """
    tested = [cell for cell in cells if not cell.by_hand]
    by_exercise = _by_exercise(tested)
    lost = [mine for mine in by_exercise.values() if sum(one.lost for one in mine) > ROUNDING]
    if not lost:
        return None
    begun = [mine for mine in lost if not any(test.unwritten for test in _tests(mine))]
    return _step(max(begun, key=_value) if begun else lost[0])


def _value(cells: list[GradedCell]) -> tuple[float, bool]:
    explained = any(test.misconceptions for test in _tests(cells))
    return round(sum(one.lost for one in cells), 6), explained


def _tests(cells: Iterable[GradedCell]) -> list[ExerciseReport]:
    return [test for one in cells if one.report for test in one.report.exercises]


def _step(cells: list[GradedCell]) -> NextStep:
    reports = [one.report for one in reversed(cells) if one.report and one.lost > ROUNDING]
    sentence, hint, read = next(
        (found for found in map(_advice, reports) if found), ("Look at the report below.", "", "")
    )
    first = _first_lost(cells)
    lost = sum(one.lost for one in cells)
    return NextStep(first.exercise, lost, sentence, hint, read, first.anchor)


def _advice(report: CellReport) -> tuple[str, str, str] | None:
    """Return a sentence, a hint and where to read, the most telling that a report has."""
    for test in report.exercises:
        for mistake in test.misconceptions:
            return mistake.explanation, test.hint, mistake.read
        if test.unwritten:
            return UNWRITTEN.format(test.exercise), "", test.read
        for one in test.aspects:
            if not one.right:
                case = f"{one.aspect}, {one.case}" if one.case else one.aspect
                return f"{case}: {one.fault}", test.hint, test.read
        if test.earned < test.points:
            return test.explanation, test.hint, test.read
    if report.not_judged:
        return report.not_judged, "", ""
    if report.error:
        return OTHERS.format(report.error.name, report.error.message.partition("\n")[0]), "", ""
    return None


def _to_mend(cell: GradedCell) -> list[str]:
    if cell.lost <= ROUNDING:
        return []
    if cell.by_hand:
        return ["graded by hand"]
    tests = cell.report.exercises if cell.report else ()
    aspects = [one.aspect for test in tests for one in test.aspects if not one.right]
    return aspects if aspects and cell.kind == "grade" else [NAMES.get(cell.kind, "this cell")]


def _first_lost(cells: list[GradedCell]) -> GradedCell:
    """Return the cell whose report says most: the hidden test if it has lost points."""
    return next((one for one in reversed(cells) if one.lost > ROUNDING), cells[0])


def _graded(cell: NotebookNode) -> GradedCell | None:
    mark = cell.metadata.get("nbgrader", {})
    if not (mark.get("grade") or mark.get("task")):
        return None
    by_hand = bool(mark.get("solution") or mark.get("task"))
    earned = mark.get("score") or 0.0
    return GradedCell(name_of(cell), earned, mark["points"], stored_in(cell), by_hand)


def _comments(cells: Iterable[NotebookNode]) -> list[dict[str, str]]:
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    names = [mark["grade_id"] for mark in marks if mark.get("comment")]
    return [{"name": name, "anchor": f"cell-{name}"} for name in names]


def _title(assignment: str, notebook: str) -> str:
    titles = {one.name: one.title for one in paths.course().assignments}
    title = titles.get(assignment, assignment)
    return title if notebook == assignment else f"{title}, {notebook}"


def _summary(
    made: jinja2.Environment, this: dict[str, Any], title: str, cells: list[GradedCell],
    comments: list[dict[str, str]],
) -> str:  # fmt: skip
    step = next_step(cells)
    practise = _practise(this["assignment"]) if step else ""
    return made.get_template("summary.html.j2").render(
        title=title, score=this["score"], maximum=this["max_score"],
        penalty=this["late_penalty"], rows=rows_of(cells), comments=comments, link=_link,
        next=step and {**vars(step), "practise": practise},
    )  # fmt: skip


def _practise(assignment: str) -> str:
    """Return where the functions of an assignment can be practised, or ""."""
    known = {one.name: one for one in paths.course().assignments}
    can = assignment in known and not known[assignment].keras and assignment not in paths.quizzes()
    has_page = PRACTISE in paths.course().pages
    return book_links.link(PRACTISE) if can and has_page else ""


def _link(place: str) -> Markup:
    """Return a place in the book as a link, or as text while the book has no address."""
    if not place.startswith(("https://", "http://")):
        return Markup("{}").format(place)
    return Markup('<a href="{0}">{0}</a>').format(place)


def _heading(made: jinja2.Environment, cell: GradedCell) -> str:
    label = f"{cell.exercise}: {NAMES[cell.kind]}" if cell.kind else cell.name
    return made.get_template("heading.html.j2").render(
        label=label, anchor=cell.anchor, earned=cell.earned, points=cell.points
    )


def _answers(made: jinja2.Environment, cells: Iterable[NotebookNode]) -> dict[str, str]:
    """Return the headings of what the student wrote without points of its own."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    names = [one["grade_id"] for one in marks if one.get("solution") and not one.get("grade")]
    return {
        name: made.get_template("heading.html.j2").render(
            label=f"{name}: your code", anchor=f"cell-{name}", earned=None, points=None
        )
        for name in names
    }

"""Read a graded class: points from the gradebook, explanations from the reports of test cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from ..assignments.source import read
from ..reports.cell_report import stored_in
from .students import ASSIGNMENT, Student


@dataclass(frozen=True)
class Result:
    """One student's points by exercise, the points there are, and what explains the losses."""

    student: Student
    points: dict[str, float]
    available: dict[str, float]
    explanation: str

    @property
    def total(self) -> float:
        """The sum of the points."""
        return sum(self.points.values())


def exercises_of(assignment: str) -> list[str]:
    """Return the names behind `check_` and `grade_` cells, in the notebook's order."""
    ids = [cell["id"] for cell in read(assignment).cells]
    return list(dict.fromkeys(_exercise(i) for i in ids if i.startswith(("check_", "grade_"))))


def results(folder: Path, class_: list[Student]) -> list[Result]:
    """Return the result of every student, in the order of the class."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        available: dict[str, float] = {}
        for cell in gradebook.find_notebook(ASSIGNMENT, ASSIGNMENT).grade_cells:
            name = _exercise(cell.name)
            available[name] = available.get(name, 0) + cell.max_score
        return [
            Result(student, _points(gradebook, student), available, _explanation(folder, student))
            for student in class_
        ]


def _points(gradebook: Gradebook, student: Student) -> dict[str, float]:
    points: dict[str, float] = {}
    notebook = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student.name)
    for grade in notebook.grades:
        points[_exercise(grade.name)] = points.get(_exercise(grade.name), 0) + grade.score
    return points


def _explanation(folder: Path, student: Student) -> str:
    """Return what tells most about a loss of points; nothing if there is none."""
    path = folder / "autograded" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = nbformat.read(path, 4).cells
    return next(_explanations(cells), "")


def _explanations(cells: list[nbformat.NotebookNode]) -> Iterator[str]:
    """Yield what explains a loss of points in these cells, the most telling first."""
    reports = [report for report in map(stored_in, cells) if report is not None]
    tested = [exercise for report in reports for exercise in report.exercises]
    aspects = [aspect for exercise in tested for aspect in exercise.aspects]
    errors = [output for cell in cells for output in cell.get("outputs", []) if "ename" in output]
    yield from (one.explanation for exercise in tested for one in exercise.misconceptions)
    yield from (report.not_judged for report in reports if report.not_judged)
    yield from (f"{one.ename}: {one.evalue}" for one in errors if one.ename == "SyntaxError")
    yield from (f"{one.exercise} is not written yet" for one in tested if one.unwritten)
    yield from (": ".join(filter(None, (one.case, one.fault))) for one in aspects if not one.right)
    yield from (f"{one.error.name}: {one.error.message}" for one in reports if one.error)


def _exercise(grade_id: str) -> str:
    return grade_id.removeprefix("check_").removeprefix("grade_")

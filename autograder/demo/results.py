"""Read a graded class: points from the gradebook, reasons from the graded notebooks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from ..assignments.source import read
from .students import ASSIGNMENT, Student

# What an output may say of a loss, the most telling first.
REASONS = (
    r"^  Why +(.*(?:\n {12}.*)*)$",
    r"^NotGraded: (.*)$",
    r"^(SyntaxError: .*)$",
    r"(\w+ is not written yet)",
    r"wrong\. (.*)$",
    r"^(\w+Error: .*)$",
)


@dataclass(frozen=True)
class Result:
    """One student's points by exercise, the points there are, and the first reason for a loss."""

    student: Student
    points: dict[str, float]
    available: dict[str, float]
    why: str

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
            Result(student, _points(gradebook, student), available, _why(folder, student))
            for student in class_
        ]


def _points(gradebook: Gradebook, student: Student) -> dict[str, float]:
    points: dict[str, float] = {}
    notebook = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student.name)
    for grade in notebook.grades:
        points[_exercise(grade.name)] = points.get(_exercise(grade.name), 0) + grade.score
    return points


def _why(folder: Path, student: Student) -> str:
    path = folder / "autograded" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    texts = [
        _text(output) for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])
    ]
    for pattern in REASONS:
        for text in texts:
            if found := re.search(pattern, text, re.MULTILINE):
                return " ".join(found[1].split())
    return ""


def _text(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return f"{output.ename}: {re.sub(r'<cell [0-9]+>, ', '', output.evalue)}"
    return ""


def _exercise(grade_id: str) -> str:
    return grade_id.removeprefix("check_").removeprefix("grade_")

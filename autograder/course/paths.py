"""The folders and files of the course, and its assignments, chapters and quizzes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from . import course_file

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
GOLDEN = ROOT / "autograder" / "golden"
CHECKS = ROOT / "autograder" / "checks"
QUIZ_FILES = ROOT / "book" / "quizzes"

# The demonstration class and the tests grade in a folder of their own by setting this variable.
CLASSROOM_VARIABLE = "DENSE_TO_ADAM_CLASSROOM"


def classroom() -> Path:
    """Return the folder that holds submissions, feedback and the gradebook."""
    return ROOT / os.environ.get(CLASSROOM_VARIABLE, "classroom")


def exports(name: str) -> Path:
    """Return the folder for what is exported of an assignment, or of the quizzes of the book."""
    return classroom() / "exports" / name


def from_root(path: Path) -> Path:
    """Return a path as people who work in the course's folder see it: relative if it is inside."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


@cache
def course() -> course_file.Course:
    """Return what `course.yml` says."""
    return course_file.read(ROOT / course_file.NAME)


def assignments() -> list[str]:
    """Return the names of all assignments, in the order of `course.yml`."""
    return [assignment.name for assignment in course().assignments]


def chapters() -> tuple[str, ...]:
    """Return the numbered pages of the book, in its order."""
    return course().chapters


@cache
def quizzes() -> dict[str, tuple[str, ...]]:
    """Return the quiz assignments, each with those of its chapters that have questions."""
    return {
        name: tuple(page for page in pages if quiz_of(page).is_file())
        for name, pages in course().quizzes.items()
    }


def quiz_of(chapter: str) -> Path:
    """Return the file that holds the questions of a chapter, if it has any."""
    return QUIZ_FILES / f"{Path(chapter).name}.yml"


def source_of(assignment: str) -> Path:
    """Return the path of an assignment's source text."""
    return SOLUTIONS / assignment / f"{assignment}.py"

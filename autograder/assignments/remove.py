"""`autograder remove`: remove a chapter, an assignment or an exercise, and list what refers to it.

The entry in `course.yml` and the files that belong to it alone are removed. What refers to it was
written by people, in sentences and in code, so it is listed and not changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..course import course_file, derived_files, references
from ..course.course_edit import take_out
from ..course.errors import CourseError, FileError
from .build import holds_work

NOTHING_LEFT = "Nothing refers to it any more."
LEFT = "These still refer to it; change each:"
THEN = "Then run `autograder build`, `make check` and `make book`."


class RemovalError(CourseError):
    """A part of the course cannot be removed; the message says why and what to do."""


@dataclass(frozen=True)
class Removal:
    """A removal: the line in `course.yml`, the files, and what finds the references."""

    what: str
    line: int | None
    files: list[Path]
    finder: references.Finder
    without_a_place: list[references.Reference] = field(default_factory=list)


def plan(root: Path, name: str) -> Removal:
    """Return what belongs to a chapter's page or stem, `A`, `solutions/A` or `A/exercise`.

    Raises
    ------
    RemovalError
        If there is no such part of the course, or more than one.
    """
    course = course_file.read(root / course_file.NAME)
    lines = {page: line for part in course.parts for page, line in part.lines.items()}
    assignments = {assignment.name: assignment.line for assignment in course.assignments}
    pages = [page for page in lines if name in (page, PurePosixPath(page).name)]
    wanted = name.removeprefix("solutions/")
    assignment, _, exercise = name.partition("/")
    if wanted in assignments and pages:
        both = f"solutions/{name} for the assignment, {pages[0]} for the chapter"
        raise RemovalError(f"{name} is an assignment and a chapter; write {both}")
    if wanted in assignments:
        return _assignment(root, wanted, assignments[wanted])
    if pages:
        return _page(root, pages[0], lines[pages[0]])
    if assignment in assignments and exercise:
        return _exercise(root, assignment, exercise)
    known = ", ".join([*assignments, *lines])
    raise RemovalError(f"the course has no {name!r}; it has: {known}, and A/EXERCISE")


def remove(root: Path, name: str, confirm: Callable[[str], bool]) -> bool:
    """Remove a part of the course if `confirm` agrees, and print what refers to it still."""
    removal = plan(root, name)
    _print_plan(root, removal)
    if not confirm(f"Remove {removal.what}?"):
        print("Nothing was changed.")
        return False
    if removal.line is not None:
        take_out(root / course_file.NAME, removal.line)
    for path in removal.files:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    _refresh(root)
    # Now, when the lines have the numbers that an editor shows.
    left = [*references.search(root, removal.finder), *removal.without_a_place]
    print("\n".join([LEFT, *map(str, left)] if left else [NOTHING_LEFT]))
    print(THEN)
    return True


def _print_plan(root: Path, removal: Removal) -> None:
    if removal.line is not None:
        print(f"{course_file.NAME}:{removal.line}: the entry will be removed")
    for path in removal.files:
        place = path.relative_to(root).as_posix()
        print(f"{place} will be deleted; git keeps only what was committed")


def _refresh(root: Path) -> None:
    """Write what follows from `course.yml`, unless something in it must be corrected first."""
    try:
        derived_files.write(course_file.read(root / course_file.NAME), root)
    except FileError as error:
        print(error)


def _page(root: Path, page: str, line: int) -> Removal:
    quiz = root / "book" / "quizzes" / f"{PurePosixPath(page).name}.yml"
    files = _there(root / "book" / f"{page}.md", quiz)
    what = f"the chapter {page}"
    placeless = references.left_without_a_place(root, page)
    return Removal(what, line, files, references.to_page(root, page), placeless)


def _assignment(root: Path, name: str, line: int) -> Removal:
    notebook = root / "exercises" / name / f"{name}.ipynb"
    if holds_work(notebook):
        shown = notebook.relative_to(root).as_posix()
        raise RemovalError(
            f"{shown}:1: holds somebody's work; save it elsewhere and delete it here"
        )
    package = root / "autograder"
    files = _there(
        root / "solutions" / name,
        root / "exercises" / name,
        package / "exercises" / name,
        package / "golden" / name,
    )
    return Removal(f"the assignment {name}", line, files, references.to_assignment(root, name))


def _exercise(root: Path, assignment: str, name: str) -> Removal:
    specification = root / "autograder" / "exercises" / assignment
    files = _there(
        root / "autograder" / "golden" / assignment / f"{name}.json",
        specification / f"{name}.py",
        specification / f"{name}_mistakes.py",
        specification / "correct" / f"{name}.py",
    )
    finder = references.to_exercise(root, assignment, name)
    if not files and not references.search(root, finder):
        raise RemovalError(f"nothing in the course is called {assignment}/{name}")
    return Removal(f"the exercise {assignment}/{name}", None, files, finder)


def _there(*paths: Path) -> list[Path]:
    return [path for path in paths if path.exists()]

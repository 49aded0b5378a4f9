"""Grade the demonstration class through nbgrader's own commands and print what came out."""

from __future__ import annotations

import shutil
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table as Grid

from ..course import paths
from ..course.errors import CourseError
from ..course.fingerprint import fingerprint
from ..course.nbgrader_command import CompletedCommand, nbgrader
from .results import Result, exercises_of, results
from .students import ASSIGNMENT, Student, students

FOLDER = paths.ROOT / "classroom" / "demo"


class DemoFailedError(CourseError):
    """An nbgrader command failed that has no reason to; the message is what it printed."""


def run_demo(force: bool = False, folder: Path = FOLDER) -> int:
    """Make, grade and show the class; nothing is done again that is up to date unless `force`."""
    console, class_ = Console(), students()
    stamp, key = folder / "made-from", _key()
    if force or not stamp.exists() or stamp.read_text() != key:
        shutil.rmtree(folder, ignore_errors=True)
        grade_class(class_, folder, console)
        stamp.write_text(key)
    rows = results(folder, class_)
    console.print(grid(rows))
    for row in rows:
        if row.explanation:
            student, explanation = row.student, escape(row.explanation)
            console.print(f"[bold]{student.name}[/bold], {student.about}: {explanation}")
    console.print(f"Grades:   {paths.from_root(folder / 'grades.csv')}")
    console.print(
        f"Feedback: {paths.from_root(folder / 'feedback')}/STUDENT/{ASSIGNMENT}/{ASSIGNMENT}.html"
    )
    return 0


def grade_class(class_: list[Student], folder: Path, console: Console) -> None:
    """Hand in for every student, then autograde, write feedback and export the grades."""
    release = folder / "release"
    _step(console, folder, "generate_assignment", f"--CourseDirectory.release_directory={release}")
    for student in class_:
        path = folder / "submitted" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        text = student.submission(release / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        path.write_text(text, "utf-8")
    with Progress(console=console) as progress:
        task = progress.add_task(f"nbgrader autograde {ASSIGNMENT}", total=len(class_))
        done = nbgrader(
            "autograde", ASSIGNMENT, classroom=folder,
            on_line=lambda _: progress.update(task, completed=_count_graded(folder)),
        )  # fmt: skip
        progress.update(task, completed=len(class_))
    (folder / "autograde.log").write_text(done.output, "utf-8")
    _expect_success(done)
    _step(console, folder, "generate_feedback")
    console.print("nbgrader export")
    _expect_success(nbgrader("export", classroom=folder))


def _step(console: Console, folder: Path, command: str, *flags: str) -> None:
    console.print(f"nbgrader {command} {ASSIGNMENT}")
    _expect_success(nbgrader(command, ASSIGNMENT, "--force", *flags, classroom=folder))


def _expect_success(done: CompletedCommand) -> None:
    if done.returncode != 0:
        raise DemoFailedError(done.output)


def _count_graded(folder: Path) -> int:
    """Return how many submissions are graded: each gets its folder when it is complete."""
    return sum(1 for _ in folder.glob(f"autograded/*/{ASSIGNMENT}"))


def grid(rows: list[Result]) -> Grid:
    """Return the table of points: one row per student, one column per exercise."""
    names = exercises_of(ASSIGNMENT)
    full = rows[0].available
    heads = [f"{name}\nof {full[name]:g}".replace("_", "_\n") for name in names]
    table = Grid("student", f"points\nof {sum(full.values()):g}", *heads)
    for row in rows:
        cells = [f"{row.points.get(name, 0):g}" for name in names]
        table.add_row(row.student.name, f"{row.total:g}", *cells)
    return table


def _key() -> str:
    package = paths.ROOT / "autograder"
    own = [paths.source_of(ASSIGNMENT), paths.ROOT / "nbgrader_config.py"]
    return fingerprint([*package.rglob("*.py"), *package.rglob("*.json"), *own], paths.ROOT)

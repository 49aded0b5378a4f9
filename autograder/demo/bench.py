"""Grade the same submissions with this project's steps and with nbgrader's own, and compare.

Each run is the whole command `nbgrader autograde`, in a classroom of its own.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table as Grid

from ..assignments.source import fill_in, solutions
from ..course import paths
from ..course.errors import CourseError
from ..course.nbgrader_command import nbgrader
from ..tables import hidden

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "dense-to-adam"
c.CourseDirectory.root = {classroom!r}
c.CourseDirectory.source_directory = {solutions!r}
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", {own!r}]
c.Execute.timeout = 60
"""


class BenchmarkError(CourseError):
    """A command failed, or gave other points than it should; what it printed is the message."""


def run_bench(assignment: str, students: int, rounds: int, sizes: list[int]) -> int:
    """Print medians of both ways over `rounds`, and how ours grows with the class."""
    console = Console()
    ours, stock = [], []
    for number in range(1, rounds + 1):
        ours.append(seconds(assignment, students))
        stock.append(seconds(assignment, students, stock=True))
        console.print(f"round {number}: ours {ours[-1]:.1f} s, nbgrader's steps {stock[-1]:.1f} s")
    if rounds:
        mine, theirs = statistics.median(ours), statistics.median(stock)
        console.print(
            f"{assignment}, {students} submissions, medians of {rounds}: ours {mine:.1f} s, "
            f"nbgrader's steps {theirs:.1f} s, ratio {theirs / mine:.1f}"
        )
    if sizes:
        console.print(_growth(assignment, sorted(sizes)))
    return 0


def _growth(assignment: str, sizes: list[int]) -> Grid:
    grid = Grid("submissions", "seconds", "ms for each further one")
    before = None
    for size in sizes:
        took = seconds(assignment, size)
        further = f"{1000 * (took - before[1]) / (size - before[0]):.0f}" if before else ""
        grid.add_row(f"{size}", f"{took:.1f}", further)
        before = size, took
    return grid


def seconds(assignment: str, students: int, stock: bool = False) -> float:
    """Return how long `nbgrader autograde` takes for a class in which everybody is right.

    Raises
    ------
    BenchmarkError
        If anybody gets less than all points.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        classroom = Path(folder)
        settings = _stock(classroom, assignment) if stock else paths.ROOT
        make_class(assignment, students, classroom, settings)
        began = time.perf_counter()
        # Kernels of nbgrader's own steps would read the user's IPython profile.
        profile = {"IPYTHONDIR": str(classroom / "ipython")}
        done = nbgrader("autograde", assignment, classroom=classroom, folder=settings, more=profile)
        took = time.perf_counter() - began
        expect_full_points(assignment, students, classroom, done.output)
        return took


def _stock(classroom: Path, assignment: str) -> Path:
    """Write a configuration with nbgrader's own steps; return the folder that it is in."""
    text = STOCK_CONFIG.format(
        solutions=str(paths.SOLUTIONS), classroom=str(classroom), own=f"{assignment}.py"
    )
    (classroom / "nbgrader_config.py").write_text(text, "utf-8")
    return classroom


def make_class(assignment: str, students: int, classroom: Path, settings: Path) -> None:
    """Hand in the right notebook for every student."""
    release = f"--CourseDirectory.release_directory={classroom}/release"
    done = nbgrader(
        "generate_assignment", assignment, release, classroom=classroom, folder=settings
    )
    if done.returncode:
        raise BenchmarkError(done.output)
    solved = nbformat.read(classroom / f"release/{assignment}/{assignment}.ipynb", as_version=4)
    fill_in(solved, solutions(assignment))
    for number in range(students):
        path = classroom / f"submitted/student-{number:04}/{assignment}/{assignment}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(solved, path)
    # What the hidden tests expect is made once a class: not part of the comparison.
    hidden.make_in_another_process(assignment, classroom)


def expect_full_points(assignment: str, students: int, classroom: Path, output: str) -> None:
    """Raise BenchmarkError unless every student has one submission, with all points."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        entries = book.assignment_submissions(assignment)
        points = [(entry.score, entry.max_score) for entry in entries]
    if len(points) != students or any(score != full for score, full in points):
        raise BenchmarkError(f"{output}\nNot everybody has all points: {sorted(set(points))}")

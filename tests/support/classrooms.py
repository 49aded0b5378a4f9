"""Classrooms in which an assignment is generated and its expected values are made.

Most of the time that making one takes goes into importing nbgrader and TensorFlow, and no test
depends on the class's seed. So each is made once per run, shared by the processes of pytest-xdist,
and every test gets a copy.
"""

import fcntl
import os
import shutil
from pathlib import Path

from autograder.course.nbgrader_command import nbgrader
from autograder.tables import hidden

PARTS = ("release", "gradebook.db", "seed", "expected")
_folders: list[Path] = []


def share(own: Path) -> None:
    """Keep the originals where all processes find them; `own` is the folder of this process."""
    _folders.append((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "classrooms")


def generate(classroom: Path, assignment: str) -> None:
    """Add the assignment, with its expected values, to a classroom that has no gradebook yet."""
    original = _original(assignment)
    assert not (classroom / "gradebook.db").exists(), f"{classroom} has a gradebook already"
    classroom.mkdir(parents=True, exist_ok=True)
    for path in (original / name for name in PARTS):
        if path.is_dir():
            shutil.copytree(path, classroom / path.name, symlinks=True)
        elif path.exists():  # a quiz has neither seed nor values
            shutil.copy(path, classroom)


def _original(assignment: str) -> Path:
    """Return the original of an assignment, made by whoever needs it first."""
    (folder,) = _folders
    folder.mkdir(exist_ok=True)
    found = folder / assignment
    with (folder / f"{assignment}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            _make(assignment, folder / f"{assignment}.partial")
            (folder / f"{assignment}.partial").rename(found)
    return found


def _make(assignment: str, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # of a test that was stopped
    folder.mkdir()
    release = f"--CourseDirectory.release_directory={folder / 'release'}"
    done = nbgrader("generate_assignment", assignment, "--force", release, classroom=folder)
    assert done.returncode == 0, done.output
    hidden.make_in_another_process(assignment, folder)

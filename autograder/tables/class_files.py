"""Where a class's expected values are, and a fingerprint of all that they are made from.

Apart from `hidden`, which reads them, so that the process that goes through a class needs no NumPy.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from ..course import book_links, paths
from ..course.fingerprint import fingerprint

SEED_VARIABLE = "DENSE_TO_ADAM_SEED"
# A change to one of these files below `autograder/` makes A.json anew, as does one to the solutions
# or to what is installed. Correct variants and other assignments are not among them.
SOURCES = (
    "checks/**/*.py",
    "specification/*.py",
    "exercises/registry.py",
    "exercises/{assignment}/*.py",
    "tables/class_files.py",
    "tables/families.py",
    "tables/make.py",
    "tables/make_hidden.py",
    "tables/hidden.py",
    "assignments/marks.py",
    "assignments/source.py",
    "course/book_links.py",
)


def seed() -> int:
    """Return the seed of this class: from the environment, else drawn once and kept."""
    if given := os.environ.get(SEED_VARIABLE):
        return int(given)
    path = paths.classroom() / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{secrets.randbits(64)}\n")
    return int(path.read_text())


def folder() -> Path:
    """Return the folder of this class's values."""
    return paths.classroom() / "expected"


def record_of(assignment: str) -> Path:
    """Return where it is written which values and sentences belong to the course of today."""
    return folder() / f"{assignment}.json"


def made_from(assignment: str) -> str:
    """Return a fingerprint of all that the values, points and sentences are made from."""
    others = [paths.ROOT / "requirements.lock", paths.source_of(assignment)]
    files = [*sources(assignment), *(path for path in others if path.exists())]
    return fingerprint(files, paths.ROOT, seed(), book_links.address())


def sources(assignment: str) -> list[Path]:
    """Return the modules whose change makes the record of `assignment` anew."""
    return modules(SOURCES, assignment)


def modules(patterns: Iterable[str], assignment: str) -> list[Path]:
    """Return the files of the package that these patterns name for an assignment."""
    package = paths.ROOT / "autograder"
    filled = [pattern.format(assignment=assignment) for pattern in patterns]
    return sorted({path for pattern in filled for path in package.glob(pattern)})

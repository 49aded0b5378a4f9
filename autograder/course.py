"""Where the parts of the course stand on disk."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
GOLDEN = ROOT / "autograder" / "golden"
CHECKS = ROOT / "autograder" / "checks"

# The demonstration class and the tests grade in a folder of their own by setting this variable.
CLASSROOM_VARIABLE = "DENSE_TO_ADAM_CLASSROOM"


def classroom() -> Path:
    """Return the folder that holds submissions, feedback and the gradebook."""
    return ROOT / os.environ.get(CLASSROOM_VARIABLE, "classroom")


def assignments() -> list[str]:
    """Return the names of all assignments that have a solutions notebook."""
    return sorted(p.parent.name for p in SOLUTIONS.glob("*/*.py") if p.stem == p.parent.name)


def source_of(assignment: str) -> Path:
    """Return the path of an assignment's source text."""
    return SOLUTIONS / assignment / f"{assignment}.py"

"""What must be the same on the head and on each worker, so that both give the same points."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from ...course import paths
from ...course.fingerprint import fingerprint

LIBRARIES = ("numpy", "keras", "nbgrader")
OTHERS = ("requirements.lock", "course.yml", "book/_config.yml")
COURSE = "course"
CURE = {
    COURSE: "its files of the course differ: bring both machines to the same commit",
    "python": "it runs Python {theirs}, the head {ours}: use the same version",
}
OTHER_VERSION = (
    "it has {name} {theirs}, the head {ours}: install requirements.lock on both machines"
)


@cache
def traits(assignment: str) -> dict[str, str]:
    """Return what decides about points here."""
    found = {COURSE: _course(assignment), "python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
    return found | {name: _version(name) for name in LIBRARIES}


def differences(theirs: dict[str, str], ours: dict[str, str]) -> list[str]:
    """Say in what a worker differs from the head, with the remedy."""
    return [
        CURE.get(name, OTHER_VERSION).format(
            name=name, theirs=theirs.get(name) or "no version", ours=value
        )
        for name, value in ours.items()
        if theirs.get(name) != value
    ]


def _course(assignment: str) -> str:
    package = [*(paths.ROOT / "autograder").rglob("*.py")]
    quizzes = [*paths.QUIZ_FILES.glob("*.yml")]
    others = [paths.source_of(assignment), *(paths.ROOT / name for name in OTHERS)]
    existing = [path for path in others if path.exists()]
    return fingerprint([*package, *quizzes, *existing], paths.ROOT)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

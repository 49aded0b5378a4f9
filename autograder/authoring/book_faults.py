"""Chapters and anchors that a specification names and the book does not have.

They would reach students as dead links in the messages of the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docutils.nodes import make_id

from ..course import paths
from ..course.errors import Fault
from ..exercises import AnyExercise
from .places import at_exercise

LABEL = re.compile(r"^\(([^()]+)\)=$|^\s*:(?:label|name): *(\S+)", re.MULTILINE)


def book_faults(exercise: AnyExercise) -> Iterator[Fault]:
    """Yield each chapter and anchor of an exercise that is not in the book."""
    chapter = paths.ROOT / "book" / f"{exercise.chapter}.md"
    if not chapter.exists():
        yield at_exercise(
            exercise,
            f"the book has no chapter {exercise.chapter!r}",
            f"name a file below book/, without `.md`, such as {_example()}",
        )
        return
    for mistake in exercise.misconceptions:
        if mistake.section and mistake.section not in anchors(chapter):
            yield Fault.at(
                mistake.function,
                f"the mistake {mistake.name!r}: book/{exercise.chapter}.md has no anchor "
                f"{mistake.section!r}",
                f"write `({mistake.section})=` before its heading, or name one of: "
                f"{', '.join(sorted(anchors(chapter)))}",
            )


@cache
def anchors(chapter: Path) -> frozenset[str]:
    """Return the anchors of a chapter, as they appear in its address."""
    labels = LABEL.findall(chapter.read_text("utf-8"))
    return frozenset(make_id(above or option) for above, option in labels)


def _example() -> str:
    return next(iter(paths.chapters()), "training/softmax")

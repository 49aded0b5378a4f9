"""Exercises and quizzes that the book's pages show and the course does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..course import paths
from ..course.errors import Fault
from ..exercises.registry import functions_of

DIRECTIVE = re.compile(r"^[`:]{3,}\{(practice|common-mistakes|quiz)\} +(.+)$")
REMEDY = "drop it, or name one that the course has"


def page_faults() -> list[Fault]:
    """Return each directive of a page that names an exercise or a quiz that does not exist."""
    written = [name for name in paths.assignments() if name not in paths.quizzes()]
    exercises = {f"{name}/{function}" for name in written for function in functions_of(name)}
    quizzes = {path.stem for path in paths.QUIZ_FILES.glob("*.yml")}
    pages = [paths.ROOT / "book" / f"{page}.md" for page in paths.course().pages]
    return [
        Fault(page, line, f"`{{{kind}}}` names {name!r}, which the course does not have", REMEDY)
        for page in pages
        for line, kind, name in _named(page)
        if name not in (quizzes if kind == "quiz" else exercises)
    ]


def _named(page: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the directive and each name of a page's directives."""
    if not page.exists():
        return
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if directive := DIRECTIVE.match(line):
            for name in directive[2].split():
                yield number, directive[1], name

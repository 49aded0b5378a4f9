"""Write the questions of chapters into one file of a format, and say what could not be written."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ...course import paths
from ...course.errors import CourseError, located
from ...quizzes.library import of_chapter
from ..settings import shown
from . import anki, moodle, qti
from .placed import CannotExportError, Format, Placed

FORMATS: dict[str, Format[Any]] = {
    "anki": anki.FORMAT,
    "moodle": moodle.FORMAT,
    "qti": qti.FORMAT,
}


def run_export_quizzes(to: str, chapters: Sequence[str], folder: Path | None) -> int:
    """Write the file; return 1 if a question is not in it."""
    chosen, written, faults = FORMATS[to], [], []
    for placed in _questions(_pages(chapters)):
        try:
            written.append((placed, chosen.write(placed)))
        except CannotExportError as reason:
            place = located(placed.path, placed.question.line)
            faults.append(f"{place}: question `{placed.question.id}` is left out: {reason}")
    if written:
        _save(chosen, written, folder or paths.exports("quizzes"))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _save(chosen: Format[Any], written: Sequence[tuple[Placed, Any]], folder: Path) -> None:
    title = re.sub(r"\W+", "-", paths.course().title.lower()).strip("-")
    path = folder / f"{title}{chosen.ending}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(chosen.join(written))
    chapters = len({placed.chapter for placed, _ in written})
    print(f"{shown(path)}: {len(written)} questions of {chapters} chapters; {chosen.next_step}")


def _pages(chapters: Sequence[str]) -> list[str]:
    """Return the chapters with these stems, in the order of the book; all if none is named."""
    having = [page for page in paths.chapters() if paths.quiz_of(page).is_file()]
    stems = {Path(page).name: page for page in having}
    for name in chapters:
        if Path(name).name not in stems:
            raise CourseError(f"no chapter {name!r} with questions; there are: {', '.join(stems)}")
    wanted = {Path(name).name for name in chapters} or set(stems)
    return [page for stem, page in stems.items() if stem in wanted]


def _questions(pages: Sequence[str]) -> Iterator[Placed]:
    parts = {page: part.caption for part in paths.course().parts for page in part.pages}
    for page in pages:
        quiz, number = of_chapter(page), paths.chapters().index(page) + 1
        for place, question in enumerate(quiz.questions, 1):
            chapter = f"{number:02d}. {quiz.title}"
            yield Placed(question, f"{number}.{place}", chapter, parts[page], quiz.path)

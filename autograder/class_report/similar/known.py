"""What says nothing about a pair: the skeleton, and ways to write an exercise that are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...assignments.source import solutions
from ...course import paths
from ...exercises import AnyExercise, of_assignment
from ...specification.exercise import source_of
from .rarity import Known, Tokens, fingerprints_of
from .tokens import UnreadableError, tokens_of


@dataclass(frozen=True)
class Handed:
    """The cells of the notebooks that were handed out, and of those that they were made from."""

    released: frozenset[str]
    sources: frozenset[str]

    def is_own(self, cell: str) -> bool:
        """Return whether a student wrote a cell, be it only in part."""
        return cell.strip() not in self.released

    def tokens(self) -> Iterator[Tokens]:
        """Yield what can be read of them."""
        yield from _read(self.released | self.sources)


def handed_out(course: Any, assignment: str) -> Handed:
    """Return the cells of an assignment's notebooks, released and not."""
    folders = (course.release_directory, course.source_directory)
    return Handed(
        *(_texts_in(Path(course.format_path(folder, ".", assignment))) for folder in folders)
    )


def _texts_in(folder: Path) -> frozenset[str]:
    notebooks = sorted(folder.glob("*.ipynb"))
    return frozenset(cell.strip() for path in notebooks for cell in _cells(path))


def ways_to_write(assignment: str) -> dict[str, list[Tokens]]:
    """Return the ways to write each exercise that the course knows, right ones and mistakes.

    There are none for a quiz, and for an assignment that is not made with this course's tools.
    """
    if assignment in paths.quizzes() or assignment not in paths.assignments():
        return {}
    solved = solutions(assignment)
    return {
        one.name: list(_read([solved[one.name], *_functions(one)]))
        for one in of_assignment(assignment)
    }


def known_from(handed: Iterable[Tokens], ways: dict[str, list[Tokens]]) -> Known:
    """Return what is known from these texts."""
    texts = [*handed, *(tokens for found in ways.values() for tokens in found)]
    fingerprints = frozenset(one for tokens in texts for one in fingerprints_of(tokens))
    return Known(fingerprints, {name: len(found) for name, found in ways.items()})


def _functions(exercise: AnyExercise) -> Iterator[str]:
    wrong = (one.function for one in exercise.misconceptions)
    for function in (*exercise.correct.values(), *wrong):
        try:
            yield source_of(function)
        except ValueError:  # a lambda
            continue


def _read(texts: Iterable[str]) -> Iterator[Tokens]:
    found: dict[Tokens, None] = {}
    for text in texts:
        try:
            found[tokens_of(text)] = None
        except UnreadableError:
            continue
    yield from found


def _cells(path: Path) -> Iterator[str]:
    """Yield the code of a notebook of the course; a damaged one is grading's to report."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                source = cell["source"]
                yield source if isinstance(source, str) else "".join(source)
    except (OSError, ValueError, KeyError, TypeError):
        return

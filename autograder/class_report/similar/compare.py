"""Compare the work of a class: what its students wrote, without what they were given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..model import GradedClass, GradedSubmission, Student
from . import known as known_ways
from .false_pairs import FalsePairs, measure
from .rarity import LENGTH, Pair, Tokens, Work, least_strength, similar_pairs
from .reader import Reader
from .tokens import UnreadableError

OTHER_CELLS = "cells of their own"


@dataclass(frozen=True)
class Compared:
    """A class that was compared. `codes` and `pairs` name students by their places in `students`.

    `unread` are the cells that could not be compared, with the reason.
    """

    assignment: str
    title: str
    students: tuple[Student, ...]
    codes: tuple[dict[str, str], ...]
    pairs: list[Pair]
    least: float
    unread: tuple[tuple[Student, str, str], ...]
    not_graded: int
    has_code: bool
    false_pairs: FalsePairs | None


def compare(course: Any, found: GradedClass) -> Compared:
    """Compare everybody's code with everybody else's."""
    handed = known_ways.handed_out(course, found.assignment)
    ways = known_ways.ways_to_write(found.assignment)
    known = known_ways.known_from(handed.tokens(), ways)
    codes = [dict(_code_of(one, handed)) for one in found.submissions]
    unread: list[tuple[Student, str, str]] = []
    with Reader() as reader:
        read = [
            dict(_read(reader, one.student, code, unread))
            for one, code in zip(found.submissions, codes)
        ]
    codes = [{name: code[name] for name in tokens} for code, tokens in zip(codes, read)]
    mistakes = [_mistakes_of(one) for one in found.submissions]
    works = [Work(tokens, made) for tokens, made in zip(read, mistakes)]
    return Compared(
        found.assignment, found.title, tuple(one.student for one in found.submissions),
        tuple(codes), similar_pairs(works, known), least_strength(len(works)), tuple(unread),
        len(found.not_graded), any(len(one) >= LENGTH for code in read for one in code.values()),
        measure(ways, len(works)),
    )  # fmt: skip


def _code_of(
    submission: GradedSubmission, handed: known_ways.Handed
) -> Iterator[tuple[str, str]]:  # fmt: skip
    for name, code in submission.code.items():
        if handed.is_own(code):
            yield name, code
    others = [code for code in submission.other_code if handed.is_own(code)]
    if others:
        yield OTHER_CELLS, "\n".join(others)


def _read(
    reader: Reader, student: Student, codes: dict[str, str],
    unread: list[tuple[Student, str, str]],
) -> Iterator[tuple[str, Tokens]]:  # fmt: skip
    for name, code in codes.items():
        try:
            yield name, reader.read(code)
        except UnreadableError as error:
            unread.append((student, name, str(error)))


def _mistakes_of(submission: GradedSubmission) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for report in submission.reports.values():
        for one in report.exercises:
            names = {mistake.name for mistake in one.misconceptions}
            found[one.exercise] = found.get(one.exercise, frozenset()) | names
    return found

"""What was compared, as data. Page and CSV are written from it, so names are hidden here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ...course.printable import one_line
from ..data import Data
from ..model import Student
from ..samples import CUT, UnreadableCodeError, numbered_lines
from .compare import Compared
from .rarity import Pair, Shared

AROUND = 4  # lines shown before the first and after the last one that is shared
MAX_LINES = 80
MAX_WIDTH = 300  # characters of a line


def similar_data(compared: Compared, *, hide_names: bool) -> Data:
    """Return the report on similar work."""
    labels = _Labels(compared, hide_names)
    false = compared.false_pairs
    return {
        "assignment": compared.assignment,
        "title": compared.title,
        "names_hidden": hide_names,
        "students": len(compared.students),
        "not_graded": compared.not_graded,
        "has_code": compared.has_code,
        "least": compared.least,
        "all_pairs": len(compared.students) * (len(compared.students) - 1) // 2,
        "false_pairs": asdict(false) if false else None,
        "groups": [[labels.of(at) for at in group] for group in groups_of(compared.pairs)],
        "pairs": [
            _pair(number, pair, compared, labels) for number, pair in enumerate(compared.pairs, 1)
        ],
        "unread": [
            {"student": None if hide_names else _label(student), "exercise": name, "reason": why}
            for student, name, why in compared.unread
        ],
    }


def groups_of(pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the students that pairs link to each other, where they are more than two."""
    groups: list[set[int]] = []
    for pair in pairs:
        joined = {pair.first, pair.second}
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return sorted((sorted(group) for group in groups if len(group) > 2), key=len, reverse=True)


class _Labels:
    """What students are called: by their names, or numbered in the order of the pairs."""

    def __init__(self, compared: Compared, hidden: bool) -> None:
        self.hidden = hidden
        self._students = compared.students
        seen = dict.fromkeys(at for pair in compared.pairs for at in (pair.first, pair.second))
        self._numbers = {at: number for number, at in enumerate(seen, 1)}

    def of(self, at: int) -> str:
        """Return what a student is called."""
        if self.hidden:
            return f"student {self._numbers[at]}"
        return _label(self._students[at])

    def names(self, *places: int) -> set[str]:
        """Return the names that code may not hold: none unless they are hidden."""
        found = (name for at in places for name in self._students[at].names)
        return {name.casefold() for name in found} if self.hidden else set()


def _label(student: Student) -> str:
    return one_line(student.label)


def _pair(number: int, pair: Pair, compared: Compared, labels: _Labels) -> Data:
    return {
        "number": number,
        "first": labels.of(pair.first),
        "second": labels.of(pair.second),
        "strength": pair.strength,
        "parts": [
            _part(part, pair, compared, labels)
            for part in sorted(pair.parts, key=lambda one: -one.strength)
        ],
    }


def _part(part: Shared, pair: Pair, compared: Compared, labels: _Labels) -> Data:
    places = (pair.first, pair.second)
    codes = [compared.codes[at].get(part.exercise, "") for at in places]
    names = labels.names(*places)
    return {
        "exercise": part.exercise,
        "strength": part.strength,
        "lines": [len(lines) for lines in part.lines],
        "shared_by": part.shared_by,
        "of": part.of,
        "mistakes": [{"name": name, "number": number} for name, number in part.mistakes],
        "codes": [_shown(code, lines, names) for code, lines in zip(codes, part.lines)],
    }


def _shown(code: str, shared: frozenset[int], names: set[str]) -> list[Data]:
    """Return the lines to show, each with whether it is shared; none if a name is in them."""
    try:
        lines = numbered_lines(code, comments=not names)
    except UnreadableCodeError:
        lines = [] if names else list(enumerate(code.split("\n"), 1))
    if any(name in line.casefold() for name in names for _, line in lines):
        return []
    return list(_cut([(line, number in shared) for number, line in lines]))


def _cut(lines: list[tuple[str, bool]]) -> Iterator[dict[str, Any]]:
    marked = [at for at, (_, is_shared) in enumerate(lines) if is_shared]
    start = max(0, marked[0] - AROUND) if marked else 0
    end = min(marked[-1] + AROUND + 1 if marked else len(lines), start + MAX_LINES)
    if start:
        yield {"text": CUT, "shared": False}
    for text, is_shared in lines[start:end]:
        short = text if len(text) <= MAX_WIDTH else f"{text[:MAX_WIDTH]} {CUT}"
        yield {"text": short, "shared": is_shared}
    if end < len(lines):
        yield {"text": CUT, "shared": False}

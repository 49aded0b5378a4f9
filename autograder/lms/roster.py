"""The list of students that a learning management system exports, and who of them is meant."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..course.errors import CourseError
from ..course.printable import one_line
from .systems.system import RosterStudent, Row, System, first_of, identifiers
from .systems.table import SYSTEMS
from .tables import read_table

OWN_COLUMNS = ("student_id", "lms_id", "first_name", "last_name", "email")


class RosterError(CourseError):
    """A list of students cannot be used; the message says why."""


class WhoError(Exception):
    """A student is not found, or not the only one; the message says what to do."""


@dataclass(frozen=True)
class Roster:
    """The students of a class. `system` is None for a list that nobody exported."""

    path: Path
    rows: tuple[tuple[str, ...], ...]
    system: System | None
    students: tuple[RosterStudent, ...]

    def find(self, ids: Iterable[str], names: Iterable[str]) -> RosterStudent:
        """Return the student whom one of these identifiers means, else one of these names.

        Raises
        ------
        WhoError
            If there is none, or more than one.
        """
        for name in identifiers(*ids):
            if name in self._by_id:
                return self._by_id[name]
        names = [name for name in names if name]
        for name in names:
            match self._by_name.get(name_key(name), []):
                case [student]:
                    return student
                case [_, *_] as several:
                    keys = ", ".join(one_line(student.key) for student in several)
                    raise WhoError(f"{one_line(name)} may be any of {keys}")
        who = one_line(next(iter([*names, *ids]), "nobody"))
        raise WhoError(f"{who} is not in the roster")

    @cached_property
    def _by_id(self) -> dict[str, RosterStudent]:
        """Identifiers that mean one student only."""
        count = Counter(name for student in self.students for name in student.ids)
        own = {name: s for s in self.students for name in s.ids if count[name] == 1}
        names = ((name, s) for s in self.students for name in (s.folder, s.key))
        return own | {name.casefold(): student for name, student in names}

    @cached_property
    def _by_name(self) -> dict[str, list[RosterStudent]]:
        found: dict[str, list[RosterStudent]] = defaultdict(list)
        for student in self.students:
            first, last = student.first_name, student.last_name
            for key in {name_key(n) for n in (student.full_name, first + last, last + first)} - {
                ""
            }:
                found[key].append(student)
        return found


def name_key(name: str) -> str:
    """Return a name as it is compared: without capitals, spaces and punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def read_roster(path: Path) -> Roster:
    """Read a list of students, of whichever system it is.

    Raises
    ------
    RosterError
        If it is not one, or if two students would get the same folder.
    """
    rows = read_table(path)
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    system = next((s for s in SYSTEMS.values() if s.is_roster(frozenset(header))), None)
    if system is None and "student_id" not in header:
        raise RosterError(_unknown(path, rows[0] if rows else []))
    width = len(header)
    rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    make = system.student if system else own_student
    found = [make(number, dict(zip(header, row))) for number, row in enumerate(rows) if number]
    students = tuple(student for student in found if student)
    if not students:
        raise RosterError(f"{path}: there is no student in this file")
    _refuse_doubles(path, students)
    return Roster(path, tuple(map(tuple, rows)), system, students)


def own_student(number: int, row: Row) -> RosterStudent | None:
    """Make a student of a row of a list that the instructor has written."""
    key = first_of(row, "student_id")
    if not key:
        return None
    first, last = first_of(row, "first_name"), first_of(row, "last_name")
    email, lms_id = first_of(row, "email"), first_of(row, "lms_id")
    ids = identifiers(key, lms_id, email)
    return RosterStudent(key, number, ids, first, last, f"{first} {last}".strip(), email)


def _refuse_doubles(path: Path, students: Sequence[RosterStudent]) -> None:
    rows: dict[str, int] = {}
    for student in students:
        other = rows.setdefault(student.folder.casefold(), student.row)
        if other != student.row:
            raise RosterError(
                f"{path}: rows {other + 1} and {student.row + 1} are both {one_line(student.key)}, "
                "and each student needs an identifier of their own; remove one of the rows, or "
                "export the roster with user names or e-mail addresses"
            )


def _unknown(path: Path, header: Sequence[str]) -> str:
    shown = one_line(", ".join(header))[:200]
    known = "\n".join(f"  {s.title}: {s.roster_hint}" for s in SYSTEMS.values())
    return (
        f"{path}: not a roster that is known; its columns are {shown}. Give one of\n{known}\n"
        f"  or a CSV file of your own with the columns {', '.join(OWN_COLUMNS)}"
    )

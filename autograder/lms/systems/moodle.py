r"""Moodle: "Download all submissions", the grading worksheet, and the gradebook's CSV.

A hand-in is a folder `Full name_PARTICIPANT_assignsubmission_file`, with an underscore at its end
before Moodle 4.1; without "Download submissions in folders" that and the file's name are one name.
https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php
Feedback goes to the participant whose number is in the name of the folder.
https://github.com/moodle/moodle/blob/main/mod/assign/feedback/file/importziplib.php
A grading worksheet needs `Identifier`, `Grade` and `Last modified (grade)`; a row without a grade
changes nothing. It is uploaded in UTF-8 with commas.
https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php
The gradebook takes the form in which it exports, and finds students by e-mail address or number.
https://docs.moodle.org/405/en/Grade_import
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..archive import Member
from .system import (
    Claim,
    Reading,
    RosterStudent,
    Row,
    Rows,
    Sheet,
    System,
    detail_cells,
    detail_titles,
    first_of,
    identifiers,
    number_in,
)  # fmt: skip

NAME = re.compile(
    r"(?P<prefix>(?P<name>[^_]*(?:_[^_]+)*?)_(?P<id>\d+)_assignsubmission_(?P<plugin>[a-z]+))"
    r"(?:_(?P<file>.*))?",
    re.DOTALL,
)
LATE = re.compile(r"\blate\b")
IDENTIFIER = re.compile(r"(\d+)\s*$")
WORKSHEET = ("identifier", "full name", "grade", "last modified (grade)")


def read(members: Sequence[Member]) -> list[Reading]:
    """Say whose each file is."""
    return [_read(member.parts) for member in members]


def _read(parts: tuple[str, ...]) -> Reading:
    for position, part in enumerate(parts):
        if match := NAME.fullmatch(part):
            rest = parts[position + 1 :]
            within = (match["file"], *rest) if match["file"] else rest
            if within:
                # Text that was typed into Moodle is in a folder of its own.
                prefix = match["prefix"] if match["file"] else part
                attempt = f"{match['name']}_{match['id']}"
                feedback = f"{prefix}/"
                return Claim(within, attempt, match["id"], name=match["name"], feedback=feedback)
    return None


def is_roster(header: frozenset[str]) -> bool:
    """Recognise a grading worksheet, or a list of students from the gradebook."""
    names = {"full name"} <= header or {"first name"} <= header
    worksheet = header.issuperset(WORKSHEET)
    return worksheet or (names and "email address" in header)


def student(number: int, row: Row) -> RosterStudent | None:
    """Make a student of a row."""
    identifier = IDENTIFIER.search(row.get("identifier", ""))
    participant = identifier[1] if identifier else ""
    first, last = first_of(row, "first name"), first_of(row, "last name", "surname")
    full = first_of(row, "full name") or f"{first} {last}".strip()
    email = first_of(row, "email address")
    key = first_of(row, "username", "id number", "email address") or full
    if not key or not (full or participant):
        return None
    if not first and not last:
        first, _, last = full.rpartition(" ")
    time = first_of(row, "last modified (submission)")
    names = first_of(row, "username"), first_of(row, "id number"), email, participant
    return RosterStudent(
        key, number, identifiers(*names), first, last, full, email, "" if time == "-" else time,
        bool(LATE.search(row.get("status", ""))),
    )  # fmt: skip


def grades(roster: Sequence[Sequence[str]], sheet: Sheet, column: str) -> Rows:
    """Fill in a grading worksheet, or a table for the gradebook if the roster is none."""
    header = [*roster[0]]
    lower = [name.strip().casefold() for name in header]
    if set(WORKSHEET) <= set(lower):
        return _worksheet(roster, sheet, lower.index("grade"))
    known = ("first name", "last name", "surname", "full name", "username", "id number",
             "email address")  # fmt: skip
    kept = [lower.index(name) for name in known if name in lower]
    rows: Rows = [[*(header[index] for index in kept), column, *detail_titles(sheet)]]
    for number, row in enumerate(roster[1:], 1):
        cells = detail_cells(sheet.scores.get(number), sheet)
        rows.append([*(row[index] for index in kept), *cells])
    return rows


def _worksheet(roster: Sequence[Sequence[str]], sheet: Sheet, grade: int) -> Rows:
    rows: Rows = [[*roster[0], *detail_titles(sheet)]]
    for number, row in enumerate(roster[1:], 1):
        total, *details = detail_cells(sheet.scores.get(number), sheet)
        rows.append([*row[:grade], total, *row[grade + 1 :], *details])
    return rows


def title_of(header: str) -> str:
    """Return the name of the assignment whose points a column of the gradebook holds."""
    match = re.fullmatch(r"[^:]+:(.+) \((?:Real|Points)\)", header.strip())
    return match[1].strip() if match else ""


def maximum_in(roster: Sequence[Sequence[str]], column: str) -> float | None:
    """Return the maximum grade that a worksheet gives for the assignment."""
    lower = [name.strip().casefold() for name in roster[0]]
    if "maximum grade" not in lower or len(roster) < 2:
        return None
    return number_in(roster[1][lower.index("maximum grade")])


def feedback_from_roster(student: RosterStudent) -> str:
    """Return where feedback goes if no zip has told."""
    number = next((name for name in sorted(student.ids) if name.isdigit()), "")
    name = re.sub(r"[_/\\]", " ", student.full_name)
    return f"{name}_{number}_assignsubmission_file/" if number else ""


SYSTEM = System(
    name="moodle",
    title="Moodle",
    roster_hint='the grading worksheet (assignment > Submissions > "Download grading worksheet"), '
    "or the gradebook's export as a plain text file, with Moodle in English",
    import_hint='upload it with "Upload grading worksheet" in the assignment, or under Grades > '
    "Import > CSV file",
    read=read,
    is_roster=is_roster,
    student=student,
    grades=grades,
    title_of=title_of,
    maximum_in=maximum_in,
    feedback_hint='upload it with "Upload multiple feedback files in a zip" in the assignment',
    feedback_from_roster=feedback_from_roster,
)

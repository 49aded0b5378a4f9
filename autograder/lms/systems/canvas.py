"""Canvas: "Download Submissions", and the gradebook's export and import.

A file is called `NAME_USER_ATTACHMENT_FILE`, with `LATE` before the user's number if it is late.
NAME is the sortable name without spaces and punctuation, in lower case. Texts and links that were
entered end in `_text.html` and `_link.html`.
https://github.com/instructure/canvas-lms/blob/master/app/models/content_zipper.rb
A page of feedback is given to whom the first two numbers of its name say, and only if the
second is an attachment of theirs, so these names come from the zip that was collected.
https://github.com/instructure/canvas-lms/blob/master/app/models/assignment.rb
An import begins with the columns of the export, from Student to Section, and has a row
"Points Possible". An empty field changes nothing.
https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
https://community.canvaslms.com/t5/Instructor-Guide/tkb-p/Instructor
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...course.errors import CourseError
from ..archive import Member
from .system import (
    Claim,
    OwnFile,
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
    r"(?P<prefix>(?P<name>\w*?)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?P<attachment>\d+)_)(?P<file>.+)",
    re.DOTALL | re.IGNORECASE,
)
ENTERED = re.compile(
    r"(?P<name>\w*?)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?P<file>(?:text|link)\.html)", re.IGNORECASE
)
ANONYMOUS = re.compile(r"anon_[0-9a-z]{5}_", re.IGNORECASE)
POINTS_POSSIBLE = "Points Possible"
TEST_STUDENTS = ("student, test", "test student")


def read(members: Sequence[Member]) -> list[Reading]:
    """Say whose each file is."""
    return [_read(member.parts) for member in members]


def _read(parts: tuple[str, ...]) -> Reading:
    for position, part in enumerate(parts):
        if match := ENTERED.fullmatch(part):
            return Claim((match["file"],), match["id"], match["id"], name=match["name"],
                         late=bool(match["late"]))  # fmt: skip
        if ANONYMOUS.match(part):
            return OwnFile("handed in anonymously: Canvas's zip does not say by whom", True)
        if match := NAME.fullmatch(part):
            return Claim(
                (match["file"], *parts[position + 1 :]), match["id"], match["id"],
                name=match["name"], late=bool(match["late"]), feedback=match["prefix"],
            )  # fmt: skip
    return None


def is_roster(header: frozenset[str]) -> bool:
    """Recognise an export of the gradebook."""
    return {"id", "section"} <= header and bool({"student", "lastname"} & header)


def student(number: int, row: Row) -> RosterStudent | None:
    """Make a student of a row; rows about points and posting describe none."""
    name = first_of(row, "student")
    last, _, first = name.partition(", ") if name else (row.get("lastname", ""), "", "")
    first = first or row.get("firstname", "").strip()
    canvas_id = first_of(row, "id")
    if POINTS_POSSIBLE in (name or last) or name.casefold() in TEST_STUDENTS:
        return None
    login, sis_id = first_of(row, "sis login id"), first_of(row, "sis user id")
    if not (canvas_id or login or sis_id):
        return None
    email = login if "@" in login else ""
    key = login or sis_id or canvas_id
    ids = identifiers(canvas_id, login, sis_id, row.get("integration id", ""))
    full = f"{first} {last}".strip()
    return RosterStudent(key, number, ids, first.strip(), last.strip(), full, email)


def grades(roster: Sequence[Sequence[str]], sheet: Sheet, column: str) -> Rows:
    """Write the columns that say who a student is, then the points."""
    header = [*roster[0]]
    lower = [name.strip().casefold() for name in header]
    if "section" not in lower:
        raise CourseError("the roster has no column Section: export Canvas's gradebook as CSV")
    width = lower.index("section") + 1
    maxima = [sheet.max_score, *(detail.max_score for detail in sheet.details)]
    rows: Rows = [
        [*header[:width], column, *detail_titles(sheet)],
        [f"    {POINTS_POSSIBLE}", *[""] * (width - 1), *map(float, maxima)],
    ]
    for number, row in enumerate(roster[1:], 1):
        if student(number, dict(zip(lower, row))):
            cells = detail_cells(sheet.scores.get(number), sheet)
            rows.append([*row[:width], *cells])
    return rows


def title_of(header: str) -> str:
    """Return the name of the assignment whose points a column holds: without Canvas's number."""
    match = re.fullmatch(r"(.+) \(\d+\)", header.strip())
    return match[1] if match else ""


def maximum_in(roster: Sequence[Sequence[str]], column: str) -> float | None:
    """Return the points possible of a column."""
    if column not in roster[0]:
        return None
    row = next((row for row in roster[1:] if POINTS_POSSIBLE in row[0]), None)
    return number_in(row[roster[0].index(column)]) if row else None


SYSTEM = System(
    name="canvas",
    title="Canvas",
    roster_hint="the gradebook's CSV (Grades > Export > Export Entire Gradebook)",
    import_hint="import it under Grades > Import",
    read=read,
    is_roster=is_roster,
    student=student,
    grades=grades,
    title_of=title_of,
    maximum_in=maximum_in,
    feedback_hint='upload it with "Upload Submissions" in the gradebook, in the assignment\'s menu',
)

"""Brightspace (D2L): downloads of an assignment's submissions, and the import of grades.

A hand-in is a folder `NUMBERS - Full Name - Oct 10, 2025 1022 AM`, perhaps in a folder of the
assignment's, with an `index.html` of Brightspace's beside them. Each hand-in has a folder.
https://github.com/cgmb/d2lmf
An import needs OrgDefinedId or Username, `TITLE Points Grade`, and as its last column
`End-of-Line Indicator`, which holds `#`.
https://community.d2l.com/brightspace/kb/articles/3538-importing-grades
Feedback is given to whom the folder of the download belongs.
https://carleton.ca/brightspace/instructors/grading-assignments-and-providing-feedback/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

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

FOLDER = re.compile(
    r"(?P<id>\d+(?:-\d+)*) - (?P<name>.+?) - "
    r"(?P<date>[A-Za-z]{3,9}\.? \d{1,2}, \d{4}) "
    r"(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?: ?(?P<half>[AP]M))?"
)
INDEX = ("index.html", "index.htm")
END = "End-of-Line Indicator"
POINTS = "{} Points Grade"


def read(members: Sequence[Member]) -> list[Reading]:
    """Say whose each file is."""
    return [_read(member.parts) for member in members]


def _read(parts: tuple[str, ...]) -> Reading:
    for position, part in enumerate(parts[:-1]):
        if match := FOLDER.fullmatch(part.strip()):
            number = match["id"].partition("-")[0]
            return Claim(
                parts[position + 1 :], part, number, name=match["name"], time=_time_of(match),
                feedback=f"{part}/",
            )  # fmt: skip
    if parts[-1].lower() in INDEX:
        return OwnFile("Brightspace's list of the hand-ins")
    return None


def _time_of(match: re.Match[str]) -> datetime | None:
    hour, half = int(match["hour"]), match["half"]
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    for form in ("%b %d, %Y", "%B %d, %Y"):
        try:
            day = datetime.strptime(match["date"].replace(".", ""), form)
            return day.replace(hour=hour, minute=int(match["minute"]))
        except ValueError:
            continue
    return None


def is_roster(header: frozenset[str]) -> bool:
    """Recognise an export of grades."""
    return "orgdefinedid" in header or {"username", END.casefold()} <= header


def student(number: int, row: Row) -> RosterStudent | None:
    """Make a student of a row; Brightspace writes `#` before numbers and names."""
    user = first_of(row, "username").removeprefix("#")
    org_id = first_of(row, "orgdefinedid").removeprefix("#")
    if not (user or org_id):
        return None
    first, last = first_of(row, "first name"), first_of(row, "last name")
    email = first_of(row, "email")
    full = f"{first} {last}".strip()
    ids = identifiers(user, org_id, email)
    return RosterStudent(user or org_id, number, ids, first, last, full, email)


def grades(roster: Sequence[Sequence[str]], sheet: Sheet, column: str) -> Rows:
    """Write who a student is, the points, and the end of the line."""
    header = [*roster[0]]
    lower = [name.strip().casefold() for name in header]
    kept = [lower.index(name) for name in ("orgdefinedid", "username") if name in lower]
    if " Points Grade" not in column:
        column = POINTS.format(column)
    rows: Rows = [[*(header[i] for i in kept), column, *detail_titles(sheet, POINTS), END]]
    for number, row in enumerate(roster[1:], 1):
        cells = detail_cells(sheet.scores.get(number), sheet)
        rows.append([*(row[index] for index in kept), *cells, "#"])
    return rows


def title_of(header: str) -> str:
    """Return the title of a column of points, without what Brightspace adds."""
    match = re.fullmatch(r"(.+?) Points Grade(?: <.*>)?", header.strip())
    return match[1] if match else ""


def maximum_in(roster: Sequence[Sequence[str]], column: str) -> float | None:
    """Return the points that the header of a column gives."""
    match = re.search(r"MaxPoints: *([\d.,]+)", column)
    return number_in(match[1]) if match else None


SYSTEM = System(
    name="brightspace",
    title="Brightspace",
    roster_hint="the export of grades (Grades > Enter Grades > Export, Key Field: Both, with "
    "last and first name)",
    import_hint="import it under Grades > Enter Grades > Import",
    read=read,
    is_roster=is_roster,
    student=student,
    grades=grades,
    title_of=title_of,
    maximum_in=maximum_in,
    feedback_hint='upload it with "Add Feedback Files" on the assignment\'s page of submissions',
)

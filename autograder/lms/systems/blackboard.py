"""Blackboard Learn: "Assignment File Download", and "Work Offline" with the grade centre.

A file is called `ASSIGNMENT_USER_attempt_YYYY-MM-DD-HH-MM-SS_FILE`. Each attempt also has a text of
Blackboard's with the same name, but `.txt` after the time. It begins `Name: Full Name (USER)`. Both
the assignment and the user may have underscores in their names.
https://docs.vangef.net/BBGradebookOrganiser
https://nbgrader.readthedocs.io/en/stable/user_guide/managing_assignment_files_manually.html
An import needs the column Username; a column with the number that Blackboard gave it
(`Title [Total Pts: 26 Score] |123`) is updated, any other is new.
http://library.blackboard.com/ref/3ea64795-6ecc-4abd-b595-0a9a8dfdec94/Content/_instructor_grade_center/grade_center_upload_download.htm
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import datetime

from ..archive import Member
from ..tables import points_text
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
    first_of,
    identifiers,
    number_in,
)  # fmt: skip

NAME = re.compile(
    r"(?P<who>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
FIRST_LINE = re.compile(r"\s*Name:\s*(?P<name>.*?)\s*\((?P<user>[^()]+)\)\s*$", re.MULTILINE)
MAX_TEXT = 10_000
IDENTITY = ("last name", "first name", "username", "student id")


def read(members: Sequence[Member]) -> list[Reading]:
    """Say whose each file is: the texts name the users, else what the files have in common does."""
    matches = [_match(member.parts) for member in members]
    known: dict[str, tuple[str, str]] = {}
    for member, found in zip(members, matches):
        if found and not found[1]["file"]:
            who, named = found[1]["who"], _named_in(member)
            if named and who.endswith(f"_{named[0]}"):
                known[who] = named
    prefix = _common_prefix({found[1]["who"] for found in matches if found}, known)
    return [found and _reading(member, *found, known, prefix) for member, found in
            zip(members, matches)]  # fmt: skip


def _match(parts: tuple[str, ...]) -> tuple[int, re.Match[str]] | None:
    for position, part in enumerate(parts):
        if match := NAME.fullmatch(part):
            return position, match
    return None


def _named_in(member: Member) -> tuple[str, str] | None:
    text = member.file.read_bytes()[:MAX_TEXT].decode("utf-8-sig", "replace")
    match = FIRST_LINE.match(text)
    return (match["user"], match["name"]) if match else None


def _common_prefix(who: set[str], known: dict[str, tuple[str, str]]) -> str:
    """Return the name of the assignment as all names begin with it."""
    for text, (user, _) in known.items():
        return text.removesuffix(user)
    words = [text.split("_")[:-1] for text in who]
    common = itertools.takewhile(lambda same: len(set(same)) == 1, zip(*words))
    return "".join(f"{same[0]}_" for same in common)


def _reading(
    member: Member, position: int, match: re.Match[str], known: dict[str, tuple[str, str]],
    prefix: str,
) -> Reading:  # fmt: skip
    if not match["file"]:
        return OwnFile("Blackboard's description of the hand-in")
    who = match["who"]
    user, name = known.get(who, (who.removeprefix(prefix), ""))
    try:
        time = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        time = None
    within = (match["file"], *member.parts[position + 1 :])
    return Claim(within, match["time"], user, user, name, time, feedback=f"{user}/")


def is_roster(header: frozenset[str]) -> bool:
    """Recognise a download of the grade centre."""
    return {"username", "last name", "first name"} <= header


def student(number: int, row: Row) -> RosterStudent | None:
    """Make a student of a row."""
    user = first_of(row, "username")
    if not user:
        return None
    first, last = first_of(row, "first name"), first_of(row, "last name")
    ids = identifiers(user, row.get("student id", ""))
    return RosterStudent(user, number, ids, first, last, f"{first} {last}".strip())


def grades(roster: Sequence[Sequence[str]], sheet: Sheet, column: str) -> Rows:
    """Write who a student is, then the points."""
    header = [*roster[0]]
    lower = [name.strip().casefold() for name in header]
    kept = [lower.index(name) for name in IDENTITY if name in lower]
    new = [
        f"{sheet.assignment} {detail.title} [Total Pts: {points_text(detail.max_score)} Score]"
        for detail in sheet.details
    ]
    if "[" not in column:
        column = f"{column} [Total Pts: {points_text(sheet.max_score)} Score]"
    rows: Rows = [[*(header[index] for index in kept), column, *new]]
    for number, row in enumerate(roster[1:], 1):
        cells = detail_cells(sheet.scores.get(number), sheet)
        rows.append([*(row[index] for index in kept), *cells])
    return rows


def title_of(header: str) -> str:
    """Return the title of a column of points, without what Blackboard adds."""
    match = re.fullmatch(r"(.+?) \[Total Pts:[^\]]*\].*", header.strip())
    return match[1] if match else ""


def maximum_in(roster: Sequence[Sequence[str]], column: str) -> float | None:
    """Return the points that the header of a column gives."""
    match = re.search(r"\[Total Pts: *([\d.,]+)", column)
    return number_in(match[1]) if match else None


SYSTEM = System(
    name="blackboard",
    title="Blackboard",
    roster_hint="the grade centre's download (Work Offline > Download, comma or tab)",
    import_hint="upload it under Work Offline > Upload",
    read=read,
    is_roster=is_roster,
    student=student,
    grades=grades,
    title_of=title_of,
    maximum_in=maximum_in,
    feedback_hint="Blackboard takes no feedback in bulk: the zip has a folder per student",
)

"""Sort the files of zips into hand-ins: whose each is, and when it was handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..course.errors import CourseError
from ..course.printable import one_line
from .archive import Contents, Member, is_litter
from .roster import Roster, WhoError, name_key
from .safe_names import safe_name
from .systems.system import Claim, OwnFile, Reading, RosterStudent, System
from .systems.table import SYSTEMS


@dataclass(frozen=True)
class Download:
    """A zip of a learning management system: its name for people and for folders, its contents."""

    path: Path
    key: str
    contents: Contents
    modified: datetime


@dataclass(frozen=True)
class HandedFile:
    """A file of a student's, and what its name said."""

    member: Member
    claim: Claim
    download: Download


@dataclass
class HandIn:
    """What a student handed in at one time. `order` tells which of several is the newest."""

    student: str
    known: RosterStudent | None
    files: list[HandedFile] = field(default_factory=list)

    @property
    def claim(self) -> Claim:
        """What the names of its files say."""
        return self.files[0].claim

    @property
    def order(self) -> datetime:
        """When it was handed in, as far as the zip says."""
        if self.claim.time:
            return self.claim.time
        dates = [file.member.modified for file in self.files if file.member.modified]
        return max(dates, default=self.files[0].download.modified)

    @property
    def late(self) -> bool:
        """Whether the system calls it late."""
        in_roster = bool(self.known and self.known.late)
        return in_roster or any(file.claim.late for file in self.files)


@dataclass
class Unclaimed:
    """A file that belongs to no student that is known; `is_problem` if it should."""

    download: Download
    parts: tuple[str, ...]
    member: Member | None
    reason: str
    is_problem: bool = True


def detect_system(contents: Contents, path: Path) -> System:
    """Return the system whose form most of the names in a zip have.

    Raises
    ------
    CourseError
        If they have that of none.
    """
    members = [member for member in contents.members if not is_litter(member.parts)]
    counts = {
        system.name: sum(isinstance(reading, Claim) for reading in system.read(members))
        for system in SYSTEMS.values()
    }
    best = max(counts, key=lambda name: counts[name])
    if not counts[best]:
        names = "; ".join(one_line(member.shown) for member in members[:3]) or "no files"
        titles = ", ".join(system.title for system in SYSTEMS.values())
        raise CourseError(
            f"{path}: not a download of submissions from {titles}. It holds {names}. "
            "Download the submissions of one assignment for the whole class, and give that file"
        )
    return SYSTEMS[best]


def sort_hand_ins(
    download: Download, system: System, roster: Roster | None
) -> tuple[list[HandIn], list[Unclaimed]]:
    """Return what the students of a zip handed in, and the files that are nobody's."""
    members = download.contents.members
    aside = [
        Unclaimed(download, refused.parts, None, f"{refused.reason}; it was left in the zip")
        for refused in download.contents.refused
        if not is_litter(refused.parts)
    ]
    found: dict[tuple[str, str], HandIn] = {}
    twins = {} if roster else _twins(system.read(members))
    for member, reading in zip(members, system.read(members)):
        if is_litter(member.parts):
            continue
        if not isinstance(reading, Claim):
            aside.append(_unclaimed(download, member, reading, system))
            continue
        try:
            student, known = _student(reading, roster, twins)
        except WhoError as error:
            aside.append(Unclaimed(download, member.parts, member, str(error)))
            continue
        hand_in = found.setdefault((student, reading.attempt), HandIn(student, known))
        hand_in.files.append(HandedFile(member, reading, download))
    return [*found.values()], aside


def _unclaimed(
    download: Download, member: Member, reading: OwnFile | None, system: System
) -> Unclaimed:
    if reading:
        return Unclaimed(download, member.parts, member, reading.what, reading.is_hand_in)
    reason = f"its name is not in {system.title}'s form, so it is not known whose it is"
    return Unclaimed(download, member.parts, member, reason)


def _student(
    claim: Claim, roster: Roster | None, twins: dict[str, set[str]]
) -> tuple[str, RosterStudent | None]:
    """Return the name of a student's folder, and the student if there is a roster."""
    if roster:
        known = roster.find((claim.lms_id, claim.username), (claim.name,))
        return known.folder, known
    name = claim.username or claim.name
    if len(twins.get(name_key(name), ())) > 1:
        raise WhoError(f"several students are called {one_line(name)}; add --roster")
    return safe_name(name), None


def _twins(readings: Iterable[Reading]) -> dict[str, set[str]]:
    """Return the numbers of the students behind each name."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if isinstance(reading, Claim):
            numbers[name_key(reading.username or reading.name)].add(reading.lms_id)
    return numbers


def by_student(hand_ins: Sequence[HandIn]) -> dict[str, list[HandIn]]:
    """Return the hand-ins of each student, the newest first."""
    found: dict[str, list[HandIn]] = defaultdict(list)
    for hand_in in sorted(hand_ins, key=lambda one: one.order, reverse=True):
        found[hand_in.student].append(hand_in)
    return dict(sorted(found.items()))

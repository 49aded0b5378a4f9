"""`autograder collect`: place the notebooks of an LMS's zips where nbgrader looks for them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from dateutil import parser as date_parser
from nbgrader.coursedir import CourseDirectory

from ..course import paths
from . import placing, records
from .archive import Unpacker
from .choice import Choice, choose
from .collect_report import Report
from .hand_ins import (
    Download,
    HandedFile,
    HandIn,
    Unclaimed,
    by_student,
    detect_system,
    sort_hand_ins,
)
from .placing import place, stage
from .recognition import ReleasedNotebook, released_notebooks
from .records import Outcome, Placed, Records
from .roster import Roster, read_roster
from .safe_names import FreeNames, safe_name
from .settings import course_directory, folder_of, has_gradebook, opened_gradebook
from .systems.system import System
from .systems.table import SYSTEMS

OLDER = "older than what was collected before"


def run_collect(
    assignment: str, zips: Sequence[Path], roster: Path | None, system: str, zone: tzinfo | None
) -> int:
    """Collect an assignment; return 1 if anything that a student handed in was not placed."""
    collection = Collection(assignment, zone)
    collection.use_roster(roster)
    with tempfile.TemporaryDirectory(dir=collection.folder, prefix=".scratch-") as scratch:
        collection.collect(zips, SYSTEMS[system] if system else None, Path(scratch))
    collection.name_students()
    return collection.report.show(collection.roster)


@dataclass
class Collection:
    """The collecting of one assignment: what it needs to know, and what came of it."""

    assignment: str
    zone: tzinfo | None = None
    course: CourseDirectory = field(default_factory=course_directory)
    roster: Roster | None = None

    def __post_init__(self) -> None:
        self._released: list[ReleasedNotebook] = released_notebooks(
            folder_of(self.course, self.course.release_directory, ".", self.assignment)
        )
        self.folder = paths.classroom() / "collected" / self.assignment
        self.folder.mkdir(parents=True, exist_ok=True)
        self.records: Records = records.load(self.folder)
        self.report = Report(self.assignment, self.folder)

    def use_roster(self, path: Path | None) -> None:
        """Read a roster and keep a copy for `autograder export`, or read the one that was kept."""
        kept = self.folder / records.ROSTER
        if path:
            self.roster = read_roster(path)
            if path.resolve() != kept.resolve():
                shutil.copyfile(path, kept)
        elif kept.exists():
            self.roster = read_roster(kept)

    def collect(self, zips: Sequence[Path], system: System | None, scratch: Path) -> None:
        """Place what the zips hold, and keep a record of every file."""
        unpacker = Unpacker(scratch)
        hand_ins: list[HandIn] = []
        aside: list[Unclaimed] = []
        systems: dict[str, System] = {}
        for path in zips:
            contents, key = unpacker.unpack(path), _key_of(path)
            if key in systems:  # given twice
                continue
            download = Download(path, key, contents, datetime.fromtimestamp(path.stat().st_mtime))
            systems[download.key] = system or detect_system(download.contents, path)
            found, nobodys = sort_hand_ins(download, systems[download.key], self.roster)
            hand_ins += found
            aside += nobodys
        self._outcomes: dict[str, list[Outcome]] = {key: [] for key in systems}
        self._names = {
            (kind, key): FreeNames() for key in systems
            for kind in (records.NOT_PLACED, records.NOT_TAKEN)
        }  # fmt: skip
        for kind, key in self._names:
            shutil.rmtree(self.folder / kind / key, ignore_errors=True)
        for student, own in by_student(hand_ins).items():
            choice = choose(own, self._released)
            self._place(student, choice, systems, scratch / "staged")
            self._set_aside(student, choice)
        for file in aside:
            self._note_unclaimed(file)
        self.records.zips |= self._outcomes
        self.records.save()

    def name_students(self) -> None:
        """Enter the names of the roster into the gradebook, if there is one."""
        if not self.roster or not has_gradebook(self.course):
            return
        with opened_gradebook(self.course) as gradebook:
            for student in self.roster.students:
                gradebook.update_or_create_student(
                    student.folder, first_name=student.first_name or None,
                    last_name=student.last_name or None, email=student.email or None,
                )  # fmt: skip

    def _place(
        self, student: str, choice: Choice, systems: dict[str, System], staged: Path
    ) -> None:  # fmt: skip
        """Place what counts of a student's files, unless what is there is newer."""
        if not choice.notebooks:
            return
        first = next(iter(choice.notebooks.values()))
        time = self._time_of(first.hand_in)
        files = {name: one.file.member.file for name, one in choice.notebooks.items()}
        names = stage(staged, files, time)
        for file in choice.beside:
            path = staged / names.take(file.claim.within)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.member.file, path)
        claim, hand_in = first.file.claim, first.hand_in
        now = Placed(
            placing.digest_of(staged), hand_in.order.isoformat(),
            systems[first.file.download.key].name, claim.lms_id, claim.username, claim.name,
            claim.feedback, hand_in.late, time.isoformat() if time else "",
        )  # fmt: skip
        target = folder_of(self.course, self.course.submitted_directory, student, self.assignment)
        before = self.records.students.get(student)
        result = place(staged, target, before, now, self.folder / records.REPLACED / student)
        shutil.rmtree(staged, ignore_errors=True)
        if result == placing.OLDER:
            choice.not_taken += [(one.file, OLDER) for one in choice.notebooks.values()]
            choice.not_taken += [(file, OLDER) for file in choice.beside]
        else:
            self.records.students[student] = now
            taken = [*(one.file for one in choice.notebooks.values()), *choice.beside]
            for file in taken:
                self._note(file, student, result, where=_shown(target))
        self.report.add(student, result, choice.remarks, hand_in.late)
        if hand_in.late and time is None:
            self.report.late_without_time.append(student)

    def _time_of(self, hand_in: HandIn) -> datetime | None:
        """Return when something was handed in, with its time zone; None if that is not known."""
        time = hand_in.claim.time
        if time is None and hand_in.known and hand_in.known.handed_in:
            try:
                time = date_parser.parse(hand_in.known.handed_in)
            except (ValueError, OverflowError):
                self.report.unknown_times.append(hand_in.student)
        if time is None or time.tzinfo:
            return time
        return time.replace(tzinfo=self.zone) if self.zone else time.astimezone()

    def _set_aside(self, student: str, choice: Choice) -> None:
        """Keep the files that do not count, and those that somebody should look at."""
        for file, reason in choice.not_taken:
            path = (student, *file.claim.within)
            where = self._keep(file.member.file, records.NOT_TAKEN, file.download.key, path)
            self._note(file, student, "not taken", reason, where)
        for file, reason in choice.problems:
            path = (student, *file.claim.within)
            where = self._keep(file.member.file, records.NOT_PLACED, file.download.key, path)
            self._note(file, student, "not placed", reason, where)
            self.report.problems.append((student, file.member.shown, reason, where))

    def _note_unclaimed(self, file: Unclaimed) -> None:
        """Keep a file that is nobody's, and say why."""
        key, shown = file.download.key, "/".join(file.parts)
        if not file.is_problem:
            self._outcomes[key].append(Outcome(shown, "not a hand-in", reason=file.reason))
            return
        where = ""
        if file.member:
            where = self._keep(file.member.file, records.NOT_PLACED, key, file.parts)
        self._outcomes[key].append(Outcome(shown, "not placed", "", file.reason, where))
        self.report.problems.append(("", shown, file.reason, where))

    def _keep(self, file: Path, kind: str, key: str, parts: Sequence[str]) -> str:
        path = self.folder / kind / key / self._names[kind, key].take(parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
        return _shown(path)

    def _note(
        self, file: HandedFile, student: str, outcome: str, reason: str = "", where: str = ""
    ) -> None:  # fmt: skip
        line = Outcome(file.member.shown, outcome, student, reason, where)
        self._outcomes[file.download.key].append(line)


def _key_of(path: Path) -> str:
    """Return a name for a zip that no other zip has: Canvas calls all of them submissions.zip."""
    digest = hashlib.sha256()
    if path.is_file():
        with open(path, "rb") as file:
            while chunk := file.read(2**20):
                digest.update(chunk)
    else:
        digest.update(str(path.resolve()).encode("utf-8", "replace"))
    return safe_name(f"{path.stem[:80]}-{digest.hexdigest()[:8]}")


def _shown(path: Path) -> str:
    classroom = paths.classroom()
    return str(path.relative_to(classroom) if path.is_relative_to(classroom) else path)

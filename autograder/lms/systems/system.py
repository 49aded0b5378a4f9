"""What the commands need to know of a learning management system."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..archive import Member
from ..safe_names import safe_name
from ..tables import Cell


@dataclass(frozen=True)
class Claim:
    """What the name of a file in a zip says: whose it is, and which hand-in it belongs to.

    `within` is the file's path in what the student handed in, `attempt` tells several hand-ins of a
    student apart, `time` is a local time without a zone, and `feedback` is what a name must begin
    with for the system to give a page of feedback to this student.
    """

    within: tuple[str, ...]
    attempt: str
    lms_id: str = ""
    username: str = ""
    name: str = ""
    time: datetime | None = None
    late: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class OwnFile:
    """What a system itself puts into its zips; `is_hand_in` if it stands for a student's work."""

    what: str
    is_hand_in: bool = False


Reading = Claim | OwnFile | None  # None: the name is not in the system's form


@dataclass(frozen=True)
class RosterStudent:
    """A student of a roster; `key` is what the course calls them, `ids` what the system may.

    `row` is the row of the roster, `time` and `late` say when an assignment was handed in, if the
    roster says so.
    """

    key: str
    row: int
    ids: frozenset[str]
    first_name: str = ""
    last_name: str = ""
    full_name: str = ""
    email: str = ""
    handed_in: str = ""
    late: bool = False

    @property
    def folder(self) -> str:
        """The name of the student's folder, and in nbgrader's gradebook."""
        return safe_name(self.key)


@dataclass(frozen=True)
class Detail:
    """A column beside the points of an assignment: an exercise, or one of its aspects."""

    title: str
    max_score: float


@dataclass(frozen=True)
class Score:
    """The points of a student who has handed in; details in the order of the sheet's."""

    total: float
    details: tuple[float | None, ...] = ()
    late: bool = False
    handed_in: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """The points of an assignment. `scores` are by the rows of the roster, or by student."""

    assignment: str
    max_score: float
    details: tuple[Detail, ...] = ()
    scores: Mapping[int, Score] = field(default_factory=dict)


Rows = list[list[Cell]]
Row = Mapping[str, str]


@dataclass(frozen=True)
class System:
    """A learning management system: one of these per module of this folder.

    `read` says for each file of a zip whose it is. `is_roster` recognises a CSV file of the system
    by its header, in lower case; `student` makes a student of a row, or None if it describes none.
    `grades` writes points into the form that the system imports, given the roster's rows and the
    title of the column. `title_of` gives the title of a column that holds points, else "", and
    `maximum_in` says how many points a column of the roster can hold, or None if that is not known.
    """

    name: str
    title: str
    roster_hint: str
    import_hint: str
    read: Callable[[Sequence[Member]], list[Reading]]
    is_roster: Callable[[frozenset[str]], bool]
    student: Callable[[int, Row], RosterStudent | None]
    grades: Callable[[Sequence[Sequence[str]], Sheet, str], Rows]
    title_of: Callable[[str], str]
    maximum_in: Callable[[Sequence[Sequence[str]], str], float | None]
    feedback_hint: str = ""
    feedback_from_roster: Callable[[RosterStudent], str] = lambda student: ""


def first_of(row: Row, *names: str) -> str:
    """Return the first of these columns that is not empty."""
    return next((row[name].strip() for name in names if row.get(name, "").strip()), "")


def identifiers(*values: str) -> frozenset[str]:
    """Return what a student may be called, in the form in which it is compared."""
    return frozenset(value.strip().casefold() for value in values if value.strip())


def number_in(text: str) -> float | None:
    """Return a text as a number, or None if it is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def detail_cells(score: Score | None, sheet: Sheet) -> list[Cell]:
    """Return the points of a student, in total and in detail; nothing if nothing was handed in."""
    if score is None:
        return [None] * (1 + len(sheet.details))
    return [score.total, *score.details]


def detail_titles(sheet: Sheet, form: str = "{}") -> list[str]:
    """Return the titles of the columns with details."""
    return [form.format(f"{sheet.assignment} {detail.title}") for detail in sheet.details]

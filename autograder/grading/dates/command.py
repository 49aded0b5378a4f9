"""`autograder dates`: enter `classroom/dates.yml` into the gradebook, and say who is late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from nbgrader.api import Gradebook, MissingEntry

from ...course.errors import CourseError
from ...course.printable import one_line
from ..course_settings import course_config, course_directory
from ..durations import in_words
from ..steps import LatePenalties
from . import penalties
from .file import Dates
from .penalties import Late

HOW = (
    "{path} is missing. It says when assignments are due, for example:\n\n"
    "timezone: Europe/Berlin\nlate: {{penalty: 10 %, per: day, at_most: 50 %}}\n"
    "assignments:\n  {assignment}: {{due: 2026-11-20 23:59}}"
)


def apply_dates(names: Sequence[str], say: Callable[[str], None] = print) -> None:
    """Enter the dates of these assignments, or of all that the file names, and say who is late."""
    course = course_directory()
    dates = penalties.dates_of(course)
    if dates is None:
        example = names[0] if names else "forward_propagation"
        raise CourseError(HOW.format(path=penalties.path_of(course), assignment=example))
    if unknown := [name for name in names if name not in dates.assignments]:
        raise CourseError(f"{penalties.path_of(course)} does not name {', '.join(unknown)}")
    step = LatePenalties(config=course_config())
    with Gradebook(course.db_url, course.course_id) as book:
        for name in names or dates.assignments:
            say(f"{name}: due {_shown(dates.assignments[name].due, dates.zone)}")
            try:
                late = penalties.apply(book, name, step, dates)
                students = {student.id for student in book.students}
            except MissingEntry:
                say(f"  not in the gradebook yet: `nbgrader generate_assignment {name}`")
                continue
            for line in (*_extensions(name, dates, students), *map(_late, late)):
                say(f"  {line}")


def _extensions(assignment: str, dates: Dates, students: set[str]) -> Iterator[str]:
    for who, until in dates.assignments[assignment].extensions.items():
        is_known = who in dates.groups or who in students
        unknown = "" if is_known else " (no such student or group yet)"
        yield f"{one_line(who)} has time until {_shown(until, dates.zone)}{unknown}"


def _late(late: Late) -> str:
    name = one_line(late.student)
    if not late.seconds:
        return f"{name} is not late any more: {late.before:g} points are given back"
    change = "" if late.penalty == late.before else f" (before: {late.before:g})"
    return f"{name} is {in_words(late.seconds)} late: {late.penalty:g} points off{change}"


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return f"{local.astimezone(zone):%a %d %b %Y %H:%M %Z}"

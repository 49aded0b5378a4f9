"""Due dates, extensions and late rules: time zones, summer time, and what grading makes of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from own_assignments import OwnCourse, grade_cell, gradebook_of, notebook, solution

from autograder.course.errors import FileError
from autograder.grading.dates.file import read
from autograder.grading.dates.moments import duration_of, in_utc, moment_of
from autograder.grading.dates.rules import UNITS, LateRule

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
LOCAL = st.datetimes(datetime(1990, 1, 2), datetime(2060, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
BERLIN = ZoneInfo("Europe/Berlin")


@given(LOCAL, ZONES)
def test_a_written_moment_is_when_the_clock_there_shows_it(local: datetime, zone: ZoneInfo) -> None:
    moment = moment_of(f"{local:%Y-%m-%d %H:%M}", zone)
    assert moment == moment_of(f"{local:%Y-%m-%d %H:%M} {zone.key}", BERLIN)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    if shown == local:  # the last moment at which the clock shows it
        later = moment + timedelta(seconds=1)
        while later < moment + timedelta(hours=26):
            assert later.astimezone(zone).replace(tzinfo=None) != local
            later += timedelta(minutes=30) - timedelta(seconds=1)
    else:  # the clock skips it: the student gets the time that was skipped
        assert shown > local
        before = moment - (shown - local)
        assert before.astimezone(zone).replace(tzinfo=None) <= local


@given(LOCAL, ZONES)
def test_a_day_without_a_time_ends_when_the_next_begins(local: datetime, zone: ZoneInfo) -> None:
    end = moment_of(f"{local:%Y-%m-%d}", zone)
    assert end == in_utc(
        datetime.combine(local.date() + timedelta(days=1), datetime.min.time()), zone
    )
    assert (end - timedelta(seconds=1)).astimezone(zone).date() <= local.date() + timedelta(days=1)


@given(LOCAL, ZONES, st.integers(0, 40))
def test_days_keep_the_time_of_day_and_hours_do_not(
    local: datetime, zone: ZoneInfo, number: int
) -> None:
    due = in_utc(local, zone)
    assert duration_of(f"{number} h").after(due, zone) == due + timedelta(hours=number)
    until = duration_of(f"{number} days").after(due, zone)
    wanted = due.astimezone(zone).replace(tzinfo=None) + timedelta(days=number)
    assume(number)
    assert until == in_utc(wanted, zone)
    assert abs(until - due - timedelta(days=number)) <= timedelta(hours=25)


def test_summer_time_begins_and_ends_in_the_students_favour() -> None:
    assert moment_of("2026-03-29 02:30", BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment_of("2026-10-25 02:30", BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    due = moment_of("2026-10-24 12:00", BERLIN)
    assert duration_of("1 day").after(due, BERLIN) - due == timedelta(hours=25)


@given(
    st.floats(0, 1), st.sampled_from(sorted(UNITS)), st.floats(0, 1), st.floats(0, 1e5),
    st.none() | st.floats(0, 1e7), st.floats(0, 100), st.floats(0, 1e7), st.floats(0, 1e6),
)  # fmt: skip
def test_a_penalty_never_falls_with_time_nor_exceeds_the_points(
    share: float, per: str, most: float, grace: float, closed: float | None, score: float,
    seconds: float, more: float,
) -> None:  # fmt: skip
    rule = LateRule(share, per, most, grace, closed)
    penalty = rule.penalty(score, seconds)
    assert 0 <= penalty <= rule.penalty(score, seconds + more) <= score
    if seconds <= grace:
        assert penalty == 0
    elif closed is None or seconds <= closed:
        assert penalty <= most * score + 1e-4
    else:
        assert penalty == score


DATES = """\
timezone: Europe/Berlin
late: {penalty: 10 %, per: day, at_most: 50 %, grace: 15 min}
groups:
  evening: [bob, eve]
assignments:
  own:
    due: 2026-11-20 23:59
    extensions:
      evening: 2 days
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Europe/Berlin", "Europe/Berlyn", 1, "no time zone 'Europe/Berlyn'"),
        ("10 %", "10", 2, "'10' is no share; write it as `10 %`"),
        ("per: day", "per: month", 2, "must be one of hour, day, week"),
        ("15 min", "15", 2, "write it as `2 days`, `36 h` or `90 min`"),
        ("2026-11-20 23:59", "20.11.2026", 7, "write it as `2026-11-20 23:59`"),
        ("2026-11-20 23:59", "2026-02-30 23:59", 7, "no such day"),
        ("2 days", "2026-11-19 12:00", 9, "ends before the assignment is due"),
        ("    due:", "    dew:", 7, "unknown key `dew`"),
        ("[bob, eve]", "bob", 4, "must be a list"),
    ],
)
def test_a_fault_in_the_file_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    path = tmp_path / "dates.yml"
    path.write_text(DATES.replace(old, new))
    with pytest.raises(FileError) as caught:
        read(path)
    assert message in str(caught.value)
    assert f"dates.yml:{line}:" in str(caught.value)


@pytest.mark.slow
@pytest.mark.xdist_group("own")
def test_grading_applies_dates_and_an_extension_gives_points_back(tmp_path: Path) -> None:
    course = OwnCourse(tmp_path / "class")
    made = notebook(solution("f", "def f():\n    return 1"), grade_cell("t", "assert f() == 1", 10))
    course.write("own", own=made)
    course.generate("own")
    times = {"ann": "2026-11-20 22:58:59 UTC", "bob": "2026-11-22 12:00:00 UTC",
             "cy": "2026-11-21 00:30:00 UTC", "dot": "2026-11-20 23:10:00 UTC"}  # fmt: skip
    for student, time in times.items():
        course.submit(student, "own")
        (course.folder / "submitted" / student / "own" / "timestamp.txt").write_text(time)
    (course.folder / "dates.yml").write_text(DATES)
    done = course.run("autograde", "own")
    assert done.status == 0, done.output
    assert "cy, own: 1 h 31 min late" in done.output
    assert penalties(course) == {"ann": None, "bob": None, "cy": 1, "dot": 0}
    graded = course.folder / "autograded" / "cy" / "own" / "own.ipynb"
    written = graded.stat().st_mtime_ns
    extended = DATES.replace("2 days", "2 days\n      cy: 1 day").replace("[bob, eve]", "[eve]")
    (course.folder / "dates.yml").write_text(extended)
    assert course.run("autograde", "own").status == 0  # nobody is due, and no code runs
    assert penalties(course) == {"ann": None, "bob": 2, "cy": None, "dot": 0}
    assert graded.stat().st_mtime_ns == written
    (course.folder / "dates.yml").write_text("timezone: nowhere\nassignments: {}\n")
    done = course.run("autograde", "own")
    assert done.status != 0
    assert "dates.yml:1:" in done.output
    assert "Traceback" not in done.output


def penalties(course: OwnCourse) -> dict[str, float | None]:
    with gradebook_of(course.folder) as book:
        return {
            entry.student.id: entry.notebooks[0].late_submission_penalty
            for entry in book.assignment_submissions("own")
        }

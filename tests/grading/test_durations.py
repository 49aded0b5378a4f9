"""Durations in messages, and the time that a run of grading says it will take."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.progress import Progress

from autograder.grading.durations import UNITS, in_words
from autograder.grading.progress import Advance, RemainingTime

SIZES = dict(UNITS) | {"days": 86_400}


@given(st.floats(0, 1e8))
def test_a_duration_in_words_is_right_to_its_second_unit(seconds: float) -> None:
    parts = re.findall(r"(\d+) (\w+)", in_words(seconds))
    read = sum(int(number) * SIZES[unit] for number, unit in parts)
    last = SIZES[parts[-1][1]] if parts else 1
    largest = SIZES[parts[0][1]] if parts else 1
    tolerance = last if len(parts) == 2 else largest / 24
    assert abs(read - seconds) <= max(tolerance, 1)


def test_durations_are_said_as_people_say_them() -> None:
    shown = [in_words(s) for s in (0.2, 1, 59, 60, 3_700, 86_400, 165_600, 10 * 86_400 + 7_200)]
    assert shown == [
        "less than a second", "1 s", "59 s", "1 min", "1 h 1 min", "1 day", "1 day 22 h",
        "10 days 2 h",
    ]  # fmt: skip


def test_the_time_left_falls_and_a_long_wait_names_the_one_waited_for() -> None:
    clock = [0.0]
    bar = Progress(get_time=lambda: clock[0])
    advance, column = Advance(bar, 10), RemainingTime()
    bar.start_task(bar.tasks[0].id)

    def shown(at: float) -> str:
        clock[0] = at
        return str(column.render(bar.tasks[0]))

    advance.current("ada")
    assert shown(1) == ""  # nothing is known yet
    clock[0] = 2
    advance()
    advance.current("loops\x1b[2J for ever")
    assert shown(2) == "18 s left"
    assert shown(4) == "16 s left"
    assert shown(60).startswith("waiting for loops")
    assert shown(60).endswith(" for 58 s")
    assert "\x1b" not in shown(62)
    advance()
    assert shown(62) == "4 min 8 s left"

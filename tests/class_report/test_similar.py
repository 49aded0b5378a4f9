"""Similar work: what is unusual in a class is found, what everybody writes is not."""

import csv
import os
import random
import signal
from pathlib import Path

import pytest
from browsing import Reading
from planted_class import ASSIGNMENT, CHANGED, COPIED, Planted, disguised, run_report

from autograder.class_report.similar.data import groups_of
from autograder.class_report.similar.false_pairs import measure
from autograder.class_report.similar.known import known_from, ways_to_write
from autograder.class_report.similar.rarity import (
    Known,
    Pair,
    Work,
    least_strength,
    similar_pairs,
)
from autograder.class_report.similar.reader import CRASHED, TOO_SLOW, Reader
from autograder.class_report.similar.tokens import MAX_CODE, UnreadableError, tokens_of

planted_group = pytest.mark.xdist_group("planted")
WAYS = ways_to_write(ASSIGNMENT)
KNOWN = known_from((), WAYS)
STUDENTS = 40
WRITTEN = str(len(CHANGED))  # who has written each of the functions


def structure(code: str) -> list[str]:
    return [token.text for token in tokens_of(code)]


def a_class(*special: dict[str, str], students: int = STUDENTS, seed: int = 1) -> list[Work]:
    """Return a class of which the last ones hand in `special`, the others ways that are known."""
    rng = random.Random(seed)
    works = [
        Work({name: rng.choice(found) for name, found in WAYS.items()})
        for _ in range(students - len(special))
    ]
    return works + [
        Work({name: tokens_of(code) for name, code in cells.items()}) for cells in special
    ]


def places(pairs: list[Pair]) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in pairs]


def test_are_names_comments_and_layout_left_out() -> None:
    plain = "def f(x, y):\n    total = x @ y + 1\n    return np.sum(total, axis=0)"
    other = (
        "def g(left: 'A', right) -> float:\n    '''Of mine.'''\n    s = (left @\n"
        "         right + 1)  # sum\n    return np.sum(s,axis=0)\n%timeit g()"
    )
    assert structure(other)[: len(structure(plain))] == structure(plain)
    for changed in ("x @ y - 1", "y @ x + 1", "x @ y + 2"):
        assert structure(plain.replace("x @ y + 1", changed)) != structure(plain)


def test_is_a_copy_with_other_names_found_among_usual_work() -> None:
    pairs = similar_pairs(a_class(COPIED, disguised(COPIED)), KNOWN)
    assert places(pairs) == [(STUDENTS - 2, STUDENTS - 1)]
    (pair,) = pairs
    assert {part.exercise for part in pair.parts} == set(COPIED)
    assert {part.shared_by for part in pair.parts} == {2}
    assert all(lines for part in pair.parts for lines in part.lines)


def test_is_nobody_listed_who_writes_what_is_known_or_what_everybody_writes() -> None:
    assert similar_pairs(a_class(), KNOWN) == []
    usual = [COPIED] * 12
    assert similar_pairs(a_class(*usual), KNOWN) == []
    assert similar_pairs([Work({}), Work({})], Known()) == []


def test_is_one_short_unusual_function_in_common_not_enough() -> None:
    only = {"predict": COPIED["predict"]}
    assert similar_pairs(a_class(only, only), KNOWN) == []


def test_does_an_unusual_mistake_count_and_a_usual_one_not() -> None:
    rare = {name: frozenset({"odd"}) for name in ("a", "b", "c")}
    common = {name: frozenset({"usual"}) for name in ("a", "b", "c")}
    tokens = dict.fromkeys(rare, ())
    works = [Work(tokens, rare if at < 2 else common) for at in range(STUDENTS)]
    (pair,) = similar_pairs(works, Known())
    assert (pair.first, pair.second) == (0, 1)
    assert pair.parts[0].mistakes == (("odd", 2),)


def test_does_a_larger_class_ask_for_more() -> None:
    assert least_strength(2) == least_strength(3) == 8
    assert least_strength(1000) > least_strength(100) > least_strength(30)


def test_are_few_of_those_who_copied_nothing_listed() -> None:
    measured = measure(WAYS, 60)
    assert measured is not None
    assert measured.pairs == 6 * 60 * 59 // 2
    assert measured.listed <= measured.pairs / 2000
    assert measure({}, 60) is measure(WAYS, 1) is None


def test_are_pairs_that_share_a_student_one_group() -> None:
    pairs = [Pair(a, b, ()) for a, b in ((1, 2), (5, 6), (3, 4), (2, 3))]
    assert groups_of(pairs) == [[1, 2, 3, 4]]


UNREADABLE = {
    "a mistake in the syntax": "def f(:",
    "a zero byte": "x = 1\0",
    "many signs": "-" * 30_000 + "1",
    "many brackets": "(" * 5_000,
    "many attributes": "a" + ".b" * 15_000,
    "a very long number": "x = " + "9" * 5_000,
    "too many characters": "#" * (MAX_CODE + 1),
    "too many statements": "x = 1\n" * 6_000,
    "half a character": "\ud800 = 1",
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_is_code_that_cannot_be_read_refused_with_a_reason(what: str) -> None:
    with pytest.raises(UnreadableError, match=r"not Python|more than|too long"):
        tokens_of(UNREADABLE[what])


def test_is_odd_code_read_as_it_is() -> None:
    assert "long number" in structure("x = 0x" + "f" * 30_000)
    assert "nan" in structure("x = nan")
    assert structure("") == []


def test_does_one_cell_that_stops_the_reader_stop_nobody_else() -> None:
    with Reader(seconds=0) as reader, pytest.raises(UnreadableError, match=TOO_SLOW):
        reader.read("x = 1")
    with Reader() as reader:
        assert reader.read("x = 1") == tokens_of("x = 1")
        assert reader._process is not None
        assert reader._process.pid is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        with pytest.raises(UnreadableError, match=CRASHED):
            reader.read("y = 2")
        assert reader.read("z = 3") == tokens_of("z = 3")


@planted_group
def test_does_the_command_list_the_planted_pair_only(reports: Path) -> None:
    with (reports / f"{ASSIGNMENT}-similar.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["first"], row["second"]) for row in rows} == {("copied-1", "copied-2")}
    assert {row["exercise"] for row in rows} == set(COPIED)
    assert {(row["shared_by"], row["of"]) for row in rows} == {("2", WRITTEN)}


@planted_group
def test_does_the_page_show_both_side_by_side_and_say_that_it_is_no_proof(
    reports: Path, reading: Reading
) -> None:
    reading.page.goto((reports / f"{ASSIGNMENT}-similar.html").as_uri())
    assert reading.page.get_by_text("This is no proof.").is_visible()
    sides = reading.page.locator(".sides", has_text="def dense_batch")
    first, second = sides.locator("pre").all()
    assert "while at < examples" in (first.text_content() or "")
    assert "while k < n" in (second.text_content() or "")
    assert first.locator("mark").count() == second.locator("mark").count() > 5


@planted_group
def test_is_nobody_named_where_names_are_hidden(reports: Path) -> None:
    for path in reports.glob("*-similar-without-names.*"):
        text = path.read_text("utf-8")
        assert "student 1" in text
        assert "copied-" not in text
        assert "written by myself" not in text


@planted_group
def test_is_what_is_missing_said_with_the_remedy(planted: Planted) -> None:
    done = run_report(planted.classroom, "sorting", command="similar")
    assert done.returncode == 1
    assert "nbgrader generate_assignment sorting" in done.stderr
    assert "Traceback" not in done.stderr

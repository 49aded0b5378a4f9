"""The class report counts exactly what was planted, as JSON and as CSV."""

import csv
import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from grades import FULL, POINTS, WITHOUT_DENSE, points_of
from hypothesis import given
from hypothesis import strategies as st
from planted_class import (
    ABSENT,
    ALWAYS_SIGMOID_OF,
    ASSIGNMENT,
    BIAS,
    CHANGED,
    EMPTY,
    GRADED,
    NOTHING,
    REFUSED,
    UNREADABLE,
    WRONG_DENSE,
    Planted,
    run_report,
)

from autograder.checks.quiz import NOT_ANSWERED
from autograder.class_report.counting import MAX_BINS, ROUNDING, bins_of, count
from autograder.class_report.findings import BY_HEART, CONSEQUENCE
from autograder.class_report.model import CellKey, GradedClass, GradedSubmission, Student
from autograder.reports import not_graded
from autograder.reports.cell_report import QUIZ_QUESTION, CellReport, ExerciseReport

pytestmark = pytest.mark.xdist_group("planted")


@pytest.fixture(scope="module")
def report(reports: Path) -> Any:
    return json.loads((reports / f"{ASSIGNMENT}.json").read_text("utf-8"))


def who(group: dict[str, Any]) -> list[str]:
    assert group["number"] == len(group["who"])
    return [one["student"] for one in group["who"]]


def test_every_student_is_in_exactly_one_group(report: Any) -> None:
    assert report["students"] == len(GRADED) + 2
    assert report["handed_in"] == len(GRADED) + 1
    assert report["graded"] == len(GRADED)
    assert [one["id"] for one in report["points"]["who"]] == GRADED
    (absent,) = who(report["not_handed_in"])
    assert absent.endswith(f"({next(iter(ABSENT))})")
    (refused,) = report["not_graded"]["who"]
    assert refused["student"] == REFUSED
    assert "The folder is hidden" in refused["reason"]
    (untested,) = report["not_tested"]["who"]
    assert untested["student"] == UNREADABLE
    assert "not a notebook" in untested["reason"]


def test_aspects_are_counted_for_the_whole_class(report: Any) -> None:
    lost = {
        "dense": len(WRONG_DENSE), "dense_batch": len(ALWAYS_SIGMOID_OF),
        "sequential visible check": len(WRONG_DENSE), "coffee": len(WRONG_DENSE),
    }  # fmt: skip
    for exercise in report["exercises"]:
        name = exercise["name"]
        assert math.isclose(exercise["points"], points_of(name))
        assert sum(one["students"] for one in exercise["bins"]) == len(GRADED)
        for one in exercise["aspects"]:
            wrong = lost.get(name, lost.get(f"{name} {one['aspect']}", 0)) + len(NOTHING)
            assert (one["earned"], one["of"]) == (len(GRADED) - wrong, len(GRADED)), (name, one)
    assert sum(one["students"] for one in report["bins"]) == len(GRADED)
    assert report["maximum"] == sum(POINTS.values())


def test_each_mistake_is_counted_once_per_student_with_its_sentence_and_place(report: Any) -> None:
    found = {(one["exercise"], one["name"]): one for one in report["mistakes"]}
    assert found.keys() == {
        ("dense", "no bias"), ("dense", "rows for units"), ("dense_batch", "always sigmoid"),
    }  # fmt: skip
    assert who(found["dense", "no bias"]) == sorted(BIAS)
    assert who(found["dense", "rows for units"]) == ["=1+1", "rows-1"]
    assert who(found["dense_batch", "always sigmoid"]) == ALWAYS_SIGMOID_OF
    numbers = [one["number"] for one in report["mistakes"]]
    assert numbers == sorted(numbers, reverse=True)
    no_bias = found["dense", "no bias"]
    assert no_bias["explanation"].startswith("The bias is missing")
    assert no_bias["read"]["text"].endswith(".html#one-unit")
    assert "def dense" in no_bias["sample"]


def test_what_no_known_mistake_explains_is_listed_apart(report: Any) -> None:
    found = {(one["exercise"], one["name"]): who(one) for one in report["unexplained"]}
    assert found.pop(("dense", "KeyError")) == ["crashes"]
    assert found.pop(("dense", "TooSlowError")) == ["endless"]
    assert found.pop(("sequential", CONSEQUENCE)) == sorted(WRONG_DENSE)
    coffee = [
        name for (exercise, _), names in found.items() if exercise == "coffee" for name in names
    ]
    assert sorted(coffee) == sorted(WRONG_DENSE)
    assert {exercise for exercise, _ in found} == {"coffee"}
    assert BY_HEART not in {one["name"] for one in report["mistakes"]}


def test_who_is_stuck_and_whose_code_never_ends_is_named(report: Any) -> None:
    assert who(report["stuck"]) == [*EMPTY, "=1+1"]
    for one in report["stuck"]["who"][:2]:
        assert one["unwritten"] == ["sigmoid", "dense", "sequential", "dense_batch", "predict"]
    (slow,) = report["timed_out"]["who"]
    assert slow["student"] == "endless"
    assert {"check_dense", "grade_dense"} <= set(slow["cells"])
    timed_out = {one["name"]: one["timed_out"] for one in report["exercises"]}
    assert timed_out["dense"] == 1
    assert timed_out["dense_batch"] == 0


def test_points_are_those_of_the_gradebook(report: Any) -> None:
    points = {one["id"]: one["points"] for one in report["points"]["who"]}
    for name in GRADED:
        if not CHANGED.get(name, {"x": ""}):
            assert points[name] == FULL
    assert {points[name] for name in NOTHING} == {0}
    assert points["rows-1"] == points["endless"] == WITHOUT_DENSE
    for one in report["points"]["who"]:
        assert math.isclose(sum(one["exercises"].values()), one["points"])


def test_the_csv_holds_the_same_counts_and_no_formula(reports: Path, report: Any) -> None:
    with (reports / f"{ASSIGNMENT}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@"))]
    counted = {
        (row["exercise"], row["name"]): int(row["students"])
        for row in rows
        if row["kind"] == "aspect"
    }
    assert counted == {
        (exercise["name"], one["aspect"]): one["earned"]
        for exercise in report["exercises"]
        for one in exercise["aspects"]
    }
    bias = [row for row in rows if row["kind"] == "mistake" and row["name"] == "no bias"]
    assert [row["students"] for row in bias] == ["3", "", "", ""]


def test_without_names_nobody_can_be_recognised(reports: Path) -> None:
    for path in reports.glob("*-without-names.*"):
        text = path.read_text("utf-8")
        for name in [*GRADED, *ABSENT, "Zoë", "somebody", "homework"]:
            if name != "=1+1":
                assert name not in text, (path.name, name)
    page = (reports / f"{ASSIGNMENT}-without-names.html").read_text("utf-8")
    assert "3 students" in page
    assert "def dense" in page


def test_the_report_on_the_course_sums_up_its_assignments(reports: Path, report: Any) -> None:
    course = json.loads((reports / "course.json").read_text("utf-8"))
    (assignment,) = course["assignments"]
    assert assignment["graded"] == report["graded"]
    assert assignment["stuck"] == len(EMPTY) + 1
    assert course["mistakes"][0]["number"] == 3
    points = {one["student"]: one["points"][ASSIGNMENT] for one in course["students"]}
    assert points["right-1"] == FULL
    assert points[REFUSED] is None
    assert f'href="{ASSIGNMENT}.html"' in (reports / "course.html").read_text("utf-8")


def test_wrong_answers_to_a_question_are_counted_by_what_was_answered() -> None:
    key = CellKey("quiz", "grade_depth")
    answers = {
        "a": "3: wrong.",
        "b": "3: wrong.",
        "c": "4: wrong.",
        "d": NOT_ANSWERED,
        "e": "2: right.",
    }
    found = GradedClass(
        "quiz", "Quiz", {key: 1.0},
        tuple(
            GradedSubmission(
                Student(name), {key: float(name == "e")},
                {key: CellReport((ExerciseReport(
                    QUIZ_QUESTION, "depth", points=1, earned=float(name == "e"), explanation=text
                ),))},
            )
            for name, text in answers.items()
        ),
    )  # fmt: skip
    counted = count(found)
    assert [(one.explanation, one.number) for one in counted.mistakes] == [
        ("3: wrong.", 2), ("4: wrong.", 1),
    ]  # fmt: skip
    (exercise,) = counted.exercises
    assert (exercise.full, exercise.unwritten) == (1, 1)
    assert [(one.aspect, one.earned, one.of) for one in exercise.aspects] == [("all points", 1, 5)]


def test_a_reason_is_forgotten_once_the_submission_is_graded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(not_graded.paths, "classroom", lambda: tmp_path)
    found = not_graded.NotGraded({"a": "no room", "b": "too late"}, ("x.zip",))
    not_graded.replace(ASSIGNMENT, found)
    not_graded.update(ASSIGNMENT, ["b"], {})
    assert not_graded.read(ASSIGNMENT) == not_graded.NotGraded({"a": "no room"}, ("x.zip",))
    not_graded.path_of(ASSIGNMENT).write_text("[]")
    with pytest.raises(not_graded.ReportError, match="delete it"):
        not_graded.read(ASSIGNMENT)


def test_what_is_missing_is_said_with_the_remedy(planted: Planted) -> None:
    done = run_report(planted.classroom, "sorting")
    assert done.returncode == 1
    assert "nbgrader generate_assignment sorting" in done.stderr
    assert "Traceback" not in done.stderr


@given(
    maximum=st.one_of(st.integers(1, 500), st.sampled_from([0.5, 1.5, 24.5, 1e4])),
    shares=st.lists(st.floats(0, 1.2)),
)
def test_every_submission_is_in_one_bin_and_full_points_are_in_the_last(
    maximum: float, shares: list[float]
) -> None:
    points = [share * maximum for share in shares]
    bins = bins_of(points, maximum)
    assert sum(one.students for one in bins) == len(points)
    assert bins[-1].students == sum(value >= maximum - ROUNDING for value in points)
    assert len(bins) <= MAX_BINS + 1
    assert all(one.high == after.low for one, after in pairwise(bins))

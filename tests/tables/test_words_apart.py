"""A table holds values; a sentence can be changed without TensorFlow and makes nothing stale."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.check import load
from autograder.course import book_links, environment, paths
from autograder.exercises import all_exercises, find
from autograder.runtime.checks_alias import checks_aliased
from autograder.specification.exercise import Exercise
from autograder.specification.explanations import UnexplainedError, explain, explanations_of
from autograder.specification.value_source import value_source
from autograder.tables import class_files, hidden, make_hidden, visible
from autograder.tables.beside_notebooks import explained_tables
from autograder.tables.make import make_values

SENTENCE = "This sentence is new, and has a comma."

WITHOUT_TENSORFLOW = """
import sys
from pathlib import Path
from autograder.assignments.checks_beside import check_files
from autograder.course import paths
from autograder.exercises import all_exercises
from autograder.tables import make_hidden
from autograder.tables.beside_notebooks import explained_tables

for assignment in {exercise.assignment for exercise in all_exercises()}:
    beside = paths.EXERCISES / assignment / "checks"
    for place, content in check_files(assignment, explained_tables).items():
        assert (beside / place).read_bytes() == content, (assignment, place)
assert not {"tensorflow", "keras"} & sys.modules.keys()
"""


@pytest.fixture
def sigmoid(monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The exercise `sigmoid`, the sentence of whose first mistake has changed."""
    exercise = find("forward_propagation", "sigmoid")
    assert isinstance(exercise, Exercise)
    first, *others = exercise.misconceptions
    changed = [replace(first, explanation=SENTENCE, section="elsewhere"), *others]
    monkeypatch.setattr(exercise, "misconceptions", changed)
    return exercise


def test_stored_tables_hold_no_sentence_and_no_address() -> None:
    for path in paths.GOLDEN.glob("*/*.json"):
        for mistake in json.loads(path.read_text("utf-8"))["misconceptions"]:
            assert mistake.keys() in ({"name", "outcomes"}, {"name", "differences"}), path
        for size in json.loads(path.read_text("utf-8")).get("sizes", ()):
            assert size.keys() == {"name", "kind"}, path


def test_the_tables_beside_a_notebook_tell_what_the_exercises_say() -> None:
    for exercise in all_exercises():
        table = json.loads(explained_tables(exercise.assignment)[f"{exercise.name}.json"])
        told = [(mistake["name"], mistake["explanation"]) for mistake in table["misconceptions"]]
        assert told == [(mistake.name, mistake.explanation) for mistake in exercise.misconceptions]
        assert all(".html" in mistake["read"] for mistake in table["misconceptions"])


def test_sentences_are_filled_in_without_tensorflow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TENSORFLOW], cwd=paths.ROOT, capture_output=True, text=True,
        env=environment.fixed(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_changed_sentence_or_address_makes_no_stored_table_stale(
    sigmoid: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_links, "address", lambda: "https://example.org/book/")
    fresh = make_values(sigmoid, sigmoid.visible_cases()).to_json()
    stored = visible.path_of(sigmoid).read_text("utf-8")
    assert visible.difference(stored, fresh) == ""
    beside = json.loads(explained_tables("forward_propagation")["sigmoid.json"])["misconceptions"][
        0
    ]
    assert beside["explanation"] == SENTENCE
    assert beside["read"] == f"https://example.org/book/{sigmoid.chapter}.html#elsewhere"


def test_a_stored_mistake_that_nobody_explains_is_refused_by_name(sigmoid: Exercise) -> None:
    del sigmoid.misconceptions[0]
    table = load(visible.path_of(sigmoid))
    with pytest.raises(UnexplainedError, match=r"'sign of z'.*`autograder golden`"):
        explain(table, explanations_of(sigmoid))


# The tables of a class

TEXT = '''
"""An assignment."""

CHAPTER = "training/f"
BY_ITSELF = "A sentence by itself."

f = Exercise("a", "f", CHAPTER, "keras.f")


@f.convention
def other(z):
    """Another custom."""
    return 2 * z  # twice


@f.misconception("half", "You halved it.", "halving")
def half(z):
    return z / 2


@f.misconception("third", BY_ITSELF)
def third(z):
    return z / 3
'''


@pytest.mark.parametrize(
    ("old", "new", "decides"),
    [
        ("You halved it.", "You halved it, which is wrong.", False),
        ('"halving"', '"elsewhere"', False),
        ('"You halved it.", "halving"', 'section="halving", explanation="No."', False),
        ("A sentence by itself.", "Another one.", False),
        ("training/f", "training/g", False),
        ("Another custom.", "Another convention.", False),
        ("  # twice", "", False),
        ("An assignment.", "This assignment.", False),
        ('"half"', '"halved"', True),
        ("z / 2", "z / 2.0", True),
        ("2 * z", "2 * z + 1", True),
        ("keras.f", "keras.g", True),
    ],
)
def test_what_is_only_told_does_not_count_for_a_classs_values(
    old: str, new: str, decides: bool
) -> None:
    assert TEXT.count(old) == 1
    assert (value_source([TEXT]) != value_source([TEXT.replace(old, new)])) == decides


def test_a_text_that_a_value_is_made_of_counts_wherever_it_is_read() -> None:
    name, reader = 'KIND = "relu"', "from .a import KIND\nlayers = dense(KIND)"
    teller = 'from .a import KIND\n\n@f.misconception("x", KIND)\ndef x(z): return z'
    changed = name.replace("relu", "tanh")
    assert value_source([name, reader]) != value_source([changed, reader])
    assert value_source([name, teller]) == value_source([changed, teller])


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A classroom of this test's own, whose values are made in this process."""
    monkeypatch.setenv(paths.CLASSROOM_VARIABLE, str(tmp_path))
    monkeypatch.setattr(
        hidden, "make_in_another_process", lambda assignment, _: make_hidden.make(assignment)
    )
    return tmp_path


def forget() -> None:
    """Let `hidden` read anew, as another process would."""
    for function in (hidden._record, hidden.table, hidden.right_functions, hidden.solved):
        function.cache_clear()


@pytest.fixture
def reading() -> Any:
    forget()
    with checks_aliased():  # the solutions import them
        yield
    forget()


Make = Callable[..., Any]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the exercises for which values are made."""
    names: list[str] = []
    original: Make = make_hidden.make_values

    def make(exercise: Exercise, cases: Any) -> Any:
        names.append(exercise.name)
        return original(exercise, cases)

    monkeypatch.setattr(make_hidden, "make_values", make)
    return names


@pytest.mark.usefixtures("classroom", "reading")
def test_a_class_reads_a_changed_sentence_and_keeps_its_values(
    made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden.preload("convolution")
    assert made == ["windows", "conv1d"]
    values = sorted(class_files.folder().glob("convolution-*/*"))
    # Another sentence, other points and another address, which change the text they are made from.
    exercise = find("convolution", "windows")
    first, *others = exercise.misconceptions
    changed = [replace(first, explanation=SENTENCE), *others]
    monkeypatch.setattr(exercise, "misconceptions", changed)
    monkeypatch.setattr(book_links, "address", lambda: "https://example.org/book/")
    monkeypatch.setattr(make_hidden, "all_points", lambda _: {"grade_windows": 7.0})
    forget()
    mistake = hidden.table("convolution", "windows").misconceptions[0]
    assert mistake.explanation == SENTENCE
    assert mistake.read.startswith("https://example.org/book/")
    assert hidden.points("convolution", "grade_windows") == 7
    assert made == ["windows", "conv1d"]
    assert sorted(class_files.folder().glob("convolution-*/*")) == values


@pytest.mark.usefixtures("reading")
def test_a_class_of_an_earlier_version_gets_its_tables_anew_and_a_message(
    classroom: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = classroom / "expected" / "convolution-0123456789abcdef"
    earlier.mkdir(parents=True)
    (earlier / "points.json").write_text('{"grade_windows": 3.0}')
    hidden.preload("convolution")
    assert made == ["windows", "conv1d"]
    said = capsys.readouterr().out
    assert "convolution: this class's right values were made by an earlier version" in said
    assert "made anew" in said


@pytest.mark.usefixtures("classroom", "reading")
def test_a_first_class_is_made_without_a_word_and_a_lost_table_again(
    made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    hidden.preload("convolution")
    assert capsys.readouterr().out == ""
    (lost,) = class_files.folder().glob("convolution-*/windows.json")
    before = lost.read_text("utf-8")
    lost.unlink()
    forget()
    hidden.preload("convolution")
    assert made == ["windows", "conv1d", "windows"]
    assert lost.read_text("utf-8") == before


@pytest.mark.usefixtures("classroom", "reading")
def test_an_unknown_exercise_is_refused_by_name(made: list[str]) -> None:
    with pytest.raises(LookupError, match="convolution has no exercise 'conv2d'; it has: windows"):
        hidden.table("convolution", "conv2d")

"""Which exercises there are: the notebook names them, and each has a file of its name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import paths
from autograder.exercises import all_exercises, files_of, find, of_assignment, registry
from autograder.exercises.registry import UnregisteredError, collect, functions_of

EXERCISE = """\
from autograder.specification.exercise import Exercise

exercise = Exercise({assignment!r}, {name!r}, "a/chapter", "keras.something")
"""
WRITTEN = """\
# %% nbgrader={"grade_id": "one", "solution": true}
def one(x):
    return x

# %% nbgrader={"grade_id": "two", "solution": true}
def two(x):
    return x
"""


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an assignment `trial`, whose notebook asks for `one` and `two`."""
    source = tmp_path / "solutions" / "trial" / "trial.py"
    source.parent.mkdir(parents=True)
    source.write_text(WRITTEN)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "SOLUTIONS", tmp_path / "solutions")
    folder = tmp_path / "trial"
    (folder / "correct").mkdir(parents=True)
    for name in ("two", "one"):
        (folder / f"{name}.py").write_text(EXERCISE.format(assignment="trial", name=name))
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "trial"]:
        del sys.modules[name]


def collected(folder: Path) -> list[str]:
    return [exercise.name for exercise in collect("trial", ["one", "two"], folder, "trial")]


def test_the_exercises_come_in_the_order_of_the_notebook(trial: Path) -> None:
    assert collected(trial) == ["one", "two"]


def test_the_courses_exercises_come_in_the_order_of_their_notebooks() -> None:
    for assignment in {exercise.assignment for exercise in all_exercises()}:
        names = [exercise.name for exercise in of_assignment(assignment)]
        assert names == functions_of(assignment)


def test_mistakes_and_correct_variants_may_have_files_of_their_own(trial: Path) -> None:
    mistake = 'from .one import exercise\n\n@exercise.misconception("wrong", "So.")\ndef f(): ...\n'
    right = 'from ..one import exercise\n\n@exercise.also_correct("by f")\ndef f(): ...\n'
    (trial / "one_mistakes.py").write_text(mistake)
    (trial / "correct" / "one.py").write_text(right)
    one, two = collect("trial", ["one", "two"], trial, "trial")
    assert [mistake.name for mistake in one.misconceptions] == ["wrong"]
    assert list(one.correct) == ["by f"]
    assert (two.misconceptions, two.correct) == ([], {})


def test_a_module_that_functions_share_needs_no_place_in_the_notebook(trial: Path) -> None:
    (trial / "examples.py").write_text("EXAMPLE = 1\n")
    assert collected(trial) == ["one", "two"]


def test_a_function_without_a_file_is_an_error_that_says_what_to_write(trial: Path) -> None:
    (trial / "two.py").unlink()
    with pytest.raises(UnregisteredError) as failed:
        collected(trial)
    assert str(failed.value) == (
        "solutions/trial/trial.py:6: two has no specification; "
        "write trial/two.py, or take the function out of the notebook"
    )


@pytest.mark.parametrize("name", ["tow.py", "tow_mistakes.py", "correct/tow.py"])
def test_a_file_without_a_function_is_an_error_that_says_what_to_do(trial: Path, name: str) -> None:
    (trial / name).write_text(EXERCISE.format(assignment="trial", name="tow"))
    with pytest.raises(UnregisteredError) as failed:
        collected(trial)
    assert str(failed.value) == (
        f"trial/{name}: solutions/trial/trial.py has no solution cell that defines tow; "
        "write that cell, or rename or delete this file"
    )


def test_a_file_that_defines_no_exercise_is_an_error(trial: Path) -> None:
    (trial / "two.py").write_text("two = None\n")
    with pytest.raises(UnregisteredError) as failed:
        collected(trial)
    assert str(failed.value) == (
        "trial/two.py: defines no exercise; add `exercise = Exercise('trial', 'two', ...)`"
    )


def test_a_copied_file_that_keeps_the_other_name_is_an_error(trial: Path) -> None:
    (trial / "two.py").write_text(EXERCISE.format(assignment="trial", name="one"))
    with pytest.raises(UnregisteredError) as failed:
        collected(trial)
    assert str(failed.value) == (
        "trial/two.py:3: this is trial/one, but the file is that of trial/two; "
        "write `exercise = Exercise('trial', 'two', ...)`, or move the file"
    )


@pytest.mark.parametrize("assignment", ["quiz_week1", "nonsense"])
def test_what_asks_for_no_function_has_no_exercises(assignment: str) -> None:
    with pytest.raises(LookupError, match="there are: forward_propagation, activations"):
        of_assignment(assignment)


def test_an_unknown_function_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(LookupError, match="has no exercise 'wndows'; it has: windows, conv1d"):
        find("convolution", "wndows")


def test_each_module_is_named_when_a_page_asks_what_it_depends_on() -> None:
    names = {path.relative_to(registry.FOLDER).as_posix() for path in files_of("adam")}
    assert {"adam/adam_step.py", "adam/adam_step_mistakes.py", "adam/networks.py"} <= names
    assert "adam/correct/adam_step.py" in names
    assert not any(name.startswith("losses") for name in names)


def test_no_package_hides_a_module_behind_its_exercise() -> None:
    for exercise in all_exercises():
        package = sys.modules[f"{registry.__package__}.{exercise.assignment}"]
        assert getattr(package, exercise.name).exercise is exercise

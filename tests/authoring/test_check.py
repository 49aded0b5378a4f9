"""`autograder check` names every fault of an author's files: file, line, fault and remedy."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from course_copy import autograder, copy_course, replace

FAULT = re.compile(r"(?P<file>[\w/.]+):(?P<line>\d+): (?P<what>.+?); (?P<remedy>.+)")
RELU = "autograder/exercises/activations/relu.py"
NOTEBOOK = "solutions/activations/activations.py"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path)


def faults(course: Path, *names: str) -> list[str]:
    done = autograder(course, "check", *names)
    found = done.stderr.splitlines()
    assert done.returncode == (1 if found else 0), done.stderr
    assert all(FAULT.fullmatch(line) for line in found), done.stderr
    return found


def line_of(path: Path, text: str) -> int:
    return path.read_text("utf-8").split(text, 1)[0].count("\n") + 1


def test_a_course_without_faults_passes(course: Path) -> None:
    assert faults(course, "activations/relu") == []


def test_names_in_test_cells_that_would_cost_students_points(course: Path) -> None:
    source = course / NOTEBOOK
    replace(
        source, "# %% check relu points=1\n", '# %% check relu points=1\ncheck("rellu", relu)\n'
    )
    hidden = (
        "### BEGIN HIDDEN TESTS\nfrom autograder.grade import grade\n\n"
        'grade("regularization", "relu", linear)\n### END HIDDEN TESTS\n'
    )
    replace(source, "# %% grade relu points=3\n", f"# %% grade relu points=3\n{hidden}")
    (course / "autograder/golden/activations/softmax.json").unlink()
    found = faults(course, "activations")
    check, grade = line_of(source, 'check("rellu"'), line_of(source, 'grade("regul')
    assert [line.partition(";")[0] for line in found[:3]] == [
        f"{NOTEBOOK}:{check}: there is no exercise 'rellu'",
        f"{NOTEBOOK}:{grade}: `grade` is called for the assignment 'regularization'",
        f"{NOTEBOOK}:{grade}: linear is tried on the cases of relu",
    ]
    assert any(line.startswith(f"{RELU}:") and "has `check` for relu" in line for line in found)
    softmax = "autograder/exercises/activations/softmax.py"
    place = line_of(course / softmax, "exercise = ")
    remedy = "make it with `autograder golden activations/softmax`"
    assert f"{softmax}:{place}: softmax has no table of right values; {remedy}" in found


def test_marks_of_nbgrader_that_are_misspelt_or_missing(course: Path) -> None:
    source = course / NOTEBOOK
    text = source.read_text("utf-8")
    parts = text.split("### BEGIN SOLUTION")
    misspelt = "### BEGIN SOLUTON".join(parts[:2])
    unclosed = "### BEGIN SOLUTION".join(parts[2:]).replace("    ### END SOLUTION\n", "", 1)
    source.write_text(f"{misspelt}### BEGIN SOLUTION{unclosed}", "utf-8")
    found = faults(course, "activations")
    line = line_of(source, "### BEGIN SOLUTON")
    assert found[0].startswith(f"{NOTEBOOK}:{line}: nbgrader expects another line than")
    assert "the line '### END SOLUTION' is missing" in found[1]

    source.write_text(re.sub(r" *### (BEGIN|END) SOLUTION\n", "", text, count=2), "utf-8")
    assert "students get an empty cell" in faults(course, "activations")[0]


def test_a_chapter_and_an_anchor_that_the_book_does_not_have(course: Path) -> None:
    replace(course / "book/training/alternatives_to_sigmoid.md", "(linear)=\n", "")
    spec = course / "autograder/exercises/activations/softmax.py"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("training/softmax", "training/softmaxx"), "utf-8")
    found = faults(course, "activations/linear", "activations/softmax")
    assert sum("has no anchor 'linear'" in line for line in found) == 9
    assert sum("the book has no chapter 'training/softmaxx'" in line for line in found) == 1


def test_mistakes_that_do_not_run_or_are_not_different(course: Path) -> None:
    spec = course / RELU
    template = (
        '\n\n@exercise.misconception("{0}", "Wrong.", "relu")\ndef {0}({1}):\n    return {2}\n'
    )
    wrong = (
        ("nothing_taken", "", "0"),
        ("unknown", "z", "numpy.maximum(0, z)"),
        ("right", "z", "np.maximum(z, 0)"),
        ("once", "z", "z + 12345"),
        ("twice", "z", "12345 + z"),
    )
    spec.write_text(spec.read_text("utf-8") + "".join(template.format(*row) for row in wrong))
    found = faults(course, "activations/relu")
    told = [FAULT.fullmatch(line) for line in found]
    assert [fault["what"] for fault in told if fault] == [
        "nothing_taken: nothing_taken() cannot be called as the cases call it: "
        "too many positional arguments",
        "the mistake 'unknown': every call raises NameError: name 'numpy' is not defined, in the "
        "line `return numpy.maximum(0, z)`",
        "the mistake 'right' gives what the solution gives in every visible case",
        "the mistake 'twice' gives what the mistake 'once' gives in every visible case",
        "the stored right values are those of other cases or mistakes",
    ]
    lines = [int(fault["line"]) for fault in told if fault]
    assert lines[0] == line_of(spec, '@exercise.misconception("nothing_taken"')


def test_a_case_or_a_mistake_that_has_changed_since_its_values_were_stored(course: Path) -> None:
    spec = course / RELU
    for before, after, place in (
        ("np.float64(-1.5)", "np.float64(-1.25)", "/cases/1/"),
        ("np.asarray(z) > 0, z, 0.01 * z", "np.asarray(z) > 0, z, 0.05 * z", "/misconceptions/"),
    ):
        replace(spec, before, after)
        (found,) = faults(course, "activations/relu")
        assert f"the stored values are those of earlier cases or mistakes ({place}" in found
        assert found.endswith("make them anew with `autograder golden activations/relu`")
        replace(spec, after, before)


def test_a_solution_that_its_own_hidden_test_does_not_reward(course: Path) -> None:
    replace(course / NOTEBOOK, "return np.maximum(0, z)", "return np.maximum(0, z) + 1e-3")
    found = faults(course, "activations/relu")
    assert len(found) == 2
    assert "the solution raises CheckFailed: relu is not right yet" in found[0]
    assert f"{NOTEBOOK}:{line_of(course / NOTEBOOK, '# %% grade relu')}: " in found[1]
    assert "the solution earns 0 of 3 points; " in found[1]


def test_a_build_makes_nothing_from_a_faulty_source(course: Path) -> None:
    replace(course / NOTEBOOK, "# %% check relu points=1", "# %% chek relu points=1")
    line = line_of(course / NOTEBOOK, "# %% chek")
    done = autograder(course, "build", "activations")
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"{NOTEBOOK}:{line}: `chek relu` marks no kind of cell; write one"
    )
    assert done.stdout == ""


def test_a_page_that_shows_what_the_course_does_not_have(course: Path) -> None:
    page = course / "book/training/adam.md"
    replace(page, "{quiz} adam\n", "{quiz} adan\n")
    replace(page, "{practice} adam/adam_step", "{practice} adam/adam_stop")
    found = faults(course)
    practice, quiz = line_of(page, "{practice} adam"), line_of(page, "{quiz} adan")
    assert [line.partition(",")[0] for line in found] == [
        f"book/training/adam.md:{practice}: `{{practice}}` names 'adam/adam_stop'",
        f"book/training/adam.md:{quiz}: `{{quiz}}` names 'adan'",
    ]


MISTAKE = """

@exercise.misconception("{0}", "Wrong.", "{1}")
def {0}({2}):
    return {3}
"""
# Faults of a specification: what is appended to it, and what is then wrong.
FAULTY = {
    "a parameter missing": (
        MISTAKE.format("nothing_taken", "relu", "", "0"),
        "nothing_taken: nothing_taken() cannot be called as the cases call it: "
        "too many positional arguments; give it the parameters of the solution",
    ),
    "an anchor that is nowhere": (
        MISTAKE.format("lost", "nowhere", "z", "z + 1"),
        "the mistake 'lost': book/training/alternatives_to_sigmoid.md has no anchor 'nowhere'; "
        "write ",
    ),
    "a mistake that is right": (
        MISTAKE.format("right", "relu", "z", "np.maximum(z, 0)"),
        "the mistake 'right' gives what the solution gives in every visible case; add a case that "
        "tells",
    ),
    "no oracle": ("\n\nexercise._oracle = None\n", "relu has no oracle; decorate one with"),
    "a name that is not defined": ("\n\nzeros(3)\n", "NameError: name 'zeros' is not defined; "),
    "a name of a correct variant used twice": (
        2 * '\n\n@exercise.also_correct("same")\ndef same(z):\n    return np.maximum(z, 0)\n',
        "ValueError: two correct variants are named 'same'; ",
    ),
    "a syntax error": ("\n\ndef f(:\n", "not Python: invalid syntax; correct the syntax there"),
    "a convention without words": (
        "\n\n@exercise.convention\ndef other(z):\n    return z\n",
        "the convention other has no docstring; write one",
    ),
}
# Each command that takes what an author wrote, in one process; its faults follow its name.
EACH_COMMAND = """
import contextlib, io, sys
from autograder.cli import main

for command in ("check", "golden", "golden --check", "proof", "build"):
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors):
        name = "activations" if command == "build" else "activations/relu"
        status = main([*command.split(), name])
    print(f"--- {command.split()[0]} {status}", errors.getvalue(), sep="\\n", file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTY)
def test_no_command_accepts_a_faulty_specification(fault: str, course: Path) -> None:
    text, wrong = FAULTY[fault]
    with (course / RELU).open("a", encoding="utf-8") as file:
        file.write(text)
    stored = (course / "autograder/golden/activations/relu.json").read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", EACH_COMMAND], cwd=course, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(course)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    commands = done.stderr.split("--- ")[1:]
    assert [command.split()[:2] for command in commands] == [
        [name, "1"] for name in ("check", "golden", "golden", "proof", "build")
    ]
    for lines in (command.splitlines() for command in commands):
        (told, *_) = [line for line in lines if wrong in line] or [str(lines)]
        assert told.startswith(f"{RELU}:"), told
        assert FAULT.fullmatch(told)
    assert (course / "autograder/golden/activations/relu.json").read_bytes() == stored


@pytest.mark.slow
def test_golden_goes_on_after_a_fault(course: Path) -> None:
    with (course / RELU).open("a", encoding="utf-8") as file:
        file.write(MISTAKE.format("nothing_taken", "relu", "", "0"))
    linear = course / "autograder/golden/activations/linear.json"
    linear.unlink()
    done = autograder(course, "golden", "activations/relu", "activations/linear")
    assert done.returncode == 1
    assert done.stdout == "changed autograder/golden/activations/linear.json\n"
    assert done.stderr.startswith(f"{RELU}:")
    assert linear.exists()


def test_a_solution_that_cannot_be_run_is_told_with_its_line(course: Path) -> None:
    source = course / NOTEBOOK
    replace(source, "    return np.maximum(0, z)\n", "    return np.maximum(0, z\n")
    (found,) = faults(course, "activations/relu")
    line = line_of(source, "return np.maximum(0, z")
    assert found.startswith(f"{NOTEBOOK}:{line}: the cell is not plain Python: '(' was never")
    replace(source, "    return np.maximum(0, z\n", "    return np.maximum(0, z)\n\n\nraise_it()\n")
    found = faults(course, "activations/relu")
    assert found[0].startswith(f"{NOTEBOOK}:{line_of(source, 'raise_it()')}: the solution of relu ")


def test_an_unknown_function_is_answered_with_those_that_there_are(course: Path) -> None:
    for command in ("check", "golden", "proof"):
        done = autograder(course, command, "activations/leaky")
        assert done.returncode == 1
        assert done.stderr.startswith("activations has no exercise 'leaky'; it has: linear, relu")

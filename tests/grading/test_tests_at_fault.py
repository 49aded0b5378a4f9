"""Tests of an instructor's own that ask for what cannot cross to another process."""

from pathlib import Path

import nbformat
import pytest
from own_assignments import OwnCourse, grade_cell, gradebook_of, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own")]

ITEMS = {  # a solution, a test of it, and what the summary says of the test; "" if it can be tried
    "simple": ("def simple(x):\n    return 2 * x", "assert simple(2) == 4", ""),
    "closure": ("def closure(n):\n    return lambda x: x + n", "assert closure(2)(3) == 5", ""),
    "stack": ("class Stack:\n    size = 0", "assert Stack().size == 0", "Stack is a class"),
    "count": ("def count():\n    yield 1", "assert list(count()) == [1]", "count is a generator"),
    "roll": (
        "import random\ndef roll():\n    return random.random()",
        "import random\nrandom.seed(1)\nx = roll()\nrandom.seed(1)\nassert x == roll()",
        "it sets a seed",
    ),
    "save": (
        "def save():\n    open('out.txt', 'w').write('x')",
        "save()\nassert open('out.txt').read() == 'x'",
        "it reads a file",
    ),
    "gone": ("gone = 5", "assert gone == 5\ndel gone", "it deletes gone"),
    "later": ("async def later():\n    return 3", "assert await later() == 3", "it uses `await`"),
    "extend": ("def extend(x):\n    x.append(1)", "x = []\nextend(x)\nassert x", "AssertionError"),
}  # fmt: skip
AT_FAULT = {f"test_{name}" for name, (_, _, reason) in ITEMS.items() if reason}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> OwnCourse:
    course = OwnCourse(tmp_path_factory.mktemp("apart"))
    cells = []
    for name, (code, test, _) in ITEMS.items():
        cells += [solution(name, code), grade_cell(f"test_{name}", test)]
    course.write("apart", apart=notebook(*cells))
    course.generate("apart")
    course.submit("ann", "apart")
    course.submit("bob", "apart", simple="def simple(x):\n    return x", gone="gone = 6")
    return course


def waiting(course: OwnCourse, student: str) -> set[str]:
    with gradebook_of(course.folder) as book:
        grades = book.find_submission_notebook("apart", "apart", student).grades
        return {grade.name for grade in grades if grade.needs_manual_grade}


def test_a_test_that_cannot_be_tried_is_the_tests_fault_and_waits_for_a_person(
    course: OwnCourse,
) -> None:
    done = course.run("autograde", "apart", "--force")
    assert done.status == 1
    for name, (_, _, reason) in ITEMS.items():
        line = f"test test_{name} cannot be tried apart: "
        found = [text for text in done.output.splitlines() if line in text]
        assert len(found) == bool(reason)
        assert all(reason in text for text in found)
    assert 'c.Sandbox.tests = {"apart": "together"}' in done.output
    assert waiting(course, "ann") == waiting(course, "bob") == AT_FAULT
    points = course.points("apart")
    assert (points["ann"]["test_simple"], points["bob"]["test_simple"]) == (2, 0)
    graded = course.folder / "autograded" / "ann" / "apart" / "apart.ipynb"
    cells = {cell.id: cell for cell in nbformat.read(graded, as_version=4).cells}
    texts = [
        cell.outputs[0].text
        for cell in cells.values()
        if cell.metadata.get("nbgrader", {}).get("grade_id") in AT_FAULT
    ]
    assert set(texts) == {"This test cannot be run by the grader. A person grades this cell."}


def test_tests_can_run_beside_the_students_code(course: OwnCourse) -> None:
    done = course.run("autograde", "apart", "--force", "--Sandbox.tests=together")
    assert done.status == 0, done.output
    assert "its tests ran beside the students' code" in done.output
    assert waiting(course, "ann") == waiting(course, "bob") == set()
    points = course.points("apart")
    assert set(points["ann"].values()) == {2}
    lost = {name for name, score in points["bob"].items() if score == 0}
    assert lost == {"test_simple", "test_gone"}


def test_only_the_named_assignment_runs_together(course: OwnCourse, tmp_path: Path) -> None:
    settings = tmp_path / "nbgrader_config.py"
    root = Path(__file__).resolve().parents[2]
    settings.write_text(
        f"c = get_config()\nload_subconfig('nbgrader_config.py', path={str(root)!r})\n"
        "c.Sandbox.tests = {'another': 'together'}\n"
    )
    done = course.run("autograde", "apart", "--force", f"--config={settings}")
    assert done.status == 1, done.output
    assert "Stack is a class" in done.output

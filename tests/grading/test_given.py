"""Which names of the instructor's own cells test cells get from the instructor, and which not."""

from typing import Any

import pytest

from autograder.grading import instructor_cells


def names(*cells: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    instructor_cells.run(tuple(instructor_cells.statements(list(cells))), namespace)
    namespace.pop("__builtins__", None)
    return namespace


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("import math\nx = math.floor(2.5)", {"x": 2}),
        ("x, y = 1, 2", {"x": 1, "y": 2}),
        ("x = [i * i for i in range(3)]", {"x": [0, 1, 4]}),
        ("x = []\nfor i in range(3):\n    x.append(i)", {"x": [0, 1, 2]}),
        ("x = 1\nx += 2", {"x": 3}),
        ("x = sorted([2, 1], key=lambda pair: pair)", {"x": [1, 2]}),
    ],
)
def test_what_needs_no_student_function_is_given(cell: str, expected: dict[str, Any]) -> None:
    found = names(cell)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    "cell",
    [
        "x = dense(1)",
        "x = 1\nx = dense(x)",
        "x = [1]\nx.append(dense(2))",
        "x = [1]\nx[0] = dense(2)",
        "x = {}\nx.update(a=dense(2))",
        "x = 1\nx += dense(2)",
        "x = 1 / 0",
        "x = 1\nfor x in dense(2):\n    pass",
        "x = 1\ndef x():\n    return 2",
    ],
)
def test_what_a_student_function_had_a_part_in_is_asked_of_the_student(cell: str) -> None:
    assert "x" not in names(cell)


def test_what_a_given_cell_prints_is_not_heard(capsys: pytest.CaptureFixture[str]) -> None:
    names("for i in range(3):\n    print(i)")
    assert capsys.readouterr().out == ""


def test_a_cell_with_a_magic_is_passed_over() -> None:
    assert names("%matplotlib inline\nx = 1", "y = 2").keys() == {"y"}


def test_libraries_are_those_that_are_imported_and_installed() -> None:
    cells = [
        "import numpy as np, json\nfrom matplotlib import pyplot",
        "from checks import check\nfrom autograder.grade import grade\nimport there_is_none",
        "from . import beside\nx = 1",
    ]
    assert instructor_cells.libraries(instructor_cells.statements(cells)) == {
        "numpy",
        "json",
        "matplotlib",
    }


def test_what_a_function_calls_its_own_names_nothing_outside_of_it() -> None:
    cell = "x, y = 1, 2\ndef f(z):\n    x = z\n    for y in z:\n        pass\n    return x"
    assert {"x", "y"} <= names(cell).keys()
    assert "x" not in names("x = 1\ndef f():\n    global x\n    x = dense(2)\nf()")
    assert "x" not in names("x = 1\n[x := dense(i) for i in range(3)]")

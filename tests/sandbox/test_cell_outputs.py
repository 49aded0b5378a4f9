"""Outputs of test cells and students' cells, and the remarks on them for the instructor."""

import sys

import nbformat
import pytest
from nbgrader.preprocessors import LimitOutput

from autograder.grading import lazy_imports, run_test_cells, student_outputs
from autograder.grading.instructor_cells import statements
from autograder.grading.job import Cell, Job
from autograder.grading.remarks import MAX_CELLS, Remarks
from autograder.sandbox.outside.effects import show_prints
from autograder.sandbox.walls.limits import Limits


def run(source: str, **names: object) -> list[student_outputs.Output]:
    namespace = run_test_cells.Namespace(lambda name: names[name])
    return run_test_cells.run(source, "a test", namespace, 20)


def loud(text: str, times: int = 1, left_out: int = 0) -> object:
    return lambda: [
        show_prints({"printed": [["stdout", text]], "unprinted": left_out}) for _ in range(times)
    ]


def test_the_report_stands_before_what_the_student_printed_and_survives_the_limit() -> None:
    source = "f()\nprint('the report')\n2.5"
    found = run(source, f=loud("a line\n", 50_000))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.cells[0].outputs = [nbformat.from_dict(output) for output in found]
    LimitOutput().preprocess(notebook, {})
    texts = [o.get("text", "") for o in notebook.cells[0].outputs]
    assert texts[0] == "the report\n"
    assert [o["data"] for o in found if o["output_type"] == "execute_result"] == [
        {"text/plain": "2.5"}
    ]
    assert texts[-1].startswith("\nYour code printed while it was tested:\na line\n")
    assert "more characters that your code printed are left out" in texts[-1]
    assert len(texts[-1]) < 2 * run_test_cells.MAX_STUDENT_PRINTED


def test_the_reason_of_a_failure_stands_before_what_the_student_printed() -> None:
    found = run("f()\nassert False, 'the reason'", f=loud("x" * 100_000))
    assert [o["output_type"] for o in found] == ["error", "stream"]
    assert found[0]["evalue"] == "the reason"


def test_output_dropped_in_the_student_process_is_counted_too() -> None:
    (found,) = run("_ = f()", f=loud("x" * 3000, left_out=997_000))
    assert "[998,000 more characters" in found["text"]


def test_output_on_stderr_does_not_fail_a_test() -> None:
    (found,) = run("import sys\nprint('careful', file=sys.stderr)")
    assert (found["output_type"], found["name"]) == ("stream", "stdout")
    assert "careful" in found["text"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"image/svg+xml": "<svg/>"}, "An SVG picture is not shown"),
        ({"image/svg+xml": "<svg/>", "text/plain": "<SVG>"}, "<SVG>\n[An SVG picture"),
        ({"application/javascript": "1"}, "JavaScript is not shown"),
        ({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Box()"}, "A widget"),
        ({"application/vnd.plotly.v1+json": {}}, "Output of this kind is not shown"),
        ({"image/png": "<no picture>"}, "Output of this kind is not shown"),
    ],
)
def test_a_line_replaces_an_output_that_is_not_shown(data: dict[str, object], words: str) -> None:
    (found,) = student_outputs.checked([{"output_type": "display_data", "data": data}], 1)
    assert words in found["data"]["text/plain"]
    assert list(found["data"]) == ["text/plain"]


def test_no_line_is_added_to_a_picture_that_is_shown() -> None:
    data = {"image/png": "AAAA", "image/svg+xml": "<svg/>", "text/plain": "<Figure>"}
    (found,) = student_outputs.checked([{"output_type": "display_data", "data": data}], 1)
    assert found["data"] == {"image/png": "AAAA", "text/plain": "<Figure>"}


def test_a_line_replaces_outputs_that_are_too_many_or_too_large() -> None:
    line = {"output_type": "stream", "name": "stdout", "text": "x"}
    many = student_outputs.checked([line] * (student_outputs.MAX_OUTPUTS + 1), 1)
    assert many[-1]["text"] == student_outputs.TOO_LARGE
    assert student_outputs.checked([line | {"text": "x" * 1000}], 1, 100) == [
        line | {"text": student_outputs.TOO_LARGE}
    ]


def job(**more: object) -> Job:
    given = statements(["import numpy as np", "f(1)"])
    settings = {"instructor_statements": given,
                "cells": (), "limits": Limits(), "cell_seconds": 1.0,
                "call_seconds": 1.0, "notebook_seconds": 1.0}  # fmt: skip
    return Job("assignment", "folder", **(settings | more))  # type: ignore[arg-type]


def failed(kind: str, message: str = "why") -> list[student_outputs.Output]:
    return [student_outputs.error(kind, message)]


def test_a_cell_that_raises_is_remarked_once_and_in_a_bounded_length() -> None:
    remarks = Remarks(job())
    for number in range(MAX_CELLS + 5):
        cell = Cell(f"c{number}", "g()", False)
        remarks.of(cell, failed("ValueError", "x" * 10_000 + "\nmore"), None)
    notes = remarks.notes()
    assert len(notes) == MAX_CELLS + 1
    assert notes[0].startswith("cell c0: it raised ValueError: xxx")
    assert max(map(len, notes)) < 300
    assert notes[-1].startswith("5 more cells")


def test_an_unwritten_function_and_the_instructors_own_cell_are_not_remarked() -> None:
    remarks = Remarks(job())
    remarks.of(
        Cell("dense", "raise NotImplementedError()", False), failed("NotImplementedError"), []
    )
    remarks.of(Cell("3", "f(1)  # as it was handed out", False), failed("ValueError"), [])
    assert remarks.notes() == []


def test_malformed_remarks_of_the_student_process_are_ignored() -> None:
    remarks = Remarks(job())
    strange = [
        None,
        [],
        ["shell"],
        ["full marks", "a", "b"],
        [["shell"], "a", "b"],
        "shell",
        ["shell", 1, 2],
        {"shell": 1},
        *[["shell", f"!ls {i}" * 1000, ""] for i in range(99)],
    ]
    for item in (strange, "shell", 5, None, {}):
        remarks.of(Cell("c", "g()", False), [], item)
    (note,) = remarks.notes()
    assert len(note) < 1000
    assert note.endswith("and 96 more such lines")


@pytest.mark.parametrize(
    ("theirs", "told"), [("99.0", True), ("3.2", False), ("", False), ("3.9", False)]
)
def test_a_syntax_error_in_a_notebook_of_a_newer_python_names_both(theirs: str, told: bool) -> None:
    remarks = Remarks(job(python=theirs))
    said = remarks.of(Cell("c", "f'{a['x']}'", False), failed("SyntaxError"), [])
    ours = f"graded with Python {sys.version_info.major}.{sys.version_info.minor}"
    assert (ours in str(said)) == told
    assert (f"written with Python {theirs}" in str(remarks.notes())) == (told and theirs != "")


def test_libraries_that_functions_import_are_found_beside_magics() -> None:
    source = """%matplotlib inline
!pip install tensorflow
import matplotlib
def f(x):
    %time x
    import scipy.special as s, json
    def inner():
        from tensorflow import keras
"""
    assert lazy_imports.libraries([source]) == ["scipy.special", "tensorflow"]
    assert lazy_imports.libraries(["import tensorflow", "def f(:\n    import scipy"]) == []
    assert lazy_imports.libraries(["def f():\n    import torch_of_nobody, pandas"]) == []

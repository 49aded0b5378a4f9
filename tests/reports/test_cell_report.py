"""The reports of test cells: data that survives JSON, limited in size, and the judge's alone."""

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.assignments.source import solution_of
from autograder.course import paths
from autograder.exercises import find
from autograder.grading import submission
from autograder.grading.job import Verdict
from autograder.grading.steps import RunSandboxed
from autograder.proof.judges import exercise_judges
from autograder.reports.cell_report import (
    CHECK,
    HIDDEN_TEST,
    KEY,
    MAX_EXERCISES,
    MAX_TEXT_LENGTH,
    AspectReport,
    CellReport,
    ErrorReport,
    ExerciseReport,
    MisconceptionReport,
    ReportError,
    stored_in,
)
from autograder.reports.collecting import collecting, record
from autograder.scoring.report_text import text_of

REPORT = CellReport(
    exercises=(
        ExerciseReport(CHECK, "dense", aspects=(AspectReport("values", True, cases=3),)),
        ExerciseReport(
            HIDDEN_TEST, "dense", points=4, earned=2,
            aspects=(
                AspectReport("values", False, 2, 0, 5, 3, "two units", "It raised x", "ValueError"),
                AspectReport("shapes and types", True, 2, 2, 4),
            ),
            misconceptions=(MisconceptionReport("no bias", "The bias is missing.", "a.html#b"),),
            only_shown_inputs=True,
        ),
    ),
    left_out=2,
    error=ErrorReport("CheckFailed", "dense is not right yet"),
    not_judged="it took too long",
)  # fmt: skip


def test_a_report_is_the_same_after_it_has_crossed_as_json() -> None:
    text = json.dumps(REPORT.to_data(), allow_nan=False)
    assert CellReport.from_data(json.loads(text)) == REPORT
    assert CellReport.from_data(CellReport().to_data()) == CellReport()


def test_whatever_a_cell_reports_its_size_is_limited() -> None:
    long = "x" * 10**6
    exercise = ExerciseReport(
        HIDDEN_TEST,
        "f",
        aspects=(AspectReport("values", False, fault=long, raised=long),),
        hint=long,
    )
    error = ErrorReport(long, long)
    data = CellReport((exercise,) * (MAX_EXERCISES + 7), error=error, not_judged=long).to_data()
    assert len(json.dumps(data)) < 5 * MAX_EXERCISES * MAX_TEXT_LENGTH
    found = CellReport.from_data(data)
    assert len(found.exercises) == MAX_EXERCISES
    assert found.left_out == 7
    assert found.not_judged == f"{'x' * (MAX_TEXT_LENGTH - 1)}…"


@pytest.mark.parametrize("data", [{}, {"version": 2}, {"version": "1"}, [], "all right", 1])
def test_a_report_of_another_version_is_refused_with_a_remedy(data: Any) -> None:
    cell = new_code_cell("1", metadata={KEY: data})
    with pytest.raises(ReportError, match="autograde ASSIGNMENT --force"):
        stored_in(cell)


def test_tests_report_to_whoever_runs_their_cell_and_else_to_nobody() -> None:
    (_, report) = REPORT.exercises
    record(report)
    with collecting() as outer:
        record(report)
        with collecting() as inner:
            record(report)
            record(report)
    assert (outer, inner) == ([report], [report, report])


def forged() -> dict[str, Any]:
    """Return the metadata of a cell whose author claims all points."""
    right = (AspectReport("values", True, 99, 99, 1),)
    return {KEY: CellReport((ExerciseReport(HIDDEN_TEST, "dense", 99, 99, right),)).to_data()}


@pytest.mark.parametrize("unreadable", ["", "The file is not a notebook."])
def test_only_the_judge_writes_reports_and_a_forged_one_is_dropped(unreadable: str) -> None:
    test = {"nbgrader": {"grade": True, "solution": False, "grade_id": "grade_dense"}}
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Mine", metadata=forged()),
            new_code_cell("def dense(): ...", metadata=forged()),
            new_code_cell("grade(dense)", metadata=test | forged()),
        ]
    )
    judged = REPORT.to_data()
    handed_in = SimpleNamespace(
        unreadable=unreadable, test_faults={}, judge=lambda _: Verdict([[], []], [], [None, judged])
    )
    RunSandboxed().preprocess(notebook, {submission.KEY: handed_in})
    found: list[CellReport | None] = [stored_in(cell) for cell in notebook.cells]
    expected = CellReport(not_judged=unreadable) if unreadable else REPORT
    assert found == [None, None, expected]


@pytest.mark.parametrize("name", ["no bias", "rows for units"])
def test_a_report_names_the_mistake_and_its_text_is_made_from_nothing_else(name: str) -> None:
    dense = find("forward_propagation", "dense")
    judge = exercise_judges(dense, seeds=(0,))[-1]
    wrong = next(item.function for item in dense.misconceptions if item.name == name)
    report = judge(wrong)
    assert report.misconception == name
    assert report.earned < 1
    assert sum(one.earned for one in report.aspects) == pytest.approx(report.earned)
    failed = [one for one in report.aspects if not one.right]
    assert all(one.case and one.fault and 0 < one.wrong <= one.cases for one in failed)
    stored = CellReport.from_data(json.loads(json.dumps(CellReport((report,)).to_data())))
    assert text_of(stored.exercises[0]) == text_of(report)
    assert judge(solution_of(dense)).misconceptions == ()


def test_a_function_that_is_still_to_be_written_is_reported_as_that() -> None:
    def unwritten(*_: Any) -> np.ndarray:
        raise NotImplementedError

    judge = exercise_judges(find("forward_propagation", "dense"), seeds=(0,))[-1]
    assert judge(unwritten).unwritten
    assert not judge(lambda *_: 0).unwritten


def test_the_process_that_goes_through_a_class_imports_neither_numpy_nor_the_judge() -> None:
    text = "import sys, autograder.grading.converter as _; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=paths.ROOT
    )
    modules = set(done.stdout.split())
    assert "autograder.grading.pool" in modules
    assert not modules & {"numpy", "autograder.checks", "autograder.grading.judge"}

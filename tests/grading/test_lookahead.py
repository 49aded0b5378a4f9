"""Notebooks that are prepared before their turn: a wrong guess costs time and nothing else."""

from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading import restore_cells
from autograder.grading.job import Verdict
from autograder.grading.lookahead import LookAhead
from autograder.grading.read_notebook import LoadedNotebook, UnreadableError
from autograder.grading.submission import MAX_NOTES, Notes, Submission


class FakeAssignment:
    """Stands for a GradedAssignment: a notebook is one cell with the file's text."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.run: list[str] = []
        self.pool = SimpleNamespace(submit=self._submit)

    def load(self, path: Path) -> LoadedNotebook:
        if not path.exists():
            raise UnreadableError(f"There is no file {path.name}.")
        self.read.append(path.read_text())
        return LoadedNotebook(new_notebook(cells=[new_code_cell(self.read[-1])]), ["loaded"])

    def source(self, notebook: str) -> str:
        return notebook

    def job(self, notebook: NotebookNode, path: Path) -> str:
        return "".join(cell.source for cell in notebook.cells)

    def _submit(self, job: str) -> Future[Verdict]:
        self.run.append(job)
        future: Future[Verdict] = Future()
        future.set_result(Verdict([], [f"ran {job}"]))
        return future


@pytest.fixture
def assignment(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(restore_cells, "restore", lambda *_: ["restored"])
    return FakeAssignment()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "hw.ipynb"
    path.write_text("first")
    return path


def graded(assignment: Any, path: Path, ahead: LookAhead) -> Submission:
    """Return a submission that has gone through the steps."""
    submission = Submission.load(assignment, path, Notes(), ahead.take(path))
    submission.restore(submission.notebook)
    if not submission.unreadable:
        submission.judge(submission.notebook)
    return submission


def test_a_prepared_notebook_is_read_and_run_once(assignment: Any, path: Path) -> None:
    ahead = LookAhead()
    for _ in range(2):
        ahead.submit(assignment, path)
    assert assignment.run == ["first"]
    assert graded(assignment, path, ahead).notes == ["loaded", "restored", "ran first"]
    assert assignment.read == assignment.run == ["first"]
    assert ahead.take(path) is None


def test_a_file_that_has_changed_is_read_and_run_again(assignment: Any, path: Path) -> None:
    ahead = LookAhead()
    ahead.submit(assignment, path)
    path.write_text("the second")
    assert graded(assignment, path, ahead).notes == ["loaded", "restored", "ran the second"]
    assert assignment.read == assignment.run == ["first", "the second"]


def test_a_notebook_that_a_step_has_changed_is_run_again(assignment: Any, path: Path) -> None:
    ahead = LookAhead()
    ahead.submit(assignment, path)
    submission = Submission.load(assignment, path, Notes(), ahead.take(path))
    submission.notebook.cells[0].source = "by a step"
    assert submission.judge(submission.notebook).notes == ["ran by a step"]
    assert assignment.read == ["first"]


def test_what_cannot_be_read_is_noted_in_its_turn_alone(assignment: Any, tmp_path: Path) -> None:
    ahead, missing = LookAhead(), tmp_path / "missing.ipynb"
    ahead.submit(assignment, missing)
    submission = graded(assignment, missing, ahead)
    assert submission.unreadable == "There is no file missing.ipynb."
    assert submission.notes == [submission.unreadable]
    assert submission.notebook.cells == []


def test_notes_are_lines_that_differ_and_have_a_limit() -> None:
    notes = Notes()
    notes.add_all(["two\nlines", "two\nlines", *map(str, range(2 * MAX_NOTES))])
    assert notes[:2] == [r"two\nlines", "0"]
    assert len(notes) == MAX_NOTES

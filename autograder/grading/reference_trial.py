"""Try the tests on the instructor's own solution: what fails there is no student's fault.

A test that plain nbgrader runs beside the student's code runs here in another process. It may ask
for what cannot cross: a class, a generator, a file. Then nobody could earn its points.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory

from ..course.printable import one_line
from .cells import is_test, name_of
from .job import Job, Verdict
from .pool import NotJudgedError
from .why_not_apart import why_not_apart

MAX_SHOWN = 150
# What a busy machine may cause: it says nothing of a test.
OF_THE_MACHINE = ("CellTimeoutError", "TooSlowError", "ProcessEndedError", "StudentGoneError")
Faults = dict[str, str]  # why a test is at fault, by the names of the cells
# Tests made by this course's builder, which `autograder proof` tries on the solutions.
PROVEN = ("from autograder.grade import grade", "from autograder.grade_quiz import", "check(")


def needs_trial(cells: Iterable[NotebookNode]) -> bool:
    """Return whether a notebook has tests of the instructor's own."""
    return any(is_test(cell) and not any(text in cell.source for text in PROVEN) for cell in cells)


class ReferenceTrial:
    """The trial of one notebook's tests; its result is kept in the file `record`."""

    def __init__(
        self,
        notebook: NotebookNode,
        job: Job,
        submit: Callable[[Job], Future[Verdict]],
        record: Path,
    ) -> None:
        self._notebook, self._job, self._record = notebook, job, record
        data = {key: value for key, value in job.to_data().items() if key != "folder"}
        text = json.dumps(data, sort_keys=True, default=str)
        self._made_from = hashlib.sha256(text.encode()).hexdigest()
        self._faults = self._recorded()
        self._verdict = None if self._faults is not None else submit(job)

    @property
    def done(self) -> bool:
        """Whether the result is known."""
        return self._faults is not None

    def faults(self) -> Faults:
        """Return the tests that fail on the instructor's own solution; waits for its run."""
        if self._faults is None:
            assert self._verdict is not None
            try:
                self._faults = self._find(self._verdict.result())
            except NotJudgedError:  # nothing is known, and each submission says for itself
                return {}
            self._keep()
        return self._faults

    def _find(self, verdict: Verdict) -> Faults:
        code = [cell for cell in self._notebook.cells if cell.cell_type == "code"]
        faults = {}
        for cell, outputs in zip(code, verdict.outputs, strict=True):
            if is_test(cell):
                cell.outputs = [NotebookNode(output) for output in outputs]
                others = [other.source for other in code if other is not cell]
                if reason := _reason(cell, others, self._job.together):
                    faults[name_of(cell)] = reason
        return faults

    def _recorded(self) -> Faults | None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            data = json.loads(self._record.read_text("utf-8"))
            if data["made_from"] == self._made_from:
                return {str(name): str(reason) for name, reason in data["faults"].items()}
        return None

    def _keep(self) -> None:
        self._record.parent.mkdir(parents=True, exist_ok=True)
        data = {"made_from": self._made_from, "faults": self._faults}
        self._record.write_text(json.dumps(data), "utf-8")


def _reason(cell: NotebookNode, others: list[str], together: bool) -> str:
    """Return why a test that was run on the solution is at fault, or nothing."""
    try:
        score, worth = utils.determine_grade(cell)
    except (ValueError, KeyError) as error:
        return one_line(str(error))
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if score is None or not errors or errors[-1].ename in OF_THE_MACHINE:
        return ""
    raised = one_line(f"{errors[-1].ename}: {errors[-1].evalue}").rstrip(": ")[:MAX_SHOWN]
    found = "" if together else why_not_apart(cell.source, others)
    gave = f"your own solution earns {score:g} of {worth:g} ({raised})"
    return "; ".join(filter(None, [found, gave]))


def trial_record(course: CourseDirectory, assignment: str, notebook: str) -> Path:
    """Return where the result of a trial is kept."""
    return kept_results(course, assignment) / f"{notebook}.json"


def kept_results(course: CourseDirectory, assignment: str) -> Path:
    """Return the folder for what was found out about an assignment and need not be found again."""
    return Path(course.format_path(f"{course.autograded_directory}.tests", ".", assignment))


def described(faults: Faults, together: bool) -> list[str]:
    """Return a line for each test at fault."""
    fails = "fails" if together else "cannot be tried apart"
    return [f"test {name} {fails}: {reason}" for name, reason in faults.items()]

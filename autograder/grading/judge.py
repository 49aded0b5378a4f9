"""Run one notebook: the student's cells in a student process, the test cells here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..checks.encode import OpaqueValue
from ..course import paths
from ..reports.cell_report import CellReport, ErrorReport
from ..reports.collecting import collecting
from ..runtime.checks_alias import alias_checks
from ..sandbox.outside.errors import StudentGoneError, TooSlowError
from ..sandbox.outside.lent import Lender
from ..sandbox.outside.student_process import StudentProcess
from ..sandbox.wire import clean_name, clean_text
from ..scoring.graded_check import read_tables, replace_check
from ..tables import hidden
from . import instructor_cells, lazy_imports, output_limits, run_test_cells, student_outputs
from .job import Cell, Job, Outputs
from .remarks import Remarks
from .verified_builds import VerifiedBuilds

WARM_SECONDS = 60.0  # TensorFlow takes several, and more on a busy machine


Send = Callable[[dict[str, Any]], int]
Begin = Callable[[str, float], None]
Ran = tuple[Outputs, CellReport | None]  # the report of a test cell


def judge(
    job: Job, requests: Any, memory: VerifiedBuilds, lenders: Any, begin: Begin, send: Send
) -> None:
    """Run the cells of `job` in order, and send what comes of each, and the notes.

    A student process is requested on the socket `requests`, one for functions that are lent on
    `lenders`. `begin` is called with the name of a cell and the seconds that it may take. `send`
    sends a message and returns its length. Messages are

        {"outputs", "report"}                   of one cell, in order; a test cell has a report
        {"notes", "time_outs", "held_up"}       at the end: the cell of each time-out, and whether
                                                notebooks that ran at the same time may be their
                                                cause
    """
    process = StudentProcess(requests, Path(job.folder), job.limits)
    process.remember = memory.remember
    process.lender = Lender(lenders)
    try:
        _Run(job, process, begin, send).run()
    finally:
        process.close()


def prepare(assignment: str, folder: str) -> None:
    """Do once what every judge of an assignment needs; `folder` holds the assignment's files."""
    os.chdir(folder)
    alias_checks()
    read_tables(Path(folder) / "checks")
    if assignment in paths.assignments():
        hidden.preload(assignment)
        replace_check(assignment)


class _Run:
    """One notebook that is being run."""

    def __init__(self, job: Job, process: StudentProcess, begin: Begin, send: Send) -> None:
        self.job, self.process, self.begin, self.send = job, process, begin, send
        self.notes: list[str] = []
        self.time_outs: list[str] = []
        self.began = time.monotonic()
        self.ends = self.began + job.notebook_seconds
        self.process_ended = ""  # and why
        self.characters_left = output_limits.characters_for_student_cells(
            sum(cell.test for cell in job.cells)
        )
        self.remarks = Remarks(job)
        self.names = run_test_cells.Namespace(self._look_up)
        self.made_on_demand = instructor_cells.run(job.instructor_statements, self.names)

    def run(self) -> None:
        """Run all cells and send what comes of them."""
        self._import_libraries()
        for count, cell in enumerate(self.job.cells, 1):
            self.process.new_cell(self.job.call_seconds)
            left = self.ends - time.monotonic()
            if left <= 0 and not self.process_ended:
                self._note_end_of_time(cell)
            seconds = min(self.job.cell_seconds, max(left, 0.1))
            self.begin(cell.name, seconds)
            with self.process.scope():
                outputs, report = self._run(cell, count, seconds)
            self._note_time_outs(cell)
            self._send(cell, outputs, report)
        self.notes += self.remarks.notes()
        self.send(
            {
                "notes": self.notes,
                "time_outs": self.time_outs,
                "held_up": self.process.time_outs.held_up,
            }
        )

    def _run(self, cell: Cell, count: int, seconds: float) -> Ran:
        """Run one cell. If its outputs cannot be shown, no other cell's are lost."""
        try:
            if cell.test and self.job.together:
                return self._test_together(cell, count, seconds)
            if cell.test:
                return self._test(cell, count, seconds)
            return self._student(cell, count, seconds), None
        except (Exception, run_test_cells.CellTooSlow) as error:
            self.notes.append(f"cell {cell.name}: {type(error).__name__}")
            text = f"The outputs of this cell cannot be handled: {type(error).__name__}: {error}"
            return _not_judged(cell, output_limits.cut(text))

    def _send(self, cell: Cell, outputs: Outputs, report: CellReport | None) -> None:
        """Send what came of a cell, or if that is impossible the reason."""
        try:
            size = self._sent(outputs, report)
        except (TypeError, ValueError, RecursionError, MemoryError) as error:  # nothing was sent
            self.notes.append(f"cell {cell.name}: its outputs cannot be written")
            text = f"The outputs of this cell cannot be written: {type(error).__name__}"
            size = self._sent(*_not_judged(cell, text))
        if not cell.test:
            self.characters_left -= size

    def _sent(self, outputs: Outputs, report: CellReport | None) -> int:
        return self.send({"outputs": outputs, "report": report and report.to_data()})

    def _note_time_outs(self, cell: Cell) -> None:
        """Note for the instructor what took too long, even in hidden tests."""
        self.time_outs += [cell.name] * len(self.process.time_outs.messages)
        self.notes += [f"cell {cell.name}: {text}" for text in self.process.time_outs.messages]
        self.process.time_outs.messages.clear()

    def _import_libraries(self) -> None:
        """Import what the student's functions import, so that no call is charged for that."""
        libraries = lazy_imports.libraries(
            [cell.source for cell in self.job.cells if not cell.test]
        )
        if not libraries:
            return
        seconds = min(WARM_SECONDS, self.job.notebook_seconds)
        self.begin("imports", seconds)
        try:
            self.process.warm(libraries, seconds)
        except TooSlowError:
            self.notes.append(f"importing {', '.join(libraries)} took too long")
        except StudentGoneError as error:
            self._note_end(f"while {', '.join(libraries)} was imported, {error}")

    def _test(self, cell: Cell, count: int, seconds: float) -> Ran:
        with collecting() as exercises:
            outputs = output_limits.cut_test(
                run_test_cells.run(cell.source, cell.name, self.names, seconds)
            )
        error = None
        for output in outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
            if output["output_type"] == "error":
                error = ErrorReport(output["ename"], output["evalue"])
            if output.get("ename") == "CellTimeoutError":
                self.process.time_outs.check_held_up(seconds)
                self.process.time_outs.messages.append(f"it took longer than {seconds:g} seconds")
        return outputs, CellReport(tuple(exercises), error=error)

    def _test_together(self, cell: Cell, count: int, seconds: float) -> Ran:
        """Run a test beside the student's code; what it finds is what that process says."""
        if self.process_ended:
            raise StudentGoneError(f"The test cannot be run: {self.process_ended}.")
        outputs = output_limits.cut_test(self._student(cell, count, seconds, remarks=False))
        for output in outputs:
            if output.get("name") == "stderr":  # nbgrader would take a warning for a failure
                output["name"] = "stdout"
        errors = [output for output in outputs if output["output_type"] == "error"]
        error = ErrorReport(errors[-1]["ename"], errors[-1]["evalue"]) if errors else None
        return outputs, CellReport(error=error)

    def _student(self, cell: Cell, count: int, seconds: float, remarks: bool = True) -> Outputs:
        if self.process_ended:
            return []
        try:
            answer = self.process.run(cell.source, seconds, count)
        except TooSlowError:
            self.process.time_outs.messages.append(f"stopped after {seconds:g} seconds")
            text = f"This cell was stopped: it ran longer than {seconds:g} seconds."
            return [student_outputs.error("CellTimeoutError", text)]
        except StudentGoneError as error:
            self._note_end(f"while cell {cell.name} ran, {error}")
            return [
                student_outputs.error("ProcessEndedError", f"This cell ended the program: {error}.")
            ]
        if "raised" in answer:
            kind, message = clean_name(answer["raised"]), clean_text(answer.get("message", ""))
            return [student_outputs.error(kind, message)]
        outputs = student_outputs.checked(answer["outputs"], count, max(0, self.characters_left))
        if not remarks:
            return outputs
        return outputs + self.remarks.of(cell, outputs, answer.get("remarks"))

    def _note_end_of_time(self, cell: Cell) -> None:
        """Note that the notebook has used up its time before a cell could run."""
        self.time_outs.append(cell.name)
        self.process.time_outs.check_held_up(self.job.notebook_seconds, since_start=True)
        self._note_end(f"the notebook took longer than {self.job.notebook_seconds:g} seconds")

    def _note_end(self, reason: str) -> None:
        self.process_ended = reason
        self.notes.append(reason)

    def _look_up(self, name: str) -> Any:
        """Return the object `name` of the student's code, or the instructor's data of that name."""
        if name in self.made_on_demand:
            exec(compile(self.made_on_demand.pop(name), "<instructor>", "exec"), self.names)
            return self.names[name]
        if self.process_ended:
            raise StudentGoneError(f"{name} cannot be tried: {self.process_ended}.")
        value = self.process.get(name)
        if isinstance(value, OpaqueValue) and value.kind == "module":
            raise KeyError(name)  # a test must not compute with a library that a student may change
        return value


def _not_judged(cell: Cell, reason: str) -> Ran:
    """Return the outputs and the report of a cell whose own cannot be shown."""
    report = CellReport(not_judged=reason) if cell.test else None
    return [student_outputs.error("NotGraded", reason)], report

"""Run one notebook: the student's cells in a student process, the test cells here."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .. import course, expected
from ..checks_alias import alias_checks
from ..sandbox.limits import Limits
from ..sandbox.remote import StudentGoneError, StudentProcess, TooSlowError
from . import cells, given, outputs
from .graded_check import put_in_place, read_tables
from .memory import Memory

Outputs = list[dict[str, Any]]


@dataclass(frozen=True)
class Cell:
    """A code cell: its source, and whether it is a test."""

    name: str
    source: str
    test: bool


@dataclass(frozen=True)
class Job:
    """What is needed to run one notebook. All of it can be written as JSON.

    `folder` holds the files that lie beside the notebook, `given` the statements of the
    instructor's own cells: see `given`.
    """

    assignment: str
    folder: str
    given: tuple[str, ...]
    cells: tuple[Cell, ...]
    limits: Limits
    cell_seconds: float
    call_seconds: float
    notebook_seconds: float

    @staticmethod
    def from_data(data: dict[str, Any]) -> Job:
        made = tuple(Cell(**cell) for cell in data["cells"])
        more = {"cells": made, "given": tuple(data["given"]), "limits": Limits(**data["limits"])}
        return Job(**{**data, **more})

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Verdict:
    """The outputs of each cell, and what the instructor should know."""

    outputs: list[Outputs] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(job: Job, orders: Any, memory: Memory) -> Verdict:
    """Run the cells of `job` in order; a student process is ordered on the socket `orders`."""
    process = StudentProcess(orders, Path(job.folder), job.limits)
    process.remember = memory.remember
    try:
        return _Run(job, process).through()
    finally:
        process.close()


def prepare(assignment: str, folder: str) -> None:
    """Do once what every judge of an assignment needs, whose files lie in `folder`."""
    os.chdir(folder)
    alias_checks()
    read_tables(Path(folder) / "checks")
    if assignment in course.assignments():
        expected.preload(assignment)
        put_in_place(assignment)


class _Run:
    def __init__(self, job: Job, process: StudentProcess) -> None:
        self.job, self.process = job, process
        self.verdict = Verdict()
        self.ends = time.monotonic() + job.notebook_seconds
        self.gone = ""
        self.room = outputs.LONGEST_OF_ALL
        self.names = cells.Namespace(self._ask)
        self.later = given.run(job.given, self.names)

    def through(self) -> Verdict:
        for count, cell in enumerate(self.job.cells, 1):
            self.process.call_seconds = self.job.call_seconds
            left = self.ends - time.monotonic()
            if left <= 0 and not self.gone:
                self._note_gone(
                    f"the notebook took longer than {self.job.notebook_seconds:g} seconds"
                )
            seconds = min(self.job.cell_seconds, max(left, 0.1))
            run = self._test if cell.test else self._student
            self.verdict.outputs.append(run(cell, count, seconds))
        return self.verdict

    def _test(self, cell: Cell, count: int, seconds: float) -> Outputs:
        found = cells.run(cell.source, cell.name, self.names, seconds)
        for output in found:
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
        return found

    def _student(self, cell: Cell, count: int, seconds: float) -> Outputs:
        if self.gone:
            return []
        try:
            answer = self.process.run(cell.source, seconds)
        except TooSlowError:
            text = f"This cell was stopped: it ran longer than {seconds:g} seconds."
            self.verdict.notes.append(f"cell {cell.name}: stopped after {seconds:g} seconds")
            return [outputs.error("CellTimeoutError", text)]
        except StudentGoneError as error:
            self._note_gone(f"while cell {cell.name} ran, {error}")
            return [outputs.error("ProcessEndedError", f"This cell ended the program: {error}.")]
        if "raised" in answer:
            said = str(answer["raised"])[:200], str(answer.get("message", ""))[:20_000]
            return [outputs.error(*said)]
        found = outputs.checked(answer["outputs"], count, self.room)
        self.room -= len(str(found))
        return found

    def _note_gone(self, why: str) -> None:
        self.gone = why
        self.verdict.notes.append(why)

    def _ask(self, name: str) -> Any:
        """Return what the student's code calls `name`, or the instructor's data of that name."""
        if name in self.later:
            exec(compile(self.later.pop(name), "<given>", "exec"), self.names)
            return self.names[name]
        if self.gone:
            raise StudentGoneError(f"{name} cannot be tried: {self.gone}.")
        value = self.process.get(name)
        kind = getattr(value, "kind", "")
        if kind == "module":
            raise KeyError(name)  # a test must not compute with a library that a student may change
        return value

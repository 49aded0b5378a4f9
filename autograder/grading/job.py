"""What a judge is asked to run, and what it answers: data that crosses between two processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from ..reports.cell_report import ReportData
from ..sandbox.walls.limits import Limits
from .instructor_cells import Statement

Outputs = list[dict[str, Any]]


@dataclass(frozen=True)
class Cell:
    """A code cell: its source, and whether it is a test cell."""

    name: str
    source: str
    test: bool


@dataclass(frozen=True)
class Job:
    """What is needed to run one notebook. All of it can be sent as JSON.

    `folder` holds the files that lie beside the notebook. `instructor_statements` are those of the
    instructor's own cells: see `instructor_cells`.
    """

    assignment: str
    folder: str
    instructor_statements: tuple[Statement, ...]
    cells: tuple[Cell, ...]
    limits: Limits
    cell_seconds: float
    call_seconds: float
    notebook_seconds: float
    python: str = ""  # the version that the notebook names
    together: bool = False  # the tests run beside the student's code

    @staticmethod
    def from_data(data: dict[str, Any]) -> Job:
        """Return the job that `to_data` has made plain."""
        nested = {
            "instructor_statements": tuple(map(Statement.from_data, data["instructor_statements"])),
            "cells": tuple(Cell(**cell) for cell in data["cells"]),
            "limits": Limits(**data["limits"]),
        }
        return Job(**{**data, **nested})

    def to_data(self) -> dict[str, Any]:
        """Return the job as data that JSON can hold."""
        nested = {
            "instructor_statements": [one.to_data() for one in self.instructor_statements],
            "cells": [vars(cell) for cell in self.cells],
            "limits": asdict(self.limits),
        }
        return vars(self) | nested


@dataclass
class Verdict:
    """The outputs of each cell, what the instructor should know, and the reports of test cells.

    A report is what `CellReport.to_data` returns; of other cells it is None. `time_outs` names the
    cells in which something took too long.
    """

    outputs: list[Outputs] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reports: list[ReportData | None] = field(default_factory=list)
    time_outs: list[str] = field(default_factory=list)
    judged_by: str = ""  # the worker, if it was not this machine

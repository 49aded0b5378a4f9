"""Start to run the next notebooks while the ones before them are still being recorded."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from . import restore_cells
from .graded_assignment import GradedAssignment
from .job import Job, Verdict
from .read_notebook import LoadedNotebook
from .submitted_files import state_of


@dataclass
class Prepared:
    """A notebook that was read and restored before its turn, and its run, which has begun."""

    loaded: LoadedNotebook
    restored: list[str]  # what had to be restored
    file_state: tuple[int, ...]  # of the file it was read from; empty if that has another name
    job: Job
    verdict: Future[Verdict]

    def is_current(self, path: Path) -> bool:
        """Return whether the file is still as it was read; where it is not known, it is not."""
        return bool(self.file_state) and self.file_state == state_of(path)


class LookAhead:
    """The notebooks that were prepared before their turn came, by the path of each.

    A prepared notebook is a guess. Its text counts only if the file has not changed since, and its
    verdict only if the notebook still asks for the same job. A wrong guess costs time and nothing
    else.
    """

    def __init__(self) -> None:
        self._prepared: dict[Path, Prepared] = {}
        self._seen: set[Path] = set()

    def submit(self, assignment: GradedAssignment, path: Path) -> None:
        """Prepare a notebook and start its run; a notebook is prepared once at most."""
        if path in self._seen:
            return
        self._seen.add(path)
        with contextlib.suppress(Exception):  # it is raised again, and recorded, in its turn
            self._prepared[path] = _prepare(assignment, path)

    def take(self, path: Path) -> Prepared | None:
        """Return what was prepared for `path`, if anything was, and forget it."""
        return self._prepared.pop(path, None)


def _prepare(assignment: GradedAssignment, path: Path) -> Prepared:
    file_state = state_of(path)
    loaded = assignment.load(path)
    restored = restore_cells.restore(loaded.notebook, assignment.source(path.stem))
    job = assignment.job(loaded.notebook, path)
    return Prepared(loaded, restored, file_state, job, assignment.pool.submit(job))

"""A submitted notebook on its way through nbgrader's steps, and what was noticed on the way.

The converter puts it into nbconvert's `resources`, where each step finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from ..course.printable import one_line
from . import restore_cells, untouched
from .gradebook_source import Source
from .graded_assignment import GradedAssignment
from .job import Verdict
from .lookahead import Prepared
from .read_notebook import LoadedNotebook, UnreadableError
from .reference_trial import Faults

KEY = "submission"  # in nbconvert's resources
MAX_NOTES = 100


class Notes(list[str]):
    """What the instructor should know of a student's work: one line each, and each line once."""

    def add(self, note: str) -> None:
        """Add a note, unless it is there already or there are too many."""
        note = one_line(note)
        if note not in self and len(self) < MAX_NOTES:
            self.append(note)

    def add_all(self, notes: Iterable[str]) -> None:
        """Add several notes."""
        for note in notes:
            self.add(note)


@dataclass
class Submission:
    """One submitted notebook.

    `notes` are shared by all notebooks that a student submits for the assignment. `notebook` is
    what the steps have made of the file so far; if the file cannot be read, it is empty and
    `unreadable` says why.
    """

    assignment: GradedAssignment
    path: Path
    notes: Notes
    notebook: NotebookNode
    prepared: Prepared | None = None
    unreadable: str = ""
    verdict: Verdict | None = None

    @classmethod
    def load(
        cls, assignment: GradedAssignment, path: Path, notes: Notes, prepared: Prepared | None
    ) -> Submission:
        """Read a notebook, or take what was prepared if the file has not changed since."""
        unreadable = ""
        current = prepared if prepared and prepared.is_current(path) else None
        try:
            loaded = current.loaded if current else assignment.load(path)
        except UnreadableError as error:
            unreadable = one_line(str(error))
            loaded = LoadedNotebook(new_notebook(), [unreadable])
        notes.add_all(loaded.notes)
        return cls(assignment, path, notes, loaded.notebook, prepared, unreadable)

    @property
    def source(self) -> Source:
        """The instructor's version of the notebook, as the gradebook keeps it."""
        return self.assignment.source(self.path.stem)

    @property
    def test_faults(self) -> Faults:
        """Why tests of the notebook are at fault, by the names of their cells."""
        return self.assignment.test_faults(self.path.stem)

    def restore(self, notebook: NotebookNode) -> None:
        """Restore what is the instructor's in a notebook, unless that was done ahead."""
        if self.prepared and notebook is self.prepared.loaded.notebook:
            restored = self.prepared.restored
        else:
            restored = restore_cells.restore(notebook, self.source)
        if not self.unreadable:  # else every cell is missing, which says nothing more
            self.notes.add_all(restored)
            self.notes.add_all(untouched.note_of(notebook, self.path))

    def judge(self, notebook: NotebookNode) -> Verdict:
        """Run a restored notebook, or wait for the run that has begun with the same cells."""
        job = self.assignment.job(notebook, self.path)
        if self.prepared and self.prepared.job == job:
            self.verdict = self.prepared.verdict.result()
        else:
            self.verdict = self.assignment.pool.submit(job).result()
        self.notes.add_all(self.verdict.notes)
        return self.verdict


def submission_of(resources: dict[str, Any]) -> Submission:
    """Return the submission that is being converted with these resources of nbconvert."""
    submission: Submission = resources[KEY]
    return submission

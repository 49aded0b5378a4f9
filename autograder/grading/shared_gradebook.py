"""Keep one gradebook open for a whole run, and enter submissions into it in one transaction.

nbgrader opens the gradebook again in each of its steps, nine times per submission. Each time it
checks its tables and loses its compiled queries.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

# Each of these tables has a row per cell of these kinds.
TABLES = {Grade: ("GradeCell", "TaskCell"), Comment: ("SolutionCell", "TaskCell")}

# The id of an assignment, and of each of its notebooks the id and its cells' ids and kinds.
Outline = tuple[str, list[tuple[str, list[Any]]]]

_OPEN: dict[str, SharedGradebook] = {}


class SharedGradebook(Gradebook):
    """nbgrader's gradebook: the same object for every caller, until `close_all`."""

    def __new__(cls, db_url: str, *_: Any, **__: Any) -> SharedGradebook:
        if db_url not in _OPEN:
            _OPEN[db_url] = super().__new__(cls)
        return _OPEN[db_url]

    def __init__(self, db_url: str, *arguments: Any, **keywords: Any) -> None:
        if not hasattr(self, "engine"):
            try:
                super().__init__(db_url, *arguments, **keywords)
                self._outlines: dict[str, Outline] = {}
            except BaseException:
                _OPEN.pop(db_url, None)
                raise

    def enter(
        self, assignment: str, student: str, timestamp: datetime | None, create_student: bool
    ) -> SubmittedAssignment:
        """Return the submission of a student; if it is not there yet, add it.

        nbgrader does this in three transactions, and makes the rows one by one.

        Raises
        ------
        MissingEntry
            If there is no such student and `create_student` is not set.
        """
        try:
            return self._enter(assignment, student, timestamp, create_student)
        except IntegrityError:  # a run on another assignment has just added the student
            self.db.rollback()
            return self._enter(assignment, student, timestamp, create_student)

    def _enter(
        self, assignment: str, student: str, timestamp: datetime | None, create_student: bool
    ) -> SubmittedAssignment:
        try:
            entry = self.find_submission(assignment, student)
        except MissingEntry:
            entry = self._add(assignment, student, create_student)
        if timestamp:
            entry.timestamp = utils.parse_utc(timestamp)
        self.db.commit()
        return entry

    def _add(self, assignment: str, student: str, create: bool) -> SubmittedAssignment:
        if self.db.get(Student, student) is None:
            if not create:
                raise MissingEntry(f"No such student: {student}")
            self.db.add(Student(id=student))
        assignment_id, notebooks = self._outline(assignment)
        entry = SubmittedAssignment(id=new_uuid(), assignment_id=assignment_id, student_id=student)
        self.db.add(entry)
        self.db.flush()
        for notebook, cells in notebooks:
            its_id = new_uuid()
            row = {"id": its_id, "notebook_id": notebook, "assignment_id": entry.id}
            self.db.execute(insert(SubmittedNotebook), [row])
            for table, kinds in TABLES.items():
                rows = [{"cell_id": i, "notebook_id": its_id} for i, kind in cells if kind in kinds]
                if rows:
                    self.db.execute(insert(table), rows)
        return entry

    def _outline(self, assignment: str) -> Outline:
        """Return the outline of an assignment, which is looked up once."""
        if assignment not in self._outlines:
            entry = self.find_assignment(assignment)
            query = select(BaseCell.id, BaseCell.type)
            notebooks = []
            for one in entry.notebooks:
                rows = self.db.execute(query.where(BaseCell.notebook_id == one.id))
                notebooks.append((one.id, list(rows)))
            self._outlines[assignment] = entry.id, notebooks
        return self._outlines[assignment]

    def close(self) -> None:
        """End the transaction, so that others can write. The connection stays."""
        self.db.remove()


def close_all() -> None:
    """Close all gradebooks."""
    while _OPEN:
        _, book = _OPEN.popitem()
        Gradebook.close(book)

"""Keep the reasons why submissions are not graded for the class report, which reads no log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from ..reports import not_graded
from ..reports.not_graded import NotGraded
from .find_submissions import SubmissionFolders
from .run_summary import StudentAndAssignment

BESIDE = ".regrade"  # the end of the folder in which `regrade.scratch` has its folders


def record_failures(
    course: CourseDirectory, assignments: Iterable[str], folders: SubmissionFolders,
    failures: Mapping[StudentAndAssignment, str],
) -> None:  # fmt: skip
    """Record the failures of a run, unless it grades beside the class, as a regrade does."""
    if Path(course.autograded_directory).parent.parent.name.endswith(BESIDE):
        return
    everybody = course.student_id == "*" and not course.student_id_exclude
    for name in assignments:
        reasons = {student: why for (student, of), why in failures.items() if of == name}
        if everybody:
            not_graded.replace(name, NotGraded(reasons, tuple(folders.misplaced)))
        else:
            tried = {student for of, student in folders.ids.values() if of == name}
            not_graded.update(name, tried, reasons)

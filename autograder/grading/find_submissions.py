"""Find the folders that are submissions, whose they are, and which have names that cannot work."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..course.printable import one_line
from . import literal_paths
from .submitted_files import matches_any

RENAME = "Rename it and grade again"
MAX_NAMED = 10
Ids = tuple[str, str]  # the names of an assignment and of a student


@dataclass
class SubmissionFolders:
    """The folders of submissions.

    `refused` holds why some cannot be graded, `odd_names` what is unusual about the names of
    others, and `misplaced` what was submitted where nbgrader does not look for it.
    """

    ids: dict[str, Ids] = field(default_factory=dict)
    refused: dict[Ids, str] = field(default_factory=dict)
    odd_names: dict[Ids, str] = field(default_factory=dict)
    misplaced: list[str] = field(default_factory=list)


def find_submissions(course: Any) -> SubmissionFolders:
    """Look for the submissions that nbgrader's settings `student_id` and `assignment_id` name."""
    folders = SubmissionFolders()
    for folder in sorted(_folders(course)):
        ids = literal_paths.ids_of(course, folder)
        if ids is None:
            continue
        if reason := _refusal(ids[1]):
            folders.refused[ids] = reason
        else:
            folders.ids[folder] = ids
    _note_odd_names(folders)
    if course.student_id == "*":
        folders.misplaced = list(_misplaced(course, folders))
    return folders


def _folders(course: Any) -> Iterator[str]:
    """Find the folders, and files in their place; hidden ones too if all students are asked for."""
    students = [course.student_id, *([".*"] if course.student_id == "*" else [])]
    for student in students:
        path = course.format_path(course.submitted_directory, student, course.assignment_id)
        for folder in literal_paths.matches(path):
            ids = literal_paths.ids_of(course, folder)
            if ids is None or not matches_any(ids[1], course.ignore):
                yield folder


def _refusal(student: str) -> str:
    """Return why a folder with this name cannot be graded, or nothing."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return (
            "The folder's name is not text in UTF-8, and the gradebook cannot hold it. "
            f"{RENAME}, for instance with `convmv -f latin1 -t utf-8`."
        )
    if student.startswith("."):
        return f"The folder is hidden: nbgrader skips names that begin with a dot. {RENAME}."
    if set(student) == {"*"}:
        return f"The folder's name stands for all folders. {RENAME}."
    return ""


def _note_odd_names(folders: SubmissionFolders) -> None:
    alike = Counter((ids[0], _folded(ids[1])) for ids in folders.ids.values())
    for ids in folders.ids.values():
        reasons = []
        if one_line(ids[1]) != ids[1]:
            reasons.append(
                f"the folder's name holds characters that do not show: {one_line(ids[1])}"
            )
        if alike[ids[0], _folded(ids[1])] > 1:
            reasons.append(
                "another student's folder has the same name but for capitals or the form of its "
                "letters: are they one person?"
            )
        if reasons:
            folders.odd_names[ids] = "; ".join(reasons)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _misplaced(course: Any, folders: SubmissionFolders) -> Iterator[str]:
    """Describe what lies in the folder of submissions and is not taken for one."""
    where = Path(course.format_path(course.submitted_directory, "STUDENT", course.assignment_id))
    if where.parent.name != "STUDENT":  # nbgrader is configured for another arrangement
        return
    known = {Path(folder).parent.name for folder in folders.ids} | {
        ids[1] for ids in folders.refused
    }
    loose = []
    for item in _items(where.parent.parent):
        if matches_any(item.name, course.ignore) or item.name in known:
            continue
        if item.is_file():
            loose.append(item.name)
        elif lost := [path.name for path in _items(item) if _belongs(path, where.name)]:
            name = one_line(item.name)
            yield (
                f"{name} has no folder {where.name}, but {_listed(lost)}: "
                f"move it to {name}/{where.name}/"
            )
    if loose:
        yield f"files beside the students' folders belong to no student: {_listed(loose)}"


def _belongs(path: Path, assignment: str) -> bool:
    return path.suffix.lower() == ".ipynb" or (
        path.is_dir() and _folded(path.name).replace(" ", "_") == _folded(assignment)
    )


def _items(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return ", ".join(map(one_line, names[:MAX_NAMED])) + more

"""A class as learning management systems see it: zips of hand-ins, and a gradebook with points."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum

ASSIGNMENT = "hw"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
LABELS = ("square", "cube")


def notebook(*answers: str, labels: Iterable[str] = LABELS, **more: Any) -> bytes:
    """Return a student's notebook; answers that are not given are the stub."""
    given = dict(zip(labels, answers))
    cells = [_cell("markdown", "# Homework", {})]
    for label in labels:
        cells.append(_answer(label, given.get(label, STUB)))
    data = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    return json.dumps(data | more).encode()


def _answer(label: str, source: str) -> dict[str, Any]:
    settings = {
        "grade_id": label, "solution": True, "grade": False, "locked": False, "task": False,
        "schema_version": 3, "cell_type": "code",
    }  # fmt: skip
    stub = from_dict(_cell("code", STUB, {"nbgrader": dict(settings)}))
    settings["checksum"] = compute_checksum(stub)
    return _cell("code", source, {"nbgrader": settings})


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": metadata, **code}


def unlabelled(content: bytes) -> bytes:
    """Return a notebook from which a program has removed all metadata."""
    data = json.loads(content)
    for cell in data["cells"]:
        cell["metadata"] = {}
    return json.dumps(data).encode()


def zip_of(files: Mapping[str, bytes], path: Path | None = None, date: int = 2026) -> bytes:
    """Return a zip as bytes, and write it if there is a path."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (date, 6, 10, 12, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    if path:
        path.write_bytes(buffer.getvalue())
    return buffer.getvalue()


def make_gradebook(path: Path) -> Path:
    """Make a gradebook with the assignment; that takes seconds."""
    with Gradebook(f"sqlite:///{path}") as book:
        book.add_assignment(ASSIGNMENT)
        book.add_notebook(ASSIGNMENT, ASSIGNMENT)
        for name, most in (("grade_square", 5), ("check_cube", 3)):
            book.add_grade_cell(name, ASSIGNMENT, ASSIGNMENT, max_score=most, cell_type="code")
    return path


@dataclass
class LmsClass:
    """A classroom of its own, with nbgrader's folders in it."""

    root: Path
    course: CourseDirectory = field(init=False)

    def __post_init__(self) -> None:
        release = self.root / "release"
        (release / ASSIGNMENT).mkdir(parents=True)
        (release / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_bytes(notebook())
        self.course = CourseDirectory(
            root=str(self.root), release_directory=str(release),
            db_url=f"sqlite:///{self.root / 'gradebook.db'}",
        )  # fmt: skip
        for kind in ("submitted", "autograded", "feedback"):
            setattr(self.course, f"{kind}_directory", str(self.root / kind))

    def submitted(self) -> dict[str, bytes]:
        """Return the files that were placed, by their paths."""
        folder = self.root / "submitted"
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def grade(self, points: Mapping[str, float], gradebook: Path) -> None:
        """Enter points into a copy of a gradebook: of a cell up to 5, of the next up to 3."""
        shutil.copy(gradebook, self.root / "gradebook.db")
        with Gradebook(self.course.db_url) as book:
            for student, total in points.items():
                book.add_student(student)
                book.add_submission(ASSIGNMENT, student)
                for name, most in (("grade_square", 5), ("check_cube", 3)):
                    grade = book.find_grade(name, ASSIGNMENT, ASSIGNMENT, student)
                    grade.needs_manual_grade = False
                    grade.auto_score, total = min(total, most), max(0, total - most)
            book.db.commit()
        for student in points:
            for kind, ending in (("autograded", "ipynb"), ("feedback", "html")):
                page = self.root / kind / student / ASSIGNMENT / f"{ASSIGNMENT}.{ending}"
                page.parent.mkdir(parents=True)
                page.write_bytes(notebook() if ending == "ipynb" else f"for {student}".encode())

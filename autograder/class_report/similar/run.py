"""`autograder similar ASSIGNMENT`: compare a class, and write what stands out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ...course import paths
from ...course.nbgrader_settings import course_directory
from ..data import Data
from ..places_of_reports import FOLDER, WITHOUT_NAMES
from ..read_class import read_classes
from .compare import compare
from .data import similar_data
from .files import similar_csv, similar_page

SUFFIX = "-similar"


def write_similar(assignment: str, *, hide_names: bool, folder: Path | None = None) -> int:
    """Write the page and the CSV, say in short what is in them, and return 0.

    Raises
    ------
    ClassError
        If the assignment is not in the gradebook, or what grading has stored cannot be read.
    """
    course = course_directory()
    (found,) = read_classes(course, [assignment])
    report = similar_data(compare(course, found), hide_names=hide_names)
    folder = folder or paths.classroom() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{assignment}{SUFFIX}{WITHOUT_NAMES if hide_names else ''}"
    contents = {"html": similar_page(report, date.today()), "csv": similar_csv(report)}
    for ending, content in contents.items():
        path = folder / f"{stem}.{ending}"
        path.write_text(content, "utf-8", "replace")
        print(paths.from_root(path))
    print(*_summary(report), sep="\n")
    return 0


def _summary(report: Data) -> list[str]:
    caution = " They are no proof: read both, and talk to both." if report["pairs"] else ""
    lines = [
        f"Pairs worth a look: {len(report['pairs']):,} of {report['all_pairs']:,}, among "
        f"{report['students']:,} students.{caution}"
    ]
    if not report["has_code"]:
        lines = ["Nothing was compared: what students wrote is too short, or nobody is graded."]
    if report["unread"]:
        lines.append(f"Cells that could not be compared: {len(report['unread'])}; see the page.")
    if report["not_graded"]:
        lines.append(
            f"Not graded, and so not compared: {report['not_graded']}; "
            f"`autograder report {report['assignment']}` says why."
        )
    false = report["false_pairs"]
    if false and report["has_code"]:
        lines.append(
            f"Measured on {false['classes']} made-up classes of {false['students']} in which "
            f"nobody copied: {false['listed']:,} of {false['pairs']:,} pairs were listed."
        )
    return lines

"""The arguments of `autograder collect`, `autograder export` and `autograder export-quizzes`."""

from __future__ import annotations

import argparse
import re
import zoneinfo
from pathlib import Path
from typing import Any

from ..course.assignment_name import assignment_name
from ..course.errors import CourseError

SYSTEMS = ("moodle", "canvas", "blackboard", "brightspace")
QUESTION_FORMATS = ("anki", "moodle", "qti")
ROSTER = (
    "the students, as the same LMS exports them: Canvas's gradebook, Moodle's grading worksheet, "
    "Blackboard's grade centre, Brightspace's grades"
)


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `autograder`."""
    collect = commands.add_parser(
        "collect",
        help="place the notebooks of a Moodle, Canvas, Blackboard or Brightspace zip",
        description="Place the notebooks of an LMS's zip in classroom/submitted/. What cannot be "
        "placed is kept in classroom/collected/ASSIGNMENT/, with a list of every file and its "
        "reason, and the exit status is 1. The command can be repeated.",
    )
    collect.add_argument("collected", type=assignment_name, metavar="ASSIGNMENT")
    collect.add_argument(
        "zip", nargs="+", type=Path, metavar="ZIP",
        help="a download of all submissions, or the folder into which it was unpacked",
    )  # fmt: skip
    collect.add_argument(
        "--roster", type=Path, metavar="CSV",
        help=f"{ROSTER} (default: the one that was given last)",
    )  # fmt: skip
    collect.add_argument(
        "--from", dest="system", default="", choices=SYSTEMS,
        help="the LMS (default: told by the names in the zip)",
    )  # fmt: skip
    collect.add_argument(
        "--time-zone", default="", metavar="ZONE",
        help="the zone of the LMS's times, such as Europe/Berlin (default: this machine's)",
    )  # fmt: skip
    collect.set_defaults(run=_collect)
    _add_export(commands)
    _add_export_quizzes(commands)


def _add_export(commands: Any) -> None:
    export = commands.add_parser(
        "export",
        help="write points and feedback as Moodle, Canvas, Blackboard or Brightspace import them",
        description="Write the points of an assignment into classroom/exports/ASSIGNMENT/, in the "
        "form that an LMS imports, or as a table. Students who have handed in nothing get an empty "
        "field.",
    )
    export.add_argument("exported", type=assignment_name, metavar="ASSIGNMENT")
    export.add_argument("--to", required=True, choices=(*SYSTEMS, "csv", "xlsx"))
    export.add_argument(
        "--roster", type=Path, metavar="CSV",
        help=f"{ROSTER} (default: the one that `autograder collect` was given)",
    )  # fmt: skip
    export.add_argument(
        "--column", default="", metavar="TITLE",
        help="the assignment's title in the LMS (default: ASSIGNMENT)",
    )  # fmt: skip
    export.add_argument(
        "--per", default="", choices=("exercise", "aspect"),
        help="add a column for each exercise, or for each aspect of each exercise",
    )  # fmt: skip
    export.add_argument(
        "--out-of", type=_points, metavar="POINTS", help="convert the points to another maximum"
    )
    export.add_argument(
        "--feedback", action="store_true",
        help="also zip the pages of feedback under the names by which the LMS finds the students",
    )  # fmt: skip
    export.add_argument(
        "--mixed-points", action="store_true",
        help="export even if points of two gradings stand beside each other",
    )  # fmt: skip
    export.set_defaults(run=_export)


def _add_export_quizzes(commands: Any) -> None:
    export = commands.add_parser(
        "export-quizzes",
        help="write the questions of the quizzes as Anki, Moodle or a QTI 2.1 reader imports them",
        description="Write the questions, with their right answers, tolerances and explanations, "
        "into one file in classroom/exports/quizzes/. A question that the format cannot hold is "
        "named with the reason, and the exit status is 1.",
    )
    export.add_argument(
        "chapter", nargs="*", metavar="CHAPTER", help="only these, such as softmax (default: all)"
    )
    export.add_argument("--to", required=True, choices=QUESTION_FORMATS)
    export.add_argument(
        "--folder", type=Path, metavar="DIR",
        help="the folder to write into (default: classroom/exports/quizzes)",
    )  # fmt: skip
    export.set_defaults(run=_export_quizzes)


def _export_quizzes(options: argparse.Namespace) -> int:
    from .question_files.run import run_export_quizzes

    return run_export_quizzes(options.to, options.chapter, options.folder)


def _points(text: str) -> float:
    points = float(text) if re.fullmatch(r"\d{1,6}(\.\d+)?", text) else 0.0
    if not points:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of points")
    return points


def _export(options: argparse.Namespace) -> int:
    from .export import Wishes, run_export

    return run_export(
        options.exported,
        Wishes(
            options.to, options.roster, options.column, options.per, options.out_of,
            options.feedback, options.mixed_points,
        ),
    )  # fmt: skip


def _collect(options: argparse.Namespace) -> int:
    from .collect import run_collect

    try:
        zone = zoneinfo.ZoneInfo(options.time_zone) if options.time_zone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise CourseError(
            f"no time zone {options.time_zone!r}; give one such as Europe/Berlin or UTC"
        ) from None
    return run_collect(options.collected, options.zip, options.roster, options.system, zone)

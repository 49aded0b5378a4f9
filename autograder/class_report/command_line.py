"""The arguments of `autograder report` and `autograder similar`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..course.assignment_name import assignment_name


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `autograder`."""
    report = commands.add_parser(
        "report", help="write the class report: who earned what, which mistakes, who needs help"
    )
    report.add_argument(
        "assignment_or_all",
        nargs="?",
        type=assignment_name,
        metavar="ASSIGNMENT",
        help="default: the whole course",
    )
    _add_common(report)
    report.set_defaults(run=_report)

    similar = commands.add_parser(
        "similar",
        help="list pairs of students who share code that is unusual in their class",
        description="List pairs of students whose graded work shares code, or a mistake, that is "
        "unusual in their class, as a page with both side by side and as CSV. Code is read and "
        "never run. A pair is no proof of anything, and no points are changed.",
    )
    similar.add_argument("compared", type=assignment_name, metavar="ASSIGNMENT")
    _add_common(similar)
    similar.set_defaults(run=_similar)


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--hide-names", action="store_true",
        help="leave out who it was, for showing the page to others",
    )  # fmt: skip
    command.add_argument(
        "--to", metavar="DIR", type=Path,
        help="the folder to write into (default: classroom/reports)",
    )  # fmt: skip


def _report(options: argparse.Namespace) -> int:
    from .run import write_reports

    return write_reports(
        options.assignment_or_all, hide_names=options.hide_names, folder=options.to
    )


def _similar(options: argparse.Namespace) -> int:
    from .similar.run import write_similar

    return write_similar(options.compared, hide_names=options.hide_names, folder=options.to)

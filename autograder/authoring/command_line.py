"""The commands that write for authors: `autograder new` and `autograder publish`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add both to the parser's commands."""
    publish = commands.add_parser(
        "publish", help="write a repository for students: exercises and book, no solutions"
    )
    publish.add_argument("folder", metavar="DIR", type=Path)
    publish.set_defaults(run=_publish)
    _add_new(commands)


def _add_new(commands: Any) -> None:
    """Add `autograder new exercise`, `new assignment` and `new chapter`."""
    new = commands.add_parser(
        "new", help="write a skeleton that passes all checks, and say what to do next"
    )
    kinds = new.add_subparsers(required=True, metavar="kind")

    exercise = kinds.add_parser("exercise", help="a function that students write")
    exercise.add_argument("assignment", metavar="ASSIGNMENT")
    exercise.add_argument("name", metavar="NAME")
    exercise.add_argument(
        "--after", default="", metavar="FUNCTION",
        help="the function of the notebook that it follows (default: the last one)",
    )  # fmt: skip
    exercise.add_argument(
        "--chapter", default="", metavar="CHAPTER",
        help="the chapter that explains it, such as training/softmax "
        "(default: the chapter of the function that it follows)",
    )  # fmt: skip
    exercise.set_defaults(run=_new_exercise)

    assignment = kinds.add_parser("assignment", help="a notebook")
    assignment.add_argument("name", metavar="NAME")
    assignment.add_argument(
        "--after", default="", metavar="CHAPTER",
        help="the chapter after which students get it (default: the last one)",
    )  # fmt: skip
    assignment.set_defaults(run=_new_assignment)

    chapter = kinds.add_parser("chapter", help="a page of the book with a quiz")
    chapter.add_argument("page", metavar="STEM", help="its file's name, or FOLDER/STEM")
    chapter.add_argument(
        "--after", default="", metavar="CHAPTER",
        help="the chapter that it follows (default: the last one)",
    )  # fmt: skip
    chapter.set_defaults(run=_new_chapter)


def _new_exercise(options: argparse.Namespace) -> int:
    from .new import add_exercise

    return add_exercise(options.assignment, options.name, options.chapter, options.after)


def _new_assignment(options: argparse.Namespace) -> int:
    from .new import add_assignment

    return add_assignment(options.name, options.after)


def _new_chapter(options: argparse.Namespace) -> int:
    from .new import add_chapter

    return add_chapter(options.page, options.after)


def _publish(options: argparse.Namespace) -> int:
    from .publish import publish

    changed = publish(options.folder)
    print(f"{options.folder}: {len(changed)} files new or changed")
    return 0

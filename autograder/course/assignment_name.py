"""An assignment's name as it is typed: the name of a folder, with or without a slash behind it."""

from __future__ import annotations

import argparse


def assignment_name(text: str) -> str:
    """Return the name that was typed, for `type=` of an argument.

    It need not be one of `course.yml`: nbgrader also knows assignments that are plain notebooks.
    """
    name = text.rstrip("/")
    if not name.isprintable() or name in ("", ".", "..") or set("/\\") & set(name):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no name of an assignment; give the name of its folder in solutions/"
        )
    return name

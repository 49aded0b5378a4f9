"""The files of `checks/` beside a notebook: what its checks import, and its tables."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..checks.sizes import MODULES, modules_of
from ..course import paths
from ..course.errors import CourseError
from ..runtime.passed_functions import only
from .stored_cases import functions_named

# Gives the tables of an assignment, explained, by the names of their files.
Tables = Callable[[str], Mapping[str, str]]

PACKAGE = Path("__init__.py")


class BuildFailedError(CourseError):
    """An assignment cannot be made; the message gives the reason, nbgrader's or the course's."""


def check_files(name: str, tables: Tables) -> dict[Path, bytes]:
    """Return the files of `checks/` beside a notebook: modules that it calls, and its tables."""
    texts = tables(name)
    files = {Path(place): text.encode() for place, text in texts.items()}
    for place in _called(name, [json.loads(text) for text in texts.values()]):
        path = paths.CHECKS / place
        if place.stem in paths.assignments():
            raise BuildFailedError(
                f"{path}: nbgrader_config.py keeps files of this name from students, because the "
                f"solutions of {place.stem} have it; rename the file"
            )
        files[place] = _content(path, name)
    return files


def _called(name: str, tables: list[Any]) -> list[Path]:
    """Return the places of the modules that a notebook's cells call, or its tables ask for."""
    found = (*paths.CHECKS.rglob("*.py"), *paths.CHECKS.rglob("*.json"))
    places = [path.relative_to(paths.CHECKS) for path in found]
    if name in paths.quizzes():
        return [place for place in places if place == PACKAGE or place.parts[0] == "quiz"]
    kinds = {size["kind"] for table in tables for size in table.get("sizes", ())}
    skipped = {"quiz"} | {f"{module}.py" for module in MODULES.keys() - modules_of(kinds)}
    if not any("blueprint" in table for table in tables):
        skipped.add("models")
    return [place for place in places if place.parts[0] not in skipped]


def _content(path: Path, name: str) -> bytes:
    """Return a file of the checks, without what the assignment never calls."""
    text = path.read_text("utf-8")
    if path == paths.CHECKS / "functions.py":
        return only(functions_named(name), text).encode()
    if path == paths.CHECKS / PACKAGE and name in paths.quizzes():
        return f'"""{ast.get_docstring(ast.parse(text), clean=False)}"""\n'.encode()
    return path.read_bytes()

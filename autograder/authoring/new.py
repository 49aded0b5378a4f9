"""`autograder new`: write a skeleton, make what is made from it, and say what to do next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..course import environment, paths
from .skeletons import new_assignment, new_chapter, new_exercise


def add_exercise(assignment: str, name: str, chapter: str, after: str) -> int:
    """Make the skeleton of an exercise."""
    written = new_exercise(assignment, name, chapter, after)
    status = _run("golden", f"{assignment}/{name}") or _run("build", assignment)
    specification, ways, source, page = map(_shown, written)
    _tell(
        written,
        f"Everything is right as it is: twice a number. Now make it {name}:",
        f"1. the text and the solution in {source}, and the section in {page};",
        f"2. the oracle, the cases and the mistakes in {specification},",
        f"   other right ways in {ways};",
        "3. the function's name where the notebook and `builds` in course.yml list what is built;",
        f"4. `autograder golden {assignment}/{name}`, `autograder check {assignment}/{name}`,",
        f"   `autograder build {assignment}` and `autograder proof {assignment}/{name}`;",
        "5. `make check` and the rules of this book, which also count what README tells:",
        "   `pytest tests/book/test_rules_of_this_book.py tests/book/test_numbers_in_prose.py`.",
        "CONTRIBUTING.md walks through an example.",
    )
    return status


def add_assignment(name: str, after: str) -> int:
    """Make the skeleton of an assignment."""
    written = new_assignment(name, after)
    status = _run("build", name)
    _tell(
        written,
        f"1. `autograder new exercise {name} FUNCTION` for each function that students write;",
        f"2. the introduction in {_shown(written[0])}; what it builds in {_shown(written[-1])};",
        f"3. `autograder build {name}`, then `make check`.",
    )
    return status


def add_chapter(page: str) -> int:
    """Make the skeleton of a chapter."""
    written = new_chapter(page)
    status = _run("build")
    _tell(
        written,
        f"1. the text in {_shown(written[0])}, the questions in {_shown(written[1])};",
        f"2. its place among the chapters in {_shown(written[2])};",
        "3. `autograder build`, `make check`, then `make book`.",
    )
    return status


def _run(*command: str) -> int:
    """Run a command of the course in a process that reads anew what was written."""
    print(f"autograder {' '.join(command)}", flush=True)
    whole = [sys.executable, "-m", "autograder", *command]
    return subprocess.run(whole, cwd=paths.ROOT, env=environment.fixed({})).returncode


def _tell(written: Sequence[Path], *steps: str) -> None:
    for path in written:
        print(f"wrote {_shown(path)}")
    print("\nWhat to do next", *steps, sep="\n")


def _shown(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()

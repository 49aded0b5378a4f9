"""`autograder new`: write a skeleton, generate what depends on it, and say what to do next."""

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
    specification, variants, source, page = map(_shown, written)
    places = [
        specification,
        variants,
        f"{source}:{_line(written[2], f'# %% solution {name}')}, its cells",
        f"{page}:{_line(written[3], f'`{name}`')}, a section and its practice cell",
    ]
    return _finish(
        [("golden", f"{assignment}/{name}"), ("build", assignment)],
        places,
        f"It passes all checks as it is: it doubles a number. Now make it {name}:",
        f"1. the text and the solution in {source}, and the section in {page};",
        f"2. the oracle, the cases and the mistakes in {specification},",
        f"   other correct variants in {variants};",
        "3. its name where the notebook, the chapter and `builds` in course.yml list functions;",
        f"4. `autograder golden {assignment}/{name}`, `autograder check {assignment}/{name}`,",
        f"   `autograder build {assignment}` and",
        f"   `autograder proof --mutations {assignment}/{name}`;",
        "5. `make check`, `make book`, and the rules of this book, which also count the numbers in",
        "   prose: `.venv/bin/pytest tests/book/test_rules_of_this_book.py",
        "   tests/book/test_numbers_in_prose.py`.",
        "CONTRIBUTING.md walks through an example.",
    )


def add_assignment(name: str, after: str) -> int:
    """Make the skeleton of an assignment."""
    source, *packages, course = map(_shown, new_assignment(name, after))
    entry = _line(paths.ROOT / course, f"- name: {name}")
    return _finish(
        [("build", name)],
        [source, *packages, f"{course}:{entry}, its entry"],
        f"1. `autograder new exercise {name} FUNCTION` for each function that students write;",
        f"2. the introduction in {source}; what it builds in {course};",
        f"3. `autograder build {name}`, then `make check`.",
    )


def add_chapter(page: str, after: str) -> int:
    """Make the skeleton of a chapter."""
    text, quiz, course = map(_shown, new_chapter(page, after))
    entry = _line(paths.ROOT / course, f"- {text.removeprefix('book/').removesuffix('.md')}")
    return _finish(
        [("build", *paths.quizzes())],  # chapters are numbered there
        [text, quiz, f"{course}:{entry}, its entry"],
        f"1. the text in {text}, the questions in {quiz};",
        "2. `autograder build`, `make check`, then `make book`;",
        "3. the rules of this book: `pytest tests/book/test_rules_of_this_book.py`.",
    )


def _finish(commands: Sequence[Sequence[str]], places: Sequence[str], *steps: str) -> int:
    """Run the commands that generate what depends on a skeleton, and say what to do next."""
    for place in places:
        print(f"wrote {place}")
    for command in commands:
        if status := _run(*command):
            print("The skeleton is written, but this command failed: correct what it names, then "
                  "run it again.", file=sys.stderr)  # fmt: skip
            return status
    print("\nWhat to do next", *steps, sep="\n")
    return 0


def _line(path: Path, text: str) -> int:
    """Return the first line of a file that holds `text`."""
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def _run(*command: str) -> int:
    """Run a command of the course in a process of its own, which reads what was written."""
    print(f"autograder {' '.join(command)}", flush=True)
    whole = [sys.executable, "-m", "autograder", *command]
    return subprocess.run(whole, cwd=paths.ROOT, env=environment.fixed({})).returncode


def _shown(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()

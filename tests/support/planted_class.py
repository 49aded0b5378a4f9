"""A class with planted mistakes, and what a report on it must count.

Names and code are hostile where they can be. The class is graded once per run, by the real
`nbgrader autograde`.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import bounded
import nbformat
from nbgrader.api import Gradebook
from notebooks import released, solved

from autograder.assignments.source import fill_in
from autograder.course import paths
from autograder.demo.students import ASSIGNMENT, mistaken

SCRIPT = "<script>alert('x')</script>"
NO_BIAS = mistaken("dense", "no bias")
ROWS = mistaken("dense", "rows for units")
ALWAYS_SIGMOID = mistaken("dense_batch", "always sigmoid")
ENDLESS = {"dense": "def dense(a_in, W, b, g):\n    while True:\n        pass"}
CRASHES = {"dense": f'def dense(a_in, W, b, g):\n    raise KeyError("</pre>{SCRIPT}")'}
COPIED = {
    "dense": """
def dense(a_in, W, b, g):
    # written by myself
    total = []
    for column in range(W.shape[1]):
        value = 0.0
        for row, number in enumerate(a_in):
            value = value + number * W[row][column]
        total.append(value + b[column])
    return g(np.asarray(total))
""",
    "dense_batch": """
def dense_batch(A_in, W, b, g):
    examples = A_in.shape[0]
    result = np.full((examples, W.shape[1]), -1.0)
    at = 0
    while at < examples:
        result[at, :] = dense(A_in[at, :], W, b.reshape(-1), g)
        at += 1
    return result
""",
    "predict": """
def predict(a, threshold=0.5):
    answers = []
    for probability in a.ravel():
        answers.append(1 if probability >= threshold else 0)
    return np.array(answers, dtype=int).reshape(a.shape)
""",
}
OWN_WORDS = {"column": "j", "number": "x", "total": "out", "row": "i", "examples": "n",
             "at": "k", "answers": "found", "# written by myself": "# for each unit"}  # fmt: skip


def disguised(cells: dict[str, str]) -> dict[str, str]:
    """Return cells with other names and another comment."""
    texts = dict(cells)
    for old, new in OWN_WORDS.items():
        start, end = (r"\b" if old.isidentifier() else ""), r"\b"
        texts = {name: re.sub(start + old + end, new, text) for name, text in texts.items()}
    return texts


OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"


def commented(cells: dict[str, str], author: str) -> dict[str, str]:
    """Return mistaken cells with a hostile comment that names the author."""
    line = f"    # </pre></details>{SCRIPT} {OVERRIDE} by {author}\n"
    return {name: f"{head}\n{line}{rest}" for name, text in cells.items()
            for head, _, rest in [text.partition("\n")]}  # fmt: skip


# Who hands in what: the changed cells of a solved notebook.
CHANGED: dict[str, dict[str, str]] = {
    "right-1": {},
    "right-2": {},
    "right-3": {},
    "bias-1": commented(NO_BIAS, "bias-1"),
    "bias-2": commented(NO_BIAS, "bias-2"),
    f"bias {SCRIPT.replace('/', ' ')}": commented(NO_BIAS, "somebody"),
    "rows-1": ROWS,
    "=1+1": {**ROWS, **ALWAYS_SIGMOID},
    "batch-1": ALWAYS_SIGMOID,
    "copied-1": COPIED,
    "copied-2": disguised(COPIED),
    "crashes": CRASHES,
    "endless": ENDLESS,
}
EMPTY = ("empty-1", "empty-2")
UNREADABLE = "not-a-notebook"
REFUSED = ".hidden"
ABSENT = {"late-riser": (f"Zoë {SCRIPT}", "O'Neill & Söhne")}
BIAS = ["bias-1", "bias-2", f"bias {SCRIPT.replace('/', ' ')}"]
GRADED = sorted([*CHANGED, *EMPTY, UNREADABLE])

# What went wrong in `dense`, and so in the check of `sequential` and in the last cell, `coffee`.
WRONG_DENSE = [*BIAS, "rows-1", "=1+1", "crashes", "endless"]
ALWAYS_SIGMOID_OF = ["=1+1", "batch-1"]
NOTHING = [*EMPTY, UNREADABLE]


@dataclass(frozen=True)
class Planted:
    """The classroom, and what grading printed."""

    classroom: Path
    output: str
    status: int


def make(classroom: Path) -> Planted:
    """Hand in for everybody and grade the class."""
    bounded.generate(classroom, ASSIGNMENT)
    for name, cells in CHANGED.items():
        notebook = solved(ASSIGNMENT)
        fill_in(notebook, cells)
        _hand_in(classroom, name, nbformat.writes(notebook))
    for name in EMPTY:
        _hand_in(classroom, name, nbformat.writes(released(ASSIGNMENT)))
    _hand_in(classroom, UNREADABLE, "my homework is in the other file\n")
    _hand_in(classroom, REFUSED, nbformat.writes(solved(ASSIGNMENT)))
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        for name, (first, last) in ABSENT.items():
            book.add_student(name, first_name=first, last_name=last)
    gentle = ("--Sandbox.call_seconds=1", "--Sandbox.cell_seconds=8", "--Sandbox.progress=False")
    done = bounded.nbgrader("autograde", ASSIGNMENT, *gentle, classroom=classroom)
    return Planted(classroom, done.output, done.status)


def _hand_in(classroom: Path, name: str, text: str) -> None:
    path = classroom / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def run_report(
    classroom: Path, *arguments: str, command: str = "report"
) -> subprocess.CompletedProcess[str]:
    """Run `autograder report`, or another command, in a classroom."""
    return subprocess.run(
        [sys.executable, "-m", "autograder", command, *arguments], cwd=paths.ROOT, text=True,
        env={**os.environ, paths.CLASSROOM_VARIABLE: str(classroom)}, capture_output=True,
    )  # fmt: skip

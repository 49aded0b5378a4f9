"""The students of the demonstration class and what each of them hands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat

from ..assignments.source import cell_source, is_solution, read
from ..exercises import find

ASSIGNMENT = "forward_propagation"

UNUSUAL = {
    "sigmoid": """
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))
""",
    "dense": """
def dense(a_in, W, b, g):
    return g(np.einsum("i,ij->j", a_in, W) + b)
""",
    "sequential": """
def sequential(x, layers):
    from functools import reduce
    return reduce(lambda a, layer: dense(a, *layer), layers, x)
""",
    "dense_batch": """
def dense_batch(A_in, W, b, g):
    return np.array([dense(a, W, np.ravel(b), g) for a in A_in])
""",
    "predict": """
def predict(a, threshold=0.5):
    return np.heaviside(a - threshold, 1).astype(int)
""",
}

# Answers only for the inputs that the visible check shows.
BY_HEART = """
import json
from pathlib import Path

TABLE = json.loads(Path("checks/dense.json").read_text())

def dense(a_in, W, b, g):
    for case, right in zip(TABLE["cases"], TABLE["expected"]):
        known = [np.array(item["array"]) for item in case["arguments"][:3]]
        same = all(np.array_equal(*pair) for pair in zip(known, (a_in, W, b)))
        if same and case["arguments"][3]["function"] == g.__name__:
            return np.array(right["array"])
    return np.zeros(W.shape[1])
"""


@dataclass(frozen=True)
class Student:
    """A made-up student: a name, what is special about the work, and the changed cells.

    `raw` is a file to hand in just as it is, in place of a notebook.
    """

    name: str
    about: str
    cells: dict[str, str] = field(default_factory=dict)
    empty: bool = False
    raw: str = ""

    def submission(self, released: Path) -> str:
        """Return the text of the file that this student makes of the released notebook."""
        return self.raw or nbformat.writes(self._filled_in(released)) + "\n"

    def _filled_in(self, released: Path) -> nbformat.NotebookNode:
        notebook = nbformat.read(released, as_version=4)
        for cell in notebook.cells:
            if cell.id in self.cells:
                cell.source = self.cells[cell.id].strip("\n")
            elif not self.empty and is_solution(cell):
                cell.source = solved(cell.id)
        return notebook


@cache
def solved(grade_id: str) -> str:
    """Return the solution cell called `grade_id`, without the marks around the solution."""
    lines = cell_source(ASSIGNMENT, grade_id).splitlines()
    return "\n".join(line for line in lines if " SOLUTION" not in line)


def mistaken(name: str, misconception: str) -> dict[str, str]:
    """Return the cell of the function `name` written with a known mistake."""
    for item in find(ASSIGNMENT, name).misconceptions:
        if item.name == misconception:
            return {name: item.source.replace(item.function.__name__, name, 1)}
    raise LookupError(f"{name} has no misconception {misconception!r}")


def test_cells_passing() -> dict[str, str]:
    """Return every graded test cell with `pass` in place of its test."""
    cells = [cell for cell in read(ASSIGNMENT).cells if "nbgrader" in cell.metadata]
    return {cell["id"]: "pass" for cell in cells if cell.metadata.nbgrader.grade}


def students() -> list[Student]:
    """Return the class, in alphabetical order."""
    no_colon = "def dense(a_in, W, b, g)\n    return g(a_in @ W + b)"
    two = mistaken("sigmoid", "base 2") | mistaken("predict", "floats")
    passed = test_cells_passing()
    sigmoid_always = mistaken("dense_batch", "always sigmoid")
    return [
        Student("ada", "everything right"),
        Student("barbara", "right, in unusual ways", UNUSUAL),
        Student("carl", "rows of W taken for units", mistaken("dense", "rows for units")),
        Student("dorothy", "bias forgotten in dense", mistaken("dense", "no bias")),
        Student("emmy", "always the sigmoid in dense_batch", sigmoid_always),
        Student("florence", "a tie decided as 0", mistaken("predict", "> in place of >=")),
        Student("grace", "layers back to front", mistaken("sequential", "back to front")),
        Student("hedy", "two mistakes at once", two),
        Student("ivan", "visible answers learnt by heart", {"dense": BY_HEART}),
        Student("joan", "nothing written", empty=True),
        Student("kurt", "a syntax error", {"dense": no_colon}),
        Student("lise", "test cells replaced by `pass`", passed, empty=True),
        Student("max", "not a notebook", raw="my homework is in the other file\n"),
    ]

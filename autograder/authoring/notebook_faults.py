"""What is wrong between the notebook of an assignment and its exercises.

A name that is spelt wrong in a test cell would cost every student its points, in silence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from ..assignments.marks import cell_lines, grade_id
from ..assignments.source import is_solution, read
from ..course import paths
from ..course.errors import Fault
from ..exercises import AnyExercise, of_assignment
from .places import at_exercise

GRADER = "autograder.grade"
# nbgrader takes out what stands between these.
MARKS = {
    "### BEGIN SOLUTION": "### END SOLUTION",
    "### BEGIN HIDDEN TESTS": "### END HIDDEN TESTS",
}


@dataclass(frozen=True)
class Written:
    """A code cell: nbgrader's name of it, its tree, and the line of the file it begins on."""

    name: str
    solution: bool
    tree: ast.Module
    source: str
    path: Path
    line: int

    def fault(self, node: ast.AST | None, what: str, remedy: str) -> Fault:
        """Return a fault on the line of a statement, or of the mark that it follows from."""
        return self.fault_at(getattr(node, "lineno", 0), what, remedy)

    def fault_at(self, number: int, what: str, remedy: str) -> Fault:
        """Return a fault on a line of the cell, counted from 1; 0 is the mark."""
        lines = self.path.read_text("utf-8").splitlines()
        text = self.source.splitlines()[number - 1] if number else ""
        place = self.line + number
        written = number and place <= len(lines) and lines[place - 1] == text
        return Fault(self.path, place if written else self.line, what, remedy)


def syntax_faults(assignment: str) -> list[Fault]:
    """Return each code cell that is not plain Python.

    Raises
    ------
    CourseError
        If the marks of the cells cannot be read.
    """
    faults = []
    for cell, path, line in _code_cells(assignment):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            what = f"the cell is not plain Python: {error.msg}"
            faults.append(Fault(path, line + (error.lineno or 0), what, "correct the syntax there"))
    return faults


def notebook_faults(assignment: str) -> list[Fault]:
    """Return what is wrong with the notebook of `assignment` beside its exercises.

    Raises
    ------
    CourseError
        If its exercises cannot be found.
    SyntaxError
        If `syntax_faults` finds any.
    """
    cells = [
        Written(grade_id(cell), is_solution(cell), ast.parse(cell.source), cell.source, path, line)
        for cell, path, line in _code_cells(assignment)
    ]
    marked = [fault for cell in cells for fault in _mark_faults(cell)]
    return [*marked, *_checks_of_calls(assignment, cells), *_missing(assignment, cells)]


def _code_cells(assignment: str) -> Iterator[tuple[NotebookNode, Path, int]]:
    """Yield each code cell with its file and the line of its mark."""
    path = paths.source_of(assignment)
    lines = cell_lines(path.read_text("utf-8"))
    for cell, line in zip(read(assignment).cells, lines):
        if cell.cell_type == "code":
            yield cell, path, line


def _mark_faults(cell: Written) -> Iterator[Fault]:
    """Yield the lines beginning with ### that nbgrader would pass over, and solutions without."""
    stripped = [line.strip() for line in cell.source.splitlines()]
    lines = [(number, line) for number, line in enumerate(stripped, 1) if line.startswith("###")]
    closing = ""
    for number, line in lines:
        if line == closing:
            closing = ""
        elif closing or line not in MARKS:
            wanted = [closing] if closing else list(MARKS)
            yield cell.fault_at(
                number,
                f"nbgrader expects another line than {line!r} here",
                f"write {' or '.join(wanted)}",
            )
            return
        else:
            closing = MARKS[line]
    if closing:
        yield cell.fault(
            None, f"the line {closing!r} is missing", "write it at the end of its part"
        )
    if cell.solution and cell.name in _defined(cell.tree) and not lines:
        yield cell.fault(
            None,
            f"no part of {cell.name} is marked as its solution: students get an empty cell",
            "put what they are to write between ### BEGIN SOLUTION and ### END SOLUTION",
        )


def _checks_of_calls(assignment: str, cells: Sequence[Written]) -> Iterator[Fault]:
    known = {exercise.name: exercise for exercise in of_assignment(assignment)}
    defined = {name for cell in cells for name in _defined(cell.tree)}
    for cell in cells:
        if GRADER in _shown(cell.source):
            yield cell.fault(
                None,
                f"students see the import of {GRADER}",
                "put it between ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS",
            )
        for call in _calls(cell.tree, "check", 2):
            yield from _name_faults(cell, call, known, defined)
        for call in _calls(cell.tree, "grade", 3):
            yield from _grade_faults(assignment, cell, call, known, defined)


def _grade_faults(
    assignment: str, cell: Written, call: ast.Call, known: dict[str, AnyExercise],
    defined: set[str],
) -> Iterator[Fault]:  # fmt: skip
    named = _text(call.args[0])
    if named != assignment:
        yield cell.fault(
            call,
            f"`grade` is called for the assignment {named!r}",
            f"write {assignment!r}, or leave the cell empty behind its mark",
        )
    name = _text(call.args[1])
    if name in known and cell.name != f"grade_{name}":
        yield cell.fault(
            call,
            f"the points of {name} are those of the cell `grade {name}`",
            f"mark this cell `# %% grade {name} points=N`",
        )
    yield from _name_faults(cell, call, known, defined)


def _name_faults(
    cell: Written, call: ast.Call, known: dict[str, AnyExercise], defined: set[str]
) -> Iterator[Fault]:
    name, function = _text(call.args[-2]), call.args[-1]
    if name not in known:
        yield cell.fault(
            call,
            f"there is no exercise {name!r}",
            f"spell it as one of: {', '.join(known)}; or make it with `autograder new exercise`",
        )
        return
    if isinstance(function, ast.Name) and function.id != name:
        yield cell.fault(call, f"{function.id} is tried on the cases of {name}", f"pass {name}")
    if name not in defined:
        yield cell.fault(call, f"no cell defines {name}", f"define it in `# %% solution {name}`")


def _missing(assignment: str, cells: Sequence[Written]) -> Iterator[Fault]:
    exercises = of_assignment(assignment)
    known = {exercise.name for exercise in exercises}
    for exercise in exercises:
        name = exercise.name
        for kind, count in (("check", 2), ("grade", 3)):
            calls = (call for cell in cells for call in _calls(cell.tree, kind, count))
            if name not in [_text(call.args[-2]) for call in calls]:
                yield at_exercise(
                    exercise,
                    f"no cell of the notebook has `{kind}` for {name}",
                    f"add `# %% {kind} {name} points=N` to solutions/{assignment}/{assignment}.py",
                )
    for cell in cells:
        if cell.solution and cell.name in _defined(cell.tree) and cell.name not in known:
            yield cell.fault(
                None,
                f"{cell.name} has no specification",
                f"make it with `autograder new exercise {assignment} {cell.name}`",
            )


def _calls(tree: ast.Module, name: str, arguments: int) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == name
            and len(node.args) == arguments
        ):
            yield node


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def _defined(tree: ast.Module) -> set[str]:
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _shown(source: str) -> str:
    """Return the part of a cell that students see."""
    return source.partition("### BEGIN HIDDEN TESTS")[0]

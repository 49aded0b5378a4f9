"""Mutants: small changes to the solutions, made by machine, each of which the checks must find.

A mutant is the solution cell of an exercise with one operator, comparison, number, sign, call or
order of arguments changed, or one statement left out. One that earns all points must be explained
as equivalent by `exercise.equivalent`, whose keys are the changed statements.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..assignments.source import cell_source, reference
from ..exercises import Exercise, ModelExercise
from .judges import Judge, fresh_judge
from .time_limit import TooSlow, limited

SECONDS_PER_MUTANT = 20

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}

UNEXPLAINED = (
    "this mutant keeps all points: {statement}; add a case that tells it from the solution, or, if "
    "it is correct, write `exercise.equivalent['{statement}'] = 'REASON'` in correct/{name}.py"
)


@dataclass
class Mutations:
    """How many mutants lost points, how many are explained, and what to do about the others."""

    tried: int = 0
    caught: int = 0
    equivalent: int = 0
    unexplained: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """Return the counts as `14: 11 found, 3 equivalent`."""
        parts = [f"{self.caught} found"]
        parts += [f"{self.equivalent} equivalent"] if self.equivalent else []
        parts += [f"{len(self.unexplained)} not found"] if self.unexplained else []
        return f"{self.tried}: {', '.join(parts)}"


def mutate(exercise: Exercise | ModelExercise) -> Mutations:
    """Try every mutant of the solution of `exercise` on hidden cases."""
    judge = fresh_judge(exercise, seed=0)
    result = Mutations()
    for statement, function in mutants(exercise):
        result.tried += 1
        if _loses_points(judge, function):
            result.caught += 1
        elif statement in exercise.equivalent:
            result.equivalent += 1
        else:
            result.unexplained.append(UNEXPLAINED.format(statement=statement, name=exercise.name))
    return result


def mutants(exercise: Exercise | ModelExercise) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield each mutant: the changed statement as text, and the function."""
    text = cell_source(exercise.assignment, exercise.name)
    count = len(list(changes(function_in(ast.parse(text), exercise.name))))
    for number in range(count):
        tree = ast.parse(text)
        function = function_in(tree, exercise.name)
        statement, change = list(changes(function))[number]
        before = _first_line(ast.unparse(statement))
        change()
        after = _first_line(ast.unparse(statement))
        if after == before:
            after = f"left out: {before}"
        namespace = dict(vars(reference(exercise.assignment)))
        exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), namespace)
        yield after, namespace[exercise.name]


def function_in(tree: ast.Module, name: str) -> ast.FunctionDef:
    """Return the function of this name that a module defines."""
    return next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)


def changes(function: ast.FunctionDef) -> Iterator[tuple[ast.stmt, Callable[[], None]]]:
    """Yield, for each possible change, the statement it is in and a function that makes it."""
    body = [s for s in function.body if not _is_docstring(s)]
    for top in body:
        for statement in ast.walk(top):
            if isinstance(statement, ast.stmt):
                for node in _own_nodes(statement):
                    for change in _changes_of(node):
                        yield statement, change
    for block in _blocks(function):
        for index, statement in enumerate(block):
            if isinstance(statement, (ast.Assign, ast.AugAssign)):
                yield statement, partial(block.__setitem__, index, ast.Pass())
    for node in function.args.defaults:
        for change in _changes_of(node):
            yield function, change


def _blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(function):
        for name in ("body", "orelse"):
            if isinstance(block := getattr(node, name, None), list):
                yield block


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt):
            yield from ast.walk(child)


def _changes_of(node: ast.AST) -> Iterator[Callable[[], None]]:
    if isinstance(node, ast.BinOp):
        for operator in OPERATORS.get(type(node.op), ()):
            yield partial(setattr, node, "op", operator())
        if isinstance(node.op, ast.MatMult):
            yield partial(_swap, node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield partial(setattr, node, "op", ast.UAdd())
    elif isinstance(node, ast.Compare):
        for comparison in COMPARISONS.get(type(node.ops[0]), ()):
            yield partial(setattr, node, "ops", [comparison()])
    elif isinstance(node, ast.Call):
        if len(node.args) == 1 and not node.keywords:
            yield partial(setattr, node, "func", ast.parse("(lambda x: x)", mode="eval").body)
        elif len(node.args) >= 2:
            yield partial(_swap_arguments, node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield partial(setattr, node, "value", not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        for value in (node.value + 1, -node.value if node.value else -1):
            yield partial(setattr, node, "value", value)


def _swap(node: ast.BinOp) -> None:
    node.left, node.right = node.right, node.left


def _swap_arguments(node: ast.Call) -> None:
    node.args[0], node.args[1] = node.args[1], node.args[0]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _first_line(text: str) -> str:
    return text.splitlines()[0]


def _loses_points(judge: Judge, function: Callable[..., Any]) -> bool:
    """Return whether a mutant loses points; one that takes too long counts as losing them."""
    try:
        with limited(SECONDS_PER_MUTANT):
            return bool(judge(function).earned < 1)
    except TooSlow:
        return True

"""Which code the text of a student's function holds: names that it calls, operators, statements.

The text is parsed and never run. A sentence that quotes code is told only where the code is there.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
import warnings

from .remote import RemoteFunction

MAX_SOURCE_LENGTH = 20_000
_OPERATORS = {
    ast.MatMult: "@", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Pow: "**",
    ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==",
}  # fmt: skip
_STATEMENTS = {
    ast.For: "for", ast.comprehension: "for", ast.While: "while", ast.If: "if", ast.IfExp: "if",
    ast.Yield: "yield", ast.Return: "return",
}  # fmt: skip


def source_of(function):
    """Return the text of a function, or "" where nobody knows it."""
    if isinstance(function, RemoteFunction):
        return function.source[:MAX_SOURCE_LENGTH]
    try:
        code = function.__code__
        lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
        return "".join(inspect.getblock(lines))[:MAX_SOURCE_LENGTH]
    except Exception:  # a student's object may stand in for a function, and its text be anything
        return ""


def code_in(source):
    """Return the code in a function's text as a set: `np.exp`, `sum`, `.sum`, `@`, `for`, `axis=0`.

    A `return` inside a loop is `return in loop`. A name is there as it is called, `numpy.exp` as
    `np.exp`; a method also with its dot in front. A keyword argument is there with its name, and
    with its value if that is a constant.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(textwrap.dedent(source[:MAX_SOURCE_LENGTH]))
        return frozenset(code for node in ast.walk(tree) for code in _code(node) if code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()


def _code(node):
    if isinstance(node, ast.Call):
        return _called(node)
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return {_OPERATORS.get(type(node.op), "")}
    if isinstance(node, ast.Compare):
        return {_OPERATORS.get(type(operator), "") for operator in node.ops}
    found = {_STATEMENTS.get(type(node), "")}
    if isinstance(node, (ast.For, ast.While)) and _returns(node):
        found.add("return in loop")
    return found


def _returns(loop):
    return any(isinstance(node, ast.Return) for one in loop.body for node in ast.walk(one))


def _called(node):
    name = _dotted(node.func)
    found = {name.replace("numpy.", "np.", 1) if name.startswith("numpy.") else name}
    if isinstance(node.func, ast.Attribute):
        found.add(f".{node.func.attr}")
    for keyword in node.keywords:
        found.add(f"{keyword.arg}=")
        if isinstance(keyword.value, ast.Constant):
            found.add(f"{keyword.arg}={keyword.value.value!r}"[:40])
    return found


def _dotted(node):
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return node.id if isinstance(node, ast.Name) else ""

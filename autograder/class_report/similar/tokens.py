"""Read the structure of code: its syntax tree as tokens, whatever its names and layout are.

Nothing is run. Own names, comments, docstrings, annotations, texts and layout leave no trace;
operators, attributes, numbers, and the names of what the code has not defined itself do.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

MAX_CODE = 40_000  # characters of a cell
MAX_TOKENS = 8_000
LONG_NUMBER = 256  # bits: Python refuses to write very long ones
OWN, TEXT = "name", "text"
COMMAND = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
LEFT_OUT = {"annotation", "returns", "type_comment", "ctx", "type_params"}
PLAIN = ast.Load | ast.Store | ast.Del | ast.Expr | ast.Module | ast.Pass
Names = Mapping[str, str]


class UnreadableError(Exception):
    """Code cannot be read; the message says why."""


class Token(NamedTuple):
    """A node of the tree, and the line that it begins on."""

    text: str
    line: int


def tokens_of(code: str) -> tuple[Token, ...]:
    """Return the tokens of a cell.

    Raises
    ------
    UnreadableError
        If it is too long, or is not Python.
    """
    if len(code) > MAX_CODE:
        raise UnreadableError(f"a cell has more than {MAX_CODE:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(COMMAND.sub("pass", code))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise UnreadableError(f"it is not Python{f', line {line}' if line else ''}") from None
    found = []
    for token in _walk(tree, _assigned(tree)):
        found.append(token)
        if len(found) > MAX_TOKENS:
            raise UnreadableError("a cell is too long")
    return tuple(found)


def _assigned(tree: ast.AST) -> Names:
    """Return the names that the code gives to things itself."""
    own: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            own.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own.add(node.name)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.alias):
            own.add(node.asname or node.name)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            own.add(node.name)
    return dict.fromkeys(own, OWN)


def _walk(tree: ast.AST, names: Names) -> Iterator[Token]:
    waiting: list[tuple[ast.AST, Names, int]] = [(tree, names, 1)]
    while waiting:
        node, names, line = waiting.pop()
        line = getattr(node, "lineno", line)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # A parameter counts by its place: the skeleton names it, and students rename it.
            places = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            names = {**names, **{one.arg: f"parameter {n}" for n, one in enumerate(places)}}
        if not isinstance(node, PLAIN):
            yield Token(_text_of(node, names), line)
        waiting += [(child, names, line) for child in reversed(list(_children(node)))]


def _text_of(node: ast.AST, names: Names) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.keyword):
        return f"{node.arg}="
    if isinstance(node, ast.Constant):
        return _text_of_constant(node.value)
    if isinstance(node, ast.arg):
        return names.get(node.arg, OWN)
    return type(node).__name__


def _text_of_constant(value: Any) -> str:
    if isinstance(value, str | bytes):
        return TEXT
    is_long = isinstance(value, int) and value.bit_length() > LONG_NUMBER
    return "long number" if is_long else repr(value)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in LEFT_OUT:
            continue
        values: list[Any] = value if isinstance(value, list) else [value]
        for child in values:
            if isinstance(child, ast.AST) and not _is_sentence(child):
                yield child


def _is_sentence(node: ast.AST) -> bool:
    """Return whether a statement is a docstring, or a text in the place of a comment."""
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str | bytes)

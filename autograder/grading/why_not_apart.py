"""Say why a test cannot be tried from another process than the one that runs the student's code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

READS = frozenset(["open", "exists", "read_text", "read_bytes", "read_csv", "loadtxt", "load"])
REPLACES = frozenset(["patch", "setattr", "monkeypatch", "mock"])


def why_not_apart(test: str, others: Iterable[str]) -> str:
    """Return what in a test needs the student's own process, or nothing if nothing shows.

    `others` are the texts of the notebook's other cells, which define what the test uses.
    """
    tree = _parsed(test)
    if tree is None:
        return "it is no Python that can be compiled, or uses `await`"
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    defined = {name: kind for text in others for name, kind in _kinds(_parsed(text))}
    found = [f"{name} is {defined[name]}" for name in sorted(used & defined.keys())]
    return "; ".join(dict.fromkeys([*found, *_needs(tree)]))


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _kinds(tree: ast.Module | None) -> Iterator[tuple[str, str]]:
    """Yield the names that a cell defines and whose values cannot cross, with what they are."""
    for node in tree.body if tree else []:
        match node:
            case ast.ClassDef(name=name):
                yield name, "a class"
            case ast.AsyncFunctionDef(name=name):
                yield name, "a coroutine"
            case ast.FunctionDef(name=name, decorator_list=decorators):
                if any("contextmanager" in ast.unparse(one) for one in decorators):
                    yield name, "a context manager"
                elif any(isinstance(n, ast.Yield | ast.YieldFrom) for n in ast.walk(node)):
                    yield name, "a generator"


def _needs(tree: ast.Module) -> Iterator[str]:
    """Yield what a test does that has no effect on the student's process, or sees nothing of it."""
    for node in ast.walk(tree):
        match node:
            case ast.Await():
                yield "it uses `await`"
            case ast.Delete(targets=[target, *_]):
                yield f"it deletes {ast.unparse(target)}"
            case ast.Call(func=ast.Attribute(attr="seed") | ast.Name(id="seed")):
                yield "it sets a seed"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in READS:
                yield "it reads a file"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in REPLACES:
                yield "it replaces something while the student's code runs"

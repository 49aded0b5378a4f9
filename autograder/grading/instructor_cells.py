"""What the instructor's own cells define: imports and data that no student function had a part in.

Test cells use such names: `np`, `check`, the digits and their labels. In the student process, a
student's code may have changed them. So they are made again, for the test cells alone.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib.util
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MAKES_DATA = ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.For
OWN = ("checks", "autograder")  # loaded in any case
CHANGING = frozenset([
    "add", "append", "clear", "extend", "fill", "insert", "pop", "popitem", "put", "remove",
    "resize", "reverse", "setdefault", "shuffle", "sort", "update",
])  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """A statement, and the names that it uses: analysed once for the whole class."""

    text: str
    makes_data: bool
    assigns: bool
    used: frozenset[str]
    stored: frozenset[str]
    changed: frozenset[str]
    worked_on: frozenset[str]

    @staticmethod
    def of(item: ast.stmt) -> Statement:
        """Analyse a parsed statement."""
        return Statement(
            ast.unparse(item), isinstance(item, MAKES_DATA), isinstance(item, ast.Assign),
            *(frozenset(find(item)) for find in (_used, _stored, _changed, _worked_on)),
        )  # fmt: skip

    @staticmethod
    def from_data(data: dict[str, Any]) -> Statement:
        """Return the statement that `to_data` has made plain."""
        names = {key: frozenset(data[key]) for key in NAMES}
        return Statement(**{**data, **names})

    def to_data(self) -> dict[str, Any]:
        """Return the statement as data that JSON can hold."""
        return vars(self) | {key: sorted(getattr(self, key)) for key in NAMES}


NAMES = "used", "stored", "changed", "worked_on"


def statements(sources: Iterable[str]) -> list[Statement]:
    """Return the statements at the top level of these cells, one by one."""
    parsed = []
    for source in sources:
        with contextlib.suppress(SyntaxError):  # magics
            parsed += [Statement.of(item) for item in ast.parse(source).body]
    return parsed


def libraries(statements: Iterable[Statement]) -> set[str]:
    """Return the modules that these statements import and that are installed here."""
    modules = set()
    for item in (node for one in statements for node in ast.parse(one.text).body):
        match item:
            case ast.Import():
                modules |= {alias.name for alias in item.names}
            case ast.ImportFrom(module=str(name), level=0):
                modules.add(name)
    tops = {name: name.partition(".")[0] for name in modules}
    return {name for name, top in tops.items() if top not in OWN and importlib.util.find_spec(top)}


def run(statements: Iterable[Statement], namespace: dict[str, Any]) -> dict[str, str]:
    """Run those `statements` in `namespace` that make data and need nothing of a student.

    A name that another statement changes is no longer defined. Data that only holds functions of
    the student, such as a list of layers, is made when it is asked for: its statements are returned
    by name.
    """
    later: dict[str, str] = {}
    for item in statements:
        known = namespace.keys() | vars(builtins).keys() | item.stored
        if item.makes_data and item.used <= known:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(item.text, "<instructor>", "exec"), namespace)
                for name in item.stored:
                    later.pop(name, None)
                continue
        for name in item.stored | item.changed:
            namespace.pop(name, None)
            later.pop(name, None)
        theirs = item.used - known
        if item.assigns and theirs and not theirs & item.worked_on:
            later |= dict.fromkeys(item.stored, item.text)
    return later


def _worked_on(item: ast.AST) -> set[str]:
    """Return the names that a statement calls or looks into, and does not merely pass on."""
    parts: list[ast.AST] = []
    for node in ast.walk(item):
        if isinstance(node, ast.Call):
            parts.append(node.func)
        elif isinstance(node, ast.Subscript | ast.Attribute | ast.comprehension):
            parts.append(node.iter if isinstance(node, ast.comprehension) else node.value)
        elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare | ast.BoolOp):
            parts += list(ast.iter_child_nodes(node))
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _used(item: ast.AST) -> set[str]:
    """Return the names that a statement reads, without those of its own comprehensions."""
    names = [node for node in ast.walk(item) if isinstance(node, ast.Name)]
    inner = {
        name.id
        for node in ast.walk(item)
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    } | {node.arg for node in ast.walk(item) if isinstance(node, ast.arg)}
    return {name.id for name in names if isinstance(name.ctx, ast.Load)} - inner


def _changed(item: ast.AST) -> set[str]:
    """Return the names whose values a statement changes in place, as far as the text shows."""
    changed = set()
    for node in ast.walk(item):
        target: ast.expr | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            target = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            target = node.func.value if node.func.attr in CHANGING else None
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value
        if isinstance(target, ast.Name):
            changed.add(target.id)
    return changed


def _stored(item: ast.AST) -> set[str]:
    """Return the names that a statement assigns; the local names of functions do not count."""
    stored, to_see = set(), [item]
    while to_see:
        match to_see.pop():
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                stored.add(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() as made:
                outside = (node for node in ast.walk(made) if isinstance(node, ast.Global))
                stored |= {made.name, *(name for node in outside for name in node.names)}
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() as inner:
                walrus = (node for node in ast.walk(inner) if isinstance(node, ast.NamedExpr))
                stored |= {node.target.id for node in walrus}
            case ast.Import() | ast.ImportFrom() as imported:
                names = (alias.asname or alias.name for alias in imported.names)
                stored |= {name.partition(".")[0] for name in names}
            case node:
                to_see += ast.iter_child_nodes(node)
    return stored

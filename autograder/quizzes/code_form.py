"""Compare lines of Python by what they do, not by how they are spelled.

Spaces, the style of quotes, redundant parentheses, the order of keywords and of the terms of a sum
or product, `np.dot` or `@`, `Dense(4)` or `Dense(units=4)`, `tf.keras.layers.Dense` or `Dense`:
none of these makes a difference. The names stand in `rules.json`; the page's script walks through
its own tree by the same rules, in `book/_scripts/quiz/python/form.js`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from ..checks.quiz import parse
from .rules import (
    ALIASES,
    COMMUTATIVE,
    DEFAULTS,
    GAP,
    LIBRARIES,
    METHODS,
    NAMES_AS_TEXT,
    PARAMETERS,
    PRODUCTS,
    SYMMETRIC,
    TURNED,
)

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Mult: "*", ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<="
}  # fmt: skip
_COMPARISONS = {sign: kind for kind, sign in _SIGNS.items() if issubclass(kind, ast.cmpop)}


@lru_cache(4096)  # a quiz compares each line with each
def form(line: str) -> str:
    """Return the same text for equivalent lines.

    Raises
    ------
    SyntaxError
        If the line is not Python.
    """
    return ast.dump(_Normaliser().visit(parse(line)), annotate_fields=False)


def fits(line_with_gap: str, given: str, wanted: str) -> bool:
    """Return whether `given` is equivalent to `wanted`: the missing part or its whole line."""
    lines = [wanted]
    if line_with_gap != GAP:
        lines.append(line_with_gap.replace(GAP, wanted))
    return form(given) in {form(line) for line in lines if _is_python(line)}


def _is_python(line: str) -> bool:
    try:
        parse(line)
    except SyntaxError:
        return False
    return True


class _Normaliser(ast.NodeTransformer):
    """Turn a syntax tree into one that is the same for all spellings."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        value = node.value
        return ast.Constant(
            int(value) if isinstance(value, float) and value.is_integer() else value
        )

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(ALIASES.get(node.id, node.id), node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id in LIBRARIES:
            return ast.Name(node.attr, node.ctx)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Attribute) and _is_array_method(function):
            node.args.insert(0, function.value)
            node.func = ast.Attribute(ast.Name("np", ast.Load()), function.attr, ast.Load())
        name = _dotted(node.func)
        if name in PRODUCTS and len(node.args) == 2 and not node.keywords:
            return ast.BinOp(node.args[0], ast.MatMult(), node.args[1])
        if name in SYMMETRIC:
            node.args.sort(key=ast.dump)
        self._name_arguments(node, PARAMETERS.get(name, ()))
        node.keywords = sorted(filter(_counts, node.keywords), key=lambda item: item.arg or "")
        return node

    def _name_arguments(self, node: ast.Call, parameters: Sequence[str]) -> None:
        while node.args and len(node.args) <= len(parameters):
            last = node.args.pop()
            node.keywords.append(ast.keyword(parameters[len(node.args)], last))
        for item in node.keywords:
            if item.arg in NAMES_AS_TEXT and isinstance(item.value, ast.Name):
                item.value = ast.Constant(item.value.id)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        kind = type(node.op)
        if _SIGNS.get(kind) not in COMMUTATIVE:
            return node
        first, *others = sorted([*_terms(node.left, kind), *_terms(node.right, kind)], key=ast.dump)
        for other in others:
            first = ast.BinOp(first, kind(), other)
        return first

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        value = node.operand.value if isinstance(node.operand, ast.Constant) else None
        if isinstance(node.op, ast.USub) and isinstance(value, (int, float)):
            return ast.Constant(-value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        turned = TURNED.get(_SIGNS.get(type(node.ops[0]), ""))
        if len(node.ops) == 1 and turned:
            return ast.Compare(node.comparators[0], [_COMPARISONS[turned]()], [node.left])
        return node


def _dotted(node: ast.expr) -> str:
    """Return the name of a function such as `np.dot`, or nothing if it is no dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    before = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{before}.{node.attr}" if isinstance(node, ast.Attribute) and before else ""


def _is_array_method(function: ast.Attribute) -> bool:
    on_numpy = isinstance(function.value, ast.Name) and function.value.id == "np"
    return function.attr in METHODS and not on_numpy


def _terms(node: ast.expr, kind: type[ast.operator]) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_terms(node.left, kind), *_terms(node.right, kind)]
    return [node]


def _counts(item: ast.keyword) -> bool:
    """Return whether an argument differs from its default."""
    defaults = DEFAULTS.get(item.arg or "", ())
    return not (isinstance(item.value, ast.Constant) and item.value.value in defaults)

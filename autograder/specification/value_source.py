"""The part of the exercises' source text that decides about values, without the sentences.

A class's tables are made anew when this part changes. A sentence, a link or a comment decides about
no value: it may change while a class is being graded.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

# The parameters that only tell something, by the name of what is called: place and keyword.
_TELLING = {
    "misconception": {1: "explanation", 2: "section"},
    "Misconception": {1: "explanation", 2: "section"},
    "Exercise": {2: "chapter"},
    "ModelExercise": {2: "chapter"},
}


def value_source(texts: Iterable[str]) -> list[str]:
    """Return each module's text without comments, docstrings, sentences and chapters.

    A module's text that is named and then only told, as in `NO_RETURN = "..."`, goes too. The texts
    are looked at together, as one module may import what another one defines.
    """
    trees = [_Telling().visit(ast.parse(text)) for text in texts]
    used = set().union(*map(_names_read, trees))
    return [ast.dump(_without_unread_texts(tree, used)) for tree in trees]


class _Telling(ast.NodeTransformer):
    """Takes out what is only told: docstrings, and the arguments in `_TELLING`."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        telling = _TELLING.get(_name_called(node), {})
        if not any(isinstance(argument, ast.Starred) for argument in node.args):
            node.args = [one for place, one in enumerate(node.args) if place not in telling]
        node.keywords = [one for one in node.keywords if one.arg not in telling.values()]
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)


def _name_called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _names_read(tree: ast.AST) -> set[str]:
    nodes = list(ast.walk(tree))
    names = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def _without_unread_texts(tree: ast.Module, used: set[str]) -> ast.Module:
    tree.body = [statement for statement in tree.body if not _is_unread_text(statement, used)]
    return tree


def _is_unread_text(statement: ast.stmt, used: set[str]) -> bool:
    if not isinstance(statement, ast.Assign):
        return False
    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
    is_text = isinstance(statement.value, ast.JoinedStr) or (
        isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)
    )
    return is_text and len(names) == len(statement.targets) and used.isdisjoint(names)

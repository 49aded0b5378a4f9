"""Compare lines of Python by what they say, not by how they are spelled.

Spaces, the style of quotes, redundant parentheses, the order of keywords and of the terms of a sum
or product, `np.dot` or `@`, `Dense(4)` or `Dense(units=4)`, `tf.keras.layers.Dense` or `Dense`:
none of these makes a difference.
"""

from __future__ import annotations

import ast

from ..checks.quiz import parse
from .model import GAP, Code

# A dotted name that starts with one of these counts by its last part.
LIBRARIES = {"activations", "keras", "layers", "losses", "optimizers", "tensorflow", "tf"}
# Arguments that may be given by their place.
PARAMETERS = {
    "Adam": ("learning_rate",),
    "Conv1D": ("filters", "kernel_size", "strides"),
    "Dense": ("units", "activation"),
    "Sequential": ("layers",),
    "np.argmax": ("a", "axis"),
    "np.max": ("a", "axis"),
    "np.mean": ("a", "axis"),
    "np.sum": ("a", "axis"),
}
METHODS = {"argmax", "dot", "max", "mean", "sum"}  # x.sum() is np.sum(x)
PRODUCTS = {"np.dot", "np.matmul"}
SYMMETRIC = {"np.maximum"}
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
NO_ACTIVATION = (None, "linear")


def form(line: str) -> str:
    """Return the same text for lines that say the same.

    Raises
    ------
    SyntaxError
        If the line is not Python.
    """
    try:
        return ast.dump(_Normaliser().visit(parse(line)), annotate_fields=False)
    except RecursionError as error:
        raise SyntaxError("it is too deeply nested") from error


def fits(question: Code, given: str, wanted: str) -> bool:
    """Return whether `given` says what `wanted` says: the missing part, or its whole line."""
    lines = [wanted]
    if question.line_with_gap != GAP:
        lines.append(question.line_with_gap.replace(GAP, wanted))
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
        return ast.Name("np" if node.id == "numpy" else node.id, node.ctx)

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
        name = ast.unparse(node.func)
        if name in PRODUCTS and len(node.args) == 2 and not node.keywords:
            return ast.BinOp(node.args[0], ast.MatMult(), node.args[1])
        if name in SYMMETRIC:
            node.args.sort(key=ast.dump)
        self._name_arguments(node, PARAMETERS.get(name, ()))
        node.keywords = sorted(filter(_counts, node.keywords), key=lambda item: item.arg or "")
        return node

    def _name_arguments(self, node: ast.Call, parameters: tuple[str, ...]) -> None:
        while node.args and len(node.args) <= len(parameters):
            last = node.args.pop()
            node.keywords.append(ast.keyword(parameters[len(node.args)], last))
        for item in node.keywords:
            if item.arg == "activation" and isinstance(item.value, ast.Name):
                item.value = ast.Constant(item.value.id)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        kind = type(node.op)
        if kind not in (ast.Add, ast.Mult):
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
        turned = TURNED.get(type(node.ops[0]))
        if len(node.ops) == 1 and turned:
            return ast.Compare(node.comparators[0], [turned()], [node.left])
        return node


def _is_array_method(function: ast.Attribute) -> bool:
    on_numpy = isinstance(function.value, ast.Name) and function.value.id == "np"
    return function.attr in METHODS and not on_numpy


def _terms(node: ast.expr, kind: type[ast.operator]) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_terms(node.left, kind), *_terms(node.right, kind)]
    return [node]


def _counts(item: ast.keyword) -> bool:
    """A layer without an activation function is one with the linear one."""
    return not (
        item.arg == "activation"
        and isinstance(item.value, ast.Constant)
        and item.value.value in NO_ACTIVATION
    )

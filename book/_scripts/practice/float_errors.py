"""NumPy's warnings of overflow, which WebAssembly has no flags for.

The checks of numerical stability listen to these warnings. Where the processor reports nothing,
NumPy's functions and the operators in what a student writes are watched instead: a result that is
infinite or undefined, from numbers that are not, is what NumPy warns of elsewhere.
"""

import ast
import operator
import warnings
from functools import wraps

import numpy as np

WATCHED = (
    *("exp", "exp2", "expm1", "sinh", "cosh", "log", "log2", "log10", "log1p", "sqrt"),
    *("power", "float_power", "square", "reciprocal", "multiply", "divide", "true_divide"),
    *("add", "subtract", "sum", "prod", "dot", "matmul", "mean"),
)
OPERATORS = {
    ast.Add: ("add", operator.add),
    ast.Sub: ("subtract", operator.sub),
    ast.Mult: ("multiply", operator.mul),
    ast.Div: ("divide", operator.truediv),
    ast.Pow: ("power", operator.pow),
    ast.MatMult: ("matmul", operator.matmul),
}
POLES = {"divide", "true_divide", "reciprocal", "log", "log2", "log10", "log1p", "power"}
NAME = "__watched_operator__"


def are_reported():
    """Return whether NumPy learns of an overflow from the processor."""
    try:
        with np.errstate(over="raise"):
            np.exp(np.array([1000.0]))
    except FloatingPointError:
        return True
    return False


def watch_numpy():
    """Put watched functions into NumPy's name space; parts of NumPy itself are left alone."""
    for name in WATCHED:
        setattr(np, name, Watched(name, getattr(np, name)))


class Watched:
    """A function of NumPy that warns; in all else it is that function."""

    def __init__(self, name, function):
        self._name, self._function = name, function
        wraps(function)(self)

    def __call__(self, *arguments, **keywords):
        result = self._function(*arguments, **keywords)
        report(self._name, arguments, result)
        return result

    def __getattr__(self, name):
        return getattr(self._function, name)


class WatchOperators(ast.NodeTransformer):
    """Hands every arithmetic operator of a program to `operate`."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if type(node.op) not in OPERATORS:
            return node
        name = ast.Constant(OPERATORS[type(node.op)][0])
        function = ast.Name(NAME, ast.Load())
        call = ast.Call(function, [name, node.left, node.right], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))


_FUNCTIONS = dict(OPERATORS.values())


def operate(name, left, right):
    """Compute what the operator computes, and warn as NumPy would."""
    result = _FUNCTIONS[name](left, right)
    if isinstance(left, (np.ndarray, np.generic)) or isinstance(right, (np.ndarray, np.generic)):
        report(name, (left, right), result)
    return result


def report(name, arguments, result):
    """Warn, raise or keep silent, as `np.errstate` has it."""
    if not isinstance(result, (np.ndarray, np.floating)) or result.dtype.kind != "f":
        return
    if np.isfinite(result).all():
        return
    given = [
        np.asarray(a) for a in arguments if isinstance(a, (np.ndarray, np.generic, int, float))
    ]
    given = [a for a in given if a.dtype.kind in "biuf"]
    if any(np.isnan(a).any() for a in given):
        return
    if np.isnan(result).any():
        _report("invalid", "invalid value", name)
    if np.isinf(result).any() and all(np.isfinite(a).all() for a in given):
        at_pole = name in POLES and any((a == 0).any() for a in given[-1:])
        at_pole = at_pole or (name == "log1p" and (given[0] == -1).any())
        _report(*(("divide", "divide by zero") if at_pole else ("over", "overflow")), name)


def _report(kind, problem, name):
    mode = np.geterr()[kind]
    message = f"{problem} encountered in {name}"
    if mode == "raise":
        raise FloatingPointError(message)
    if mode == "warn":
        warnings.warn(message, RuntimeWarning, stacklevel=4)

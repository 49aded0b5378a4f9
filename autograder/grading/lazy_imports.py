"""Find the slow libraries that a student's functions import only when they are called."""

from __future__ import annotations

import ast
import functools
import importlib.util
import warnings
from collections.abc import Iterable

# They take seconds. Any other library is imported within the time limit of a call.
SLOW = frozenset(["tensorflow", "keras", "scipy", "matplotlib", "pandas", "sklearn", "sympy",
                  "torch", "jax", "seaborn", "statsmodels", "numba"])  # fmt: skip
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def libraries(sources: Iterable[str]) -> list[str]:
    """Return the slow libraries that functions in these cells import, if they are installed."""
    imported: set[str] = set()
    for source in sources:
        if "import" in source and any(name in source for name in SLOW):
            imported |= _in_functions(source)
    return sorted(name for name in imported if _is_installed(name.partition(".")[0]))


def _in_functions(source: str) -> set[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(_python_of(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    inside = (
        node for top in ast.walk(tree) if isinstance(top, FUNCTIONS) for node in ast.walk(top)
    )
    names: set[str] = set()
    for node in inside:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name for name in names if name.partition(".")[0] in SLOW}


def _python_of(source: str) -> str:
    """Return a cell without its magics and shell lines."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!", "?")))


@functools.cache
def _is_installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None

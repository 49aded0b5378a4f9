"""Choose what a report shows of students' code: short, and without names if these are hidden."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

from .findings import Finding

MAX_LINES, MAX_LENGTH = 40, 2_000
CUT = "[...]"


class UnreadableCodeError(Exception):
    """Code is not Python."""


def sample_of(finding: Finding, *, hide_names: bool) -> str:
    """Return the shortest code of those who made a mistake, or "".

    Where names are hidden, comments are left out, and so is code that contains the author's name.
    """
    codes = []
    for student, code in zip(finding.students, finding.codes):
        shown = without_documentation(code, comments=not hide_names)
        folded = shown.casefold()
        if hide_names and any(name.casefold() in folded for name in student.names):
            continue
        codes.append(shown)
    return _cut(min(filter(None, codes), key=len, default=""))


def without_documentation(code: str, *, comments: bool) -> str:
    """Return code without its docstrings, and without comments unless `comments` is set.

    The stub's docstring is the same for everybody. Code that Python cannot read stays as it is; if
    its comments should go, nothing is left of it.
    """
    try:
        return "\n".join(line for _, line in numbered_lines(code, comments=comments))
    except UnreadableCodeError:
        return code.strip("\n") if comments else ""


def numbered_lines(code: str, *, comments: bool) -> list[tuple[int, str]]:
    """Return the lines that are left without docstrings and blank lines, with their numbers.

    Raises
    ------
    UnreadableCodeError
        If Python cannot read the code.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
            without = _without_comments(code) if not comments else code
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        raise UnreadableCodeError from error
    left_out = {number for node in ast.walk(tree) for number in _lines_of_docstring(node)}
    lines = enumerate(without.split("\n"), 1)
    return [(number, line) for number, line in lines if number not in left_out and line.strip()]


def _lines_of_docstring(node: ast.AST) -> range:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return range(0)
    first = node.body[0]
    is_string = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if not (is_string and isinstance(first.value.value, str)) or len(node.body) == 1:  # type: ignore[attr-defined]
        return range(0)
    if first.lineno == node.lineno:
        return range(0)
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def _without_comments(code: str) -> str:
    lines = code.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return "\n".join(lines)


def _cut(code: str) -> str:
    lines = code[:MAX_LENGTH].split("\n")
    if len(code) <= MAX_LENGTH and len(lines) <= MAX_LINES:
        return code
    return "\n".join([*lines[:MAX_LINES], CUT])

"""The string literals of scripts and of Python modules that may be texts for readers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# What a word may be without being a word of a text: classes of style sheets, and names of keys.
CLASS = re.compile(r"\.([a-z][\w-]*)")
KEYS = {"Enter", "Escape", "Tab", "Infinity"}
# Formulas have these names in every language.
FUNCTIONS = {"log", "exp"}
STYLE = re.compile(r"var\(--|\(prefers-|^\.[a-z-]+ [a-z]+$|^\w+\.py$")
RICH = re.compile(r"\*[^*]+\*|[_^]\{[^}]+\}|[_^][\w−]")
WORD = re.compile(r"[A-Za-z]{2,}")
# What comes directly before a literal that is shown, or read aloud, whatever it says.
SHOWN = re.compile(
    r"(?:\b(?:name|title|caption|corner|legend|label|text|face)\s*:|columns: \[[^\]]*"
    r"|\b(?:richText|richLabel|plainText|write|panel)\(|\.textContent =)\s*$"
)
ERROR = re.compile(r"\bnew \w*Error\((?:[^;]*[+\s])?$|\bimport\b[^;]*$|^import [^;]*$")
BEFORE_REGEX = re.compile(r"(?:^|[(,=:\[!&|?{};>]|\breturn)\s*$")
REGEX = re.compile(r"/(?![*/])(?:\[(?:[^\]\\\n]|\\.)*\]|[^/\\\n\[]|\\.)+/[a-z]*")


def literals(code: str) -> Iterator[tuple[str, str]]:
    """Yield each string or template of a script with what stands before it in its statement.

    Where a template has an expression, its text has "0"; literals in the expression come as well.
    """
    at = 0
    while at < len(code):
        if code.startswith("//", at):
            at = (code + "\n").index("\n", at)
        elif code.startswith("/*", at):
            at = code.index("*/", at) + 2
        elif code[at] in "\"'":
            end = at + 1
            while code[end] != code[at]:
                end += 2 if code[end] == "\\" else 1
            yield code[at + 1 : end], statement(code[:at])
            at = end + 1
        elif code[at] == "`":
            before = statement(code[:at])
            text, inner, at = template(code, at + 1)
            yield text, before
            for part in inner:
                yield from literals(part)
        elif code[at] == "/" and BEFORE_REGEX.search(code[:at]) and REGEX.match(code, at):
            match = REGEX.match(code, at)
            assert match is not None
            at = match.end()
        else:
            at += 1


def template(code: str, at: int) -> tuple[str, list[str], int]:
    """Return the text of a template, the expressions in it, and where it ends."""
    text, inner = "", []
    while code[at] != "`":
        if code.startswith("${", at):
            start, depth = at + 2, 1
            at = start
            while depth:
                if code[at] == "`":
                    at = template(code, at + 1)[2]
                    continue
                depth += {"{": 1, "}": -1}.get(code[at], 0)
                at += 1
            inner.append(code[start : at - 1])
            text += "0"
        else:
            step = 2 if code[at] == "\\" else 1
            text += code[at : at + step]
            at += step
    return text, inner, at + 1


def statement(before: str) -> str:
    """Return the end of what comes before a literal."""
    return before[-300:].rpartition(";\n")[2]


def texts_of_script(path: Path, classes: set[str]) -> list[str]:
    """Return the literals of a script that readers would see; `classes` are names of styles."""
    return [
        text
        for text, before in literals(path.read_text("utf-8"))
        if not ERROR.search(before) and (SHOWN.search(before) or prose(text, classes))
        if set(WORD.findall(RICH.sub(" ", text))) - FUNCTIONS and not STYLE.search(text)
    ]


def prose(text: str, classes: set[str]) -> bool:
    """Return whether a literal is a sentence, several words, or a word with a capital letter."""
    tokens = (token.strip(".,:;!?()“”") for token in RICH.sub(" ", text).split())
    words = [token for token in tokens if token.isalpha() and len(token) > 1]
    if not words or set(words) <= classes | KEYS:
        return False
    return len(words) > 1 or re.fullmatch(r"\s*[A-Z][a-z]+[.:?!]?\s*", text) is not None


def classes_of_styles(folder: Path) -> set[str]:
    """Return the names of all classes in the style sheets below a folder."""
    return {name for path in folder.rglob("*.css") for name in CLASS.findall(path.read_text())}


TAG = re.compile(r'<[^>]*>?|[\w:-]+="[^"]*"?')
PROSE = re.compile(r"[A-Z][a-z]+ [a-z]+|[a-z]{2,} [a-z]{2,} [a-z]{2,}|^[A-Z][a-z]{2,}[.:]?$")
NO_TEXT = re.compile(r"(?i)logger|error|warning|print")


def texts_of_module(path: Path) -> list[str]:
    """Return the literals of a Python module that readers would see."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            skipped.add(id(node.body[0].value))  # type: ignore[attr-defined]
        is_call = isinstance(node, ast.Call) and NO_TEXT.search(ast.unparse(node.func))
        if is_call or isinstance(node, ast.Raise | ast.Assert):
            skipped |= {id(part) for part in ast.walk(node)}
    strings = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in skipped
    )
    return [s for s in strings if isinstance(s, str) and PROSE.search(TAG.sub(" ", s).strip())]

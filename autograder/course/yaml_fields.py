"""Read a YAML file, such as `course.yml` or a quiz; each fault is reported with its line."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NoReturn

import yaml

from .errors import FileError

_STRING, _BOOLEAN, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null"))
RESTORE = "write it, or restore it with `git checkout`"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(path: Path) -> yaml.Node:
    """Return the file's tree.

    Raises
    ------
    FileError
        If the file is missing, empty or not YAML.
    """
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 1
        raise FileError(path, line, f"not YAML: {reason}; correct the syntax there") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileError(path, 1, f"not YAML: {error}; save the file as UTF-8 text") from error
    except OSError as error:
        raise FileError(path, 1, f"cannot be read: {error.strerror}; {RESTORE}") from error
    if root is None:
        raise FileError(path, 1, f"the file is empty; {RESTORE}")
    return root


class Fields:
    """The entries of one mapping; each method returns one as what it must be, or raises FileError.

    `what` is what error messages call the mapping.
    """

    def __init__(
        self, path: Path, node: yaml.Node, what: str, required: str, optional: str = ""
    ) -> None:
        self.path, self.node, self.what = path, node, what
        known = [*required.split(), *optional.split()]
        if not isinstance(node, yaml.MappingNode):
            keys = ", ".join(known)
            self.fail(node, f"must have the keys {keys}; write each on a line, as `KEY: VALUE`")
        self.values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self.values:
                self.fail(key, f"the key `{key.value}` occurs twice; remove one of them")
            if key.value not in known:
                self.fail(key, f"unknown key `{key.value}`; there are: {', '.join(known)}")
            self.values[key.value] = value
        for name in required.split():
            if name not in self.values:
                self.fail(node, f"`{name}` is missing; add it")

    @property
    def line(self) -> int:
        """The line in which the mapping begins."""
        return line_of(self.node)

    def fail(self, node: yaml.Node, reason: str) -> NoReturn:
        """Raise the error that a node is wrong."""
        raise FileError(self.path, line_of(node), f"{self.what}: {reason}")

    def inner(self, node: yaml.Node, what: str, required: str, optional: str = "") -> Fields:
        """Return the entries of a mapping inside this one."""
        return Fields(self.path, node, f"{self.what}, {what}", required, optional)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text, a number or a date as text; `default` if it is left out or empty."""
        node = self.values.get(key)
        empty = node is None or (isinstance(node, yaml.ScalarNode) and not _content(node))
        if empty and default is not None:
            return default
        return _content(self._scalar(key, "a text; quote it if it holds brackets or a colon"))

    def string(self, key: str) -> str:
        """Return a text that YAML takes for nothing else, such as a number."""
        node = self._scalar(key, "text")
        if node.tag != _STRING:
            self.fail(node, f"`{key}` must be text: put {node.value} in quotes")
        if any(ord(letter) < 32 and letter != "\n" for letter in node.value):
            reason = "has a control character: write backslashes in single quotes, not in double"
            self.fail(node, f"`{key}` {reason}")
        return _content(node)

    def markdown(self, key: str) -> str:
        """Return a string in which dollar signs and backticks come in pairs."""
        text = self.string(key)
        for mark, name in (("$", "dollar signs"), ("`", "backticks")):
            if text.count(mark) % 2:
                reason = f"`{key}` has an odd number of {name}; add or remove one"
                self.fail(self.values[key], reason)
        return text

    def number(self, key: str, default: float | None = None) -> float:
        """Return a finite number; `default` if it is left out."""
        if key not in self.values and default is not None:
            return default
        node = self._scalar(key, "a number")
        try:
            number = math.nan if node.style else float(node.value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(node, f"`{key}` must be a number, not {node.value!r}")
        return number

    def flag(self, key: str) -> bool:
        """Return true or false; a key that is left out means false."""
        if key not in self.values:
            return False
        node = self._scalar(key, "true or false")
        if node.tag != _BOOLEAN or node.value not in ("true", "false"):
            self.fail(node, f"`{key}` must be true or false, not {node.value!r}")
        return bool(node.value == "true")

    def items(self, key: str) -> list[yaml.Node]:
        """Return the entries of a list, which has at least one; none if it is left out."""
        if key not in self.values:
            return []
        node = self.values[key]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            reason = "must be a list with at least one entry; write each on a line, after `- `"
            self.fail(node, f"`{key}` {reason}")
        return list(node.value)

    def texts(self, key: str) -> dict[str, int]:
        """Return the texts of a list, in their order, each with its line."""
        lines: dict[str, int] = {}
        for node in self.items(key):
            if not isinstance(node, yaml.ScalarNode) or not _content(node):
                self.fail(node, f"`{key}` must be a list of names; write one name per line")
            if node.value in lines:
                reason = f"`{node.value}` is in line {lines[node.value]} already; remove one"
                self.fail(node, reason)
            lines[node.value] = line_of(node)
        return lines

    def _scalar(self, key: str, wanted: str) -> yaml.ScalarNode:
        node = self.values[key]
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, f"`{key}` must be {wanted}")
        if not _content(node):
            self.fail(node, f"`{key}` is empty; write something there")
        return node


def line_of(node: yaml.Node) -> int:
    """Return the line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def _content(node: yaml.ScalarNode) -> str:
    return "" if node.tag == _NULL else str(node.value).strip()

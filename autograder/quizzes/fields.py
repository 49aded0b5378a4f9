"""The entries of a quiz file: each is asked for with what it must be, and refused with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ..course import paths
from ..course.errors import CourseError

_STRING, _TRUTH, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null"))
_ID = re.compile(r"[a-z][a-z0-9_]{2,39}")


class QuizError(CourseError, ValueError):
    """A quiz file that cannot be used: which file, which line, and why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        shown = path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path
        super().__init__(f"{shown.as_posix()}:{line}: {reason}")


class Fields:
    """The entries of one mapping, each asked for with what it must be."""

    def __init__(
        self, path: Path, node: yaml.Node, what: str, required: str, optional: str = ""
    ) -> None:
        self.path, self.node, self.what = path, node, what
        known = [*required.split(), *optional.split()]
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"must have the keys {', '.join(known)}")
        self.values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self.values:
                self.fail(key, f"the key `{key.value}` occurs twice")
            if key.value not in known:
                self.fail(key, f"unknown key `{key.value}`; there are: {', '.join(known)}")
            self.values[key.value] = value
        for key in required.split():
            if key not in self.values:
                self.fail(node, f"`{key}` is missing")

    def fail(self, node: yaml.Node, reason: str) -> NoReturn:
        raise QuizError(self.path, node.start_mark.line + 1, f"{self.what}: {reason}")

    def inner(self, node: yaml.Node, what: str, required: str, optional: str = "") -> Fields:
        """Return the entries of a mapping inside this one."""
        return Fields(self.path, node, f"{self.what}, {what}", required, optional)

    def common(self) -> dict[str, Any]:
        """Return what every question has: id, text and line."""
        name = self.plain_text("id")
        if not _ID.fullmatch(name):
            reason = "must be 3 to 40 small letters, digits and underscores, starting with a letter"
            self.fail(self.values["id"], f"`id` {reason}")
        line = self.node.start_mark.line + 1
        return {"id": name, "text": self.text("question"), "line": line}

    def scalar(self, key: str, wanted: str) -> yaml.ScalarNode:
        node = self.values[key]
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, f"`{key}` must be {wanted}")
        if node.tag == _NULL or not node.value.strip():
            self.fail(node, f"`{key}` is empty")
        return node

    def text(self, key: str, default: str = "") -> str:
        """Return Markdown."""
        if key not in self.values:
            return default
        node, text = self.scalar(key, "text"), self.plain_text(key)
        for mark, name in (("$", "dollar signs"), ("`", "backticks")):
            if text.count(mark) % 2:
                self.fail(node, f"`{key}` has an odd number of {name}")
        return text

    def plain_text(self, key: str) -> str:
        """Return text that is not Markdown."""
        node = self.scalar(key, "text")
        if node.tag != _STRING:
            self.fail(node, f"`{key}` must be text: put {node.value} in quotes")
        if any(ord(letter) < 32 and letter != "\n" for letter in node.value):
            reason = "has a control character: write backslashes in single quotes, not in double"
            self.fail(node, f"`{key}` {reason}")
        return str(node.value).strip()

    def number(self, key: str, default: float | None = None) -> float:
        if key not in self.values and default is not None:
            return default
        node = self.scalar(key, "a number")
        try:
            number = math.nan if node.style else float(node.value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(node, f"`{key}` must be a number, not {node.value!r}")
        return number

    def truth(self, key: str) -> bool:
        if key not in self.values:
            return False
        node = self.scalar(key, "true or false")
        if node.tag != _TRUTH or node.value not in ("true", "false"):
            self.fail(node, f"`{key}` must be true or false, not {node.value!r}")
        return bool(node.value == "true")

    def items(self, key: str) -> Iterator[yaml.Node]:
        if key not in self.values:
            return iter(())
        node = self.values[key]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fail(node, f"`{key}` must be a list with at least one entry")
        return iter(node.value)

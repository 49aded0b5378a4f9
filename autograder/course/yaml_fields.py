"""Read a YAML file such that each fault is reported with its line."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import yaml

from .errors import FileError

_NULL = "tag:yaml.org,2002:null"
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
        raise FileError(path, line, f"not YAML: {reason}; mend the syntax there") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileError(path, 1, f"not YAML: {error}; save the file as UTF-8 text") from error
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; restore it with `git checkout {path.name}`"
        raise FileError(path, 1, reason) from error
    if root is None:
        raise FileError(path, 1, f"the file is empty; restore it with `git checkout {path.name}`")
    return root


class Fields:
    """The keys of one mapping, each asked for as what it must be."""

    def __init__(
        self, path: Path, node: yaml.Node, what: str, required: str, optional: str = ""
    ) -> None:
        self.path, self.node, self.what = path, node, what
        known = [*required.split(), *optional.split()]
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"is not a mapping; give it the keys {', '.join(known)}")
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

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty, or `default` where the key or its value is left out."""
        node = self.values.get(key)
        empty = node is None or (isinstance(node, yaml.ScalarNode) and not _content(node))
        if empty and default is not None:
            return default
        if node is None or empty:
            self.fail(node or self.node, f"`{key}` is empty; write a text")
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, f"`{key}` must be a text; quote it if it holds brackets or a colon")
        return _content(node)

    def flag(self, key: str) -> bool:
        """Return true or false; a key that is left out means false."""
        node = self.values.get(key)
        if node is not None and node.value not in ("true", "false"):
            self.fail(node, f"`{key}` is {node.value!r}; write true or false")
        return node is not None and bool(node.value == "true")

    def items(self, key: str) -> list[yaml.Node]:
        """Return the entries of a list that has at least one."""
        node = self.values[key]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fail(node, f"`{key}` must be a list; write at least one entry, after `- `")
        return list(node.value)

    def texts(self, key: str) -> dict[str, int]:
        """Return the texts of a list, in their order, each with its line."""
        found: dict[str, int] = {}
        for node in self.items(key):
            if not isinstance(node, yaml.ScalarNode) or not _content(node):
                self.fail(node, f"`{key}` must be a list of names; write one name per line")
            if node.value in found:
                reason = f"`{node.value}` stands in line {found[node.value]} already; remove one"
                self.fail(node, reason)
            found[node.value] = line_of(node)
        return found


def line_of(node: yaml.Node) -> int:
    """Return the line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def _content(node: yaml.ScalarNode) -> str:
    return "" if node.tag == _NULL else str(node.value).strip()

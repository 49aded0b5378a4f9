"""Read the quiz of a chapter from `book/quizzes/<chapter>.yml`.

    title: Neurons and the brain
    questions:
      - id: a_short_name              # unique in the book; a Python name
        kind: one                     # one right option; `many`: at least one right, one wrong
        question: Markdown, with math in dollars
        options:
          - text: ...
            right: true               # false when left out
            why: why it is right or wrong
      - id: another_name
        kind: number
        question: ...
        answer: 0.29
        tolerance: 0.005              # absolute; 0 when left out
        unit: minutes                 # may be left out
        why: how to get it
        wrong:                        # numbers that people typically give; may be left out
          - {value: 0.71, why: what it is instead}
      - id: a_third_name
        kind: code
        question: ...
        code: z = ____                # what is shown, with four underscores for what is missing
        accept: [np.dot(w, x) + b]    # what may stand there; the first is the solution shown
        why: ...
        wrong:
          - {code: np.dot(w, x), why: what is wrong with it}

A file that is not like this gives a `QuizError` with its name, the line and the reason.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NoReturn

import yaml

from ..checks.quiz import CODE, MANY, NUMBER, ONE, parse
from ..course import paths
from ..course.errors import CourseError
from .code_form import fits
from .model import GAP, Choice, Code, Number, Option, Question, Quiz, WrongCode, WrongNumber

KINDS = (ONE, MANY, NUMBER, CODE)
MAX_OPTIONS = 8
_STRING, _TRUTH, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null"))
_ID = re.compile(r"[a-z][a-z0-9_]{2,39}")


class QuizError(CourseError, ValueError):
    """A quiz file that cannot be used: which file, which line, and why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        shown = path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path
        super().__init__(f"{shown.as_posix()}:{line}: {reason}")


def load(path: Path, chapter: str = "") -> Quiz:
    """Return the quiz that the file holds.

    Raises
    ------
    QuizError
        If the file is not a quiz.
    """
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(part for part in (error.context, error.problem) if part)
        raise QuizError(path, mark.line + 1 if mark else 1, f"not YAML: {reason}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise QuizError(path, 1, f"not YAML: {error}") from error
    except OSError as error:
        raise QuizError(path, 1, f"cannot be read: {error.strerror}") from error
    if root is None:
        raise QuizError(path, 1, "the file is empty")
    fields = _Fields(path, root, "the file", "title questions")
    questions = tuple(_question(path, node) for node in fields.items("questions"))
    for one, other in combinations(questions, 2):
        if one.id == other.id:
            reason = f"the id `{other.id}` is already used in line {one.line}"
            raise QuizError(path, other.line, reason)
    return Quiz(chapter or path.stem, fields.text("title"), questions, path)


class _Fields:
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


def _question(path: Path, node: yaml.Node) -> Question:
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    found = {key.value: value.value for key, value in entries if key.value in ("id", "kind")}
    what = f"question `{found['id']}`" if isinstance(found.get("id"), str) else "a question"
    line = node.start_mark.line + 1
    if "kind" not in found:
        raise QuizError(path, line, f"{what}: `kind` is missing; it is one of {', '.join(KINDS)}")
    kind = found["kind"]
    if kind in (ONE, MANY):
        return _choice(_Fields(path, node, what, "id kind question options"), line)
    if kind == NUMBER:
        optional = "tolerance unit wrong"
        return _number(_Fields(path, node, what, "id kind question answer why", optional), line)
    if kind == CODE:
        return _code(_Fields(path, node, what, "id kind question code accept why", "wrong"), line)
    raise QuizError(path, line, f"{what}: no kind {kind!r}; there are: {', '.join(KINDS)}")


def _id(fields: _Fields) -> str:
    name = fields.plain_text("id")
    if not _ID.fullmatch(name):
        reason = "must be 3 to 40 small letters, digits and underscores, starting with a letter"
        fields.fail(fields.values["id"], f"`id` {reason}")
    return name


def _choice(fields: _Fields, line: int) -> Choice:
    options: list[Option] = []
    for number, node in enumerate(fields.items("options"), 1):
        inner = _Fields(fields.path, node, f"{fields.what}, option {number}", "text why", "right")
        option = Option(inner.text("text"), inner.text("why"), inner.truth("right"))
        if any(option.text == other.text for other in options):
            inner.fail(node, "the same text as another option")
        options.append(option)
    several = fields.values["kind"].value == MANY
    right = sum(option.right for option in options)
    if not 2 <= len(options) <= MAX_OPTIONS:
        fields.fail(fields.values["options"], f"2 to {MAX_OPTIONS} options, not {len(options)}")
    if not several and right != 1:
        fields.fail(fields.values["options"], f"exactly one option must be right, not {right}")
    if several and not 0 < right < len(options):
        reason = f"at least one option must be right and one wrong; {right} of {len(options)} are"
        fields.fail(fields.values["options"], f"{reason} right")
    return Choice(_id(fields), fields.text("question"), tuple(options), several, line)


def _number(fields: _Fields, line: int) -> Number:
    answer, tolerance = fields.number("answer"), fields.number("tolerance", 0.0)
    if tolerance < 0:
        fields.fail(fields.values["tolerance"], "`tolerance` must not be negative")
    wrong: list[WrongNumber] = []
    for number, node in enumerate(fields.items("wrong"), 1):
        inner = _Fields(fields.path, node, f"{fields.what}, wrong {number}", "value why")
        item = WrongNumber(inner.number("value"), inner.text("why"))
        if abs(item.value - answer) <= 2 * tolerance:
            inner.fail(node, f"{item.value:g} is too near the answer for this tolerance")
        if any(abs(item.value - other.value) <= 2 * tolerance for other in wrong):
            inner.fail(node, f"{item.value:g} is too near another wrong number")
        wrong.append(item)
    unit = fields.plain_text("unit") if "unit" in fields.values else ""
    return Number(
        _id(fields), fields.text("question"), answer, tolerance, fields.text("why"), tuple(wrong),
        unit, line,
    )  # fmt: skip


def _code(fields: _Fields, line: int) -> Code:
    shown = fields.plain_text("code")
    if shown.count(GAP) != 1:
        reason = f"must hold {GAP} once, where something is missing; it is there {shown.count(GAP)}"
        fields.fail(fields.values["code"], f"`code` {reason} times")
    nodes = list(fields.items("accept"))
    accept = tuple(_python(fields, node, "accept") for node in nodes)
    bare = Code(_id(fields), fields.text("question"), shown, accept, fields.text("why"), (), line)
    for node, text in zip(nodes, accept):
        if sum(fits(bare, text, other) for other in accept) > 1:
            fields.fail(node, f"`accept`: `{text}` says the same as another entry")
    wrong: list[WrongCode] = []
    for number, node in enumerate(fields.items("wrong"), 1):
        inner = _Fields(fields.path, node, f"{fields.what}, wrong {number}", "code why")
        text = _python(inner, inner.values["code"], "code")
        if any(fits(bare, text, right) for right in accept):
            inner.fail(node, f"`{text}` is accepted as right")
        if any(fits(bare, text, other.code) for other in wrong):
            inner.fail(node, f"`{text}` occurs twice")
        wrong.append(WrongCode(text, inner.text("why")))
    return Code(bare.id, bare.text, shown, accept, bare.why, tuple(wrong), line)


def _python(fields: _Fields, node: yaml.Node, key: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        fields.fail(node, f"`{key}` must be code as text")
    text = str(node.value).strip()
    try:
        parse(text)
    except SyntaxError as error:
        fields.fail(node, f"`{key}`: `{text}` is not Python: {error.msg}")
    return text

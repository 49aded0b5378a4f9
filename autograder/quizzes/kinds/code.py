"""A question whose answer is the code that fills in a blank.

- id: a_short_name
  kind: code
  question: ...
  code: z = ____                # what is shown, with four underscores for what is missing
  accept: [np.dot(w, x) + b]    # what may stand there; the first is the solution shown
  explanation: ...
  wrong:                        # code that people typically write; may be left out
    - {code: np.dot(w, x), explanation: what is wrong with it}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import yaml

from ...checks.quiz import CODE, parse
from ...course.yaml_fields import Fields
from ..code_form import fits
from ..page import AnswerText, Entry
from ..question import Example, Mark, Question, common_entries
from ..rules import GAP


@dataclass(frozen=True)
class WrongCode:
    """Code that people typically write, and what it does."""

    code: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Code(Question):
    """A question whose answer is the code that fills in the blank of `code`.

    `accept` holds what may stand in the gap; the first is the one that is shown as the solution.
    """

    code: str
    accept: tuple[str, ...]
    explanation: str
    wrong: tuple[WrongCode, ...] = ()

    kind = CODE
    keys = "code accept explanation"
    optional_keys = "wrong"
    comment = "One line of code in quotes, in place of None."
    example = Example("code", "the missing code, in quotes", '"np.dot(w, x) + b"')

    @property
    def line_with_gap(self) -> str:
        """The one line of `code` in which something is missing."""
        return _line_with_gap(self.code)

    @classmethod
    def read(cls, fields: Fields) -> Self:
        shown = fields.string("code")
        if (count := shown.count(GAP)) != 1:
            reason = f"`code` must hold {GAP} once, where something is missing; it is there {count}"
            fields.fail(fields.values["code"], f"{reason} times")
        accept = _accepted(fields, _line_with_gap(shown))
        wrong = _wrong(fields, _line_with_gap(shown), accept)
        explanation = fields.markdown("explanation")
        return cls(
            **common_entries(fields),
            code=shown,
            accept=accept,
            explanation=explanation,
            wrong=wrong,
        )

    def request(self) -> str:
        return f"```python\n{self.code}\n```\n\n*Fill in the blank,* `{GAP}`."

    @property
    def right_answer(self) -> str:
        return self.accept[0]

    def mark(self, given: str) -> Mark:
        line = self.line_with_gap
        if any(fits(line, given, right) for right in self.accept):
            return Mark(1.0, f"`{given}`: right. {self.explanation}")
        known = next((item.explanation for item in self.wrong if fits(line, given, item.code)), "")
        first = f"`{given}`: wrong. {known}".strip()
        return Mark(0.0, f"{first}\n`{self.accept[0]}` is right. {self.explanation}")

    def page(self) -> Entry:
        return Entry(
            label="Fill in the blank",
            answer=AnswerText(self.accept[0], is_code=True),
            explanation=self.explanation,
            mistakes=tuple(
                (AnswerText(item.code, is_code=True), item.explanation) for item in self.wrong
            ),
            code=self.code,
        )

    def script_data(self) -> dict[str, Any]:
        return {
            "line": self.line_with_gap,
            "accept": self.accept,
            "wrong": [item.code for item in self.wrong],
        }


def _line_with_gap(code: str) -> str:
    return next(line.strip() for line in code.splitlines() if GAP in line)


def _accepted(fields: Fields, line: str) -> tuple[str, ...]:
    nodes = list(fields.items("accept"))
    accept = tuple(_python(fields, node, "accept") for node in nodes)
    for node, text in zip(nodes, accept):
        if sum(fits(line, text, other) for other in accept) > 1:
            fields.fail(node, f"`accept`: `{text}` is equivalent to another entry")
    return accept


def _wrong(fields: Fields, line: str, accept: tuple[str, ...]) -> tuple[WrongCode, ...]:
    wrong: list[WrongCode] = []
    for number, node in enumerate(fields.items("wrong"), 1):
        inner = fields.inner(node, f"wrong {number}", "code explanation")
        text = _python(inner, inner.values["code"], "code")
        if any(fits(line, text, right) for right in accept):
            inner.fail(node, f"`{text}` is accepted as right")
        if any(fits(line, text, other.code) for other in wrong):
            inner.fail(node, f"`{text}` occurs twice")
        wrong.append(WrongCode(text, inner.markdown("explanation")))
    return tuple(wrong)


def _python(fields: Fields, node: yaml.Node, key: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        fields.fail(node, f"`{key}` must be code as text")
    text = str(node.value).strip()
    try:
        parse(text)
    except SyntaxError as error:
        fields.fail(node, f"`{key}`: `{text}` is not Python: {error.msg}")
    return text

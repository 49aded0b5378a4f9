"""A question whose answer is a number.

- id: a_short_name
  kind: number
  question: ...
  answer: 0.29
  tolerance: 0.005              # absolute; defaults to 0
  unit: minutes                 # may be left out
  explanation: how to get it
  wrong:                        # numbers that people typically give; may be left out
    - {value: 0.71, explanation: what it is instead}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ...checks.quiz import NUMBER
from ...course.yaml_fields import Fields
from ..page import AnswerText, Entry
from ..question import Example, Mark, Question, common_entries
from ..rules import RECOGNISED, ROUNDING


@dataclass(frozen=True)
class WrongNumber:
    """A number that people typically give, and what they did to get it."""

    value: float
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A question whose answer is a number; `tolerance` is the absolute error allowed."""

    answer: float
    tolerance: float
    explanation: str
    wrong: tuple[WrongNumber, ...] = ()
    unit: str = ""

    kind = NUMBER
    keys = "answer explanation"
    optional_keys = "tolerance unit wrong"
    comment = "A number, in place of None."
    example = Example("a number", "the number", "0.25")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        answer, tolerance = fields.number("answer"), fields.number("tolerance", 0.0)
        if tolerance < 0:
            fields.fail(fields.values["tolerance"], "`tolerance` must not be negative")
        wrong: list[WrongNumber] = []
        for number, node in enumerate(fields.items("wrong"), 1):
            inner = fields.inner(node, f"wrong {number}", "value explanation")
            item = WrongNumber(inner.number("value"), inner.markdown("explanation"))
            if abs(item.value - answer) <= 2 * tolerance:
                inner.fail(node, f"{item.value:g} is too near the answer for this tolerance")
            if any(abs(item.value - other.value) <= 2 * tolerance for other in wrong):
                inner.fail(node, f"{item.value:g} is too near another wrong number")
            wrong.append(item)
        return cls(
            **common_entries(fields),
            answer=answer,
            tolerance=tolerance,
            explanation=fields.markdown("explanation"),
            wrong=tuple(wrong),
            unit=fields.string("unit") if "unit" in fields.values else "",
        )

    def request(self) -> str:
        return f"*Give a number.*{f' *Unit: {self.unit}.*' if self.unit else ''}"

    @property
    def right_answer(self) -> float:
        return self.answer

    @property
    def form_options(self) -> Mapping[str, str]:
        return {"unit": self.unit} if self.unit else {}

    def mark(self, given: float) -> Mark:
        near = self.tolerance + ROUNDING * max(1.0, abs(self.answer))
        if abs(given - self.answer) <= near:
            return Mark(1.0, f"{given:g}: right. {self.explanation}")
        first = f"{given:g}: wrong. {self._known(given, near)}".strip()
        return Mark(0.0, f"{first}\n{self.answer:g} is right. {self.explanation}")

    def _known(self, given: float, near: float) -> str:
        """Return the explanation of the typical wrong number that `given` is, or nothing."""
        if not self.wrong:
            return ""
        nearest = min(self.wrong, key=lambda item: abs(given - item.value))
        is_it = abs(given - nearest.value) <= max(near, RECOGNISED * abs(nearest.value))
        return nearest.explanation if is_it else ""

    def page(self) -> Entry:
        return Entry(
            label=f"Your answer{f' ({self.unit})' if self.unit else ''}",
            answer=AnswerText(f"{self.answer:g} {self.unit}".strip()),
            explanation=self.explanation,
            mistakes=tuple(
                (AnswerText(f"{item.value:g}:"), item.explanation) for item in self.wrong
            ),
        )

    def script_data(self) -> dict[str, Any]:
        return {
            "answer": self.answer,
            "tolerance": self.tolerance,
            "unit": self.unit,
            "wrong": [item.value for item in self.wrong],
        }

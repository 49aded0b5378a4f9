"""The kinds of questions: one module each, listed in `KINDS`.

A new kind is a class derived from `quizzes.question.Question` and an entry here. Where its answers
have a form of their own (not letters, a number or code), that is an entry of `FORMS` in
`checks/quiz/`; and the page marks them by an object in `book/_scripts/quiz/kinds/`.
"""

from __future__ import annotations

from ..question import Question
from .choice import Many, One
from .code import Code
from .number import Number

KINDS: dict[str, type[Question]] = {each.kind: each for each in (One, Many, Number, Code)}

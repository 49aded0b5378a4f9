"""The rules by which two answers count as the same, read from `rules.json`.

The script of the quizzes in the book's pages bundles the same file, so a page and the grader cannot
disagree about a name or a tolerance. How an answer is read stands in `checks/quiz/rules.json`.

    gap             what a code question shows in place of the missing code
    number.rounding   relative: 0.3 - 0.29 is a little more than 0.01
    number.recognised relative: how far a typical wrong number may be off
    code.aliases      names that stand for each other
    code.libraries    a dotted name that starts with one of these counts by its last part
    code.parameters   parameters whose arguments may be given by position, in order
    code.names_as_text  parameters whose argument may be a function or its name as text
    code.defaults     arguments that equal the default
    code.methods      x.sum() is np.sum(x)
    code.products     functions of two arguments that are the operator @
    code.symmetric    functions whose arguments may stand in any order
    code.commutative  operators whose terms may stand in any order
    code.turned       comparisons that are written the other way round
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

_RULES: dict[str, Any] = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
_CODE: dict[str, Any] = _RULES["code"]

GAP: str = _RULES["gap"]
ROUNDING: float = _RULES["number"]["rounding"]
RECOGNISED: float = _RULES["number"]["recognised"]

ALIASES: Mapping[str, str] = _CODE["aliases"]
LIBRARIES: Collection[str] = frozenset(_CODE["libraries"])
PARAMETERS: Mapping[str, Sequence[str]] = _CODE["parameters"]
NAMES_AS_TEXT: Collection[str] = frozenset(_CODE["names_as_text"])
DEFAULTS: Mapping[str, Sequence[str | None]] = _CODE["defaults"]
METHODS: Collection[str] = frozenset(_CODE["methods"])
PRODUCTS: Collection[str] = frozenset(_CODE["products"])
SYMMETRIC: Collection[str] = frozenset(_CODE["symmetric"])
COMMUTATIVE: Collection[str] = frozenset(_CODE["commutative"])
TURNED: Mapping[str, str] = _CODE["turned"]

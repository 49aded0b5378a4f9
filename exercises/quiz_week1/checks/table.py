"""The table of an exercise: its cases, the right values, and what each known mistake gives.

A table is stored as JSON. The visible checks read one that lies beside them, the grader reads one
made on inputs of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .compare import Return, alike, count_right, fault
from .encode import decode, encode
from .hints import hint_on
from .run import Case, Outcome

GIST = 30  # so much of an error's words stays the same whatever the student's names are


@dataclass(frozen=True)
class Misconception:
    """A known mistake: its name, the sentence for the student, where to read, what it gives.

    In the grader's own files the sentence and the place are empty: see `autograder golden`.
    """

    name: str
    explanation: str
    read: str
    outcomes: tuple


@dataclass(frozen=True)
class Convention:
    """Right values by one custom, and the words that name it: `equal to ...`."""

    name: str
    expected: tuple


@dataclass(frozen=True)
class Table:
    """Everything that checking one exercise needs, as plain data."""

    name: str
    parameters: tuple
    oracle: str
    returns: tuple
    cases: tuple
    expected: tuple
    misconceptions: tuple
    conventions: tuple = ()  # a Custom for each other set of right values, where two are allowed

    def faults(self, outcomes):
        """Return for each case what is wrong with its outcome, or an empty string."""
        return self._faults(outcomes, self.nearest(outcomes).expected)

    def nearest(self, outcomes):
        """Return the right values that fit most outcomes: Keras's, or those of another custom.

        One custom must fit all cases.
        """

        def fit(custom):
            calls = self._faults(outcomes, custom.expected).count("")
            trios = zip(outcomes, custom.expected, self.cases)
            return calls, sum(count_right(o, right, self.returns, case) for o, right, case in trios)

        first = Convention(self.oracle, self.expected)
        return max((first, *self.conventions), key=fit) if self.conventions else first

    def _faults(self, outcomes, expected):
        return [
            fault(outcome, right, self.returns, case, self.parameters)
            for outcome, right, case in zip(outcomes, expected, self.cases)
        ]

    def recognise(self, outcomes):
        """Return the first known mistake that gives these very outcomes, or None."""
        for misconception in self.misconceptions:
            pairs = zip(outcomes, misconception.outcomes, self.cases)
            words = _always_raises(misconception.outcomes)
            if words and not all(map(_same_words, outcomes, misconception.outcomes)):
                continue
            if all(alike(one, other, case, self.returns) for one, other, case in pairs):
                return misconception
        return None

    def to_json(self):
        """Return the table as text: one line per case and mistake, so that it diffs."""
        data = {
            "name": self.name,
            "parameters": list(self.parameters),
            "oracle": self.oracle,
            "returns": [[item.name, item.kind] for item in self.returns],
            "cases": [_case_data(case) for case in self.cases],
            "expected": [encode(value) for value in self.expected],
            "conventions": [
                {"name": custom.name, "expected": [encode(value) for value in custom.expected]}
                for custom in self.conventions
            ],
            "misconceptions": [
                {
                    "name": misconception.name,
                    **explanation_data(misconception),
                    "outcomes": [
                        _outcome_data(outcome, _always_raises(misconception.outcomes))
                        for outcome in misconception.outcomes
                    ],
                }
                for misconception in self.misconceptions
            ],
        }
        return _lines(data) + "\n"

    @staticmethod
    def from_json(text):
        """Return the table that `to_json` wrote."""
        data = json.loads(text)
        return Table(
            name=data["name"],
            parameters=tuple(data["parameters"]),
            oracle=data["oracle"],
            returns=tuple(Return(*item) for item in data["returns"]),
            cases=tuple(_case(item) for item in data["cases"]),
            expected=tuple(decode(item) for item in data["expected"]),
            conventions=tuple(
                Convention(item["name"], tuple(map(decode, item["expected"])))
                for item in data["conventions"]
            ),
            misconceptions=tuple(
                Misconception(
                    m["name"],
                    m.get("explanation", ""),
                    m.get("read", ""),
                    tuple(map(_outcome, m["outcomes"])),
                )
                for m in data["misconceptions"]
            ),
        )

    @staticmethod
    def load(path):
        """Return the table stored at `path`."""
        return Table.from_json(Path(path).read_text("utf-8"))


def explanation_data(misconception):
    """Return the explanation of a known mistake as data; a table of values alone has none."""
    if not misconception.explanation:
        return {}
    return {"explanation": misconception.explanation, "read": misconception.read}


def _case_data(case):
    data = {"label": case.label, "aspect": case.aspect, "arguments": encode(list(case.arguments))}
    if case.keywords:
        data["keywords"] = encode(dict(case.keywords))
    return {**data, "atol": case.atol}


def _case(data):
    keywords = decode(data.get("keywords", {"dict": []}))
    arguments = tuple(decode(data["arguments"]))
    return Case(data["label"], data["aspect"], arguments, keywords, data["atol"])


def _always_raises(outcomes):
    """Return whether nothing but errors came back: then their kind alone names none."""
    return all(outcome.raised for outcome in outcomes)


def _same_words(outcome, other):
    """Return whether two errors say the same; NumPy's words change from version to version."""
    one, two = outcome.message[:GIST], other.message[:GIST]
    return one == two or hint_on(one) == hint_on(two) != ""


def _outcome_data(outcome, with_message):
    if outcome.raised:
        words = {"message": outcome.message[:GIST]} if with_message else {}
        return {"raised": outcome.raised, **words}
    data = {"value": encode(outcome.value)}
    if outcome.changed:
        data["changed"] = list(outcome.changed)
    if outcome.overwritten:
        data["overwritten"] = True
    return data


def _outcome(data):
    return Outcome(
        value=decode(data.get("value")),
        raised=data.get("raised", ""),
        message=data.get("message", ""),
        changed=tuple(data.get("changed", ())),
        overwritten=data.get("overwritten", False),
    )


def _lines(data, depth=0):
    """Write JSON with a line for each case and each outcome."""
    if depth == 4 or not isinstance(data, (dict, list)) or not data or _is_short(data):
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(data, dict):
        rows = [f"{json.dumps(k)}: {_lines(v, depth + 1)}" for k, v in data.items()]
        return "{\n" + ",\n".join(pad + row for row in rows) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + _lines(item, depth + 1) for item in data) + f"\n{end}]"


def _is_short(data):
    return (isinstance(data, list) and all(isinstance(item, str) for item in data)) or (
        isinstance(data, dict) and "arguments" in data
    )

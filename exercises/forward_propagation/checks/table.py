"""The table of an exercise: its cases, the right values, and what each known mistake gives.

A table is stored as JSON. The visible checks read one that lies beside them, the grader reads one
made on inputs of its own. Of what a mistake gives it holds signatures, not values.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from .code_in import code_in
from .compare import Return, count_right, fault
from .encode import decode, encode
from .evidence import Evidence, Hypothesis
from .run import Case
from .signature import Signature, from_cells, signature_of, to_cells
from .sizes import Size, find_size


@dataclass(frozen=True)
class Misconception:
    """A known mistake: its name, the sentence for the student, where to read, what it gives.

    `quotes` is the code of which the sentence says that the student wrote it: where none of it is
    in the function, `of_result`, which speaks of the result alone, is told instead. In the grader's
    own files all texts are empty: see `autograder golden`.
    """

    name: str
    explanation: str
    read: str
    outcomes: tuple
    quotes: tuple = ()
    of_result: str = ""

    def told(self, code, probable):
        """Return the mistake with the sentence that suits a function with this `code`."""
        suits = not self.quotes or not code.isdisjoint(self.quotes)
        text = self.explanation if suits else self.of_result
        return replace(self, explanation=f"Probably: {text}" if probable else text)


@dataclass(frozen=True)
class Recognition:
    """The known mistakes that explain what came back, with the sentences for this student.

    If `error_left`, they explain the values, and an error that was raised beside them is another
    matter.
    """

    mistakes: tuple = ()
    error_left: bool = False

    @property
    def names(self):
        """The names of the mistakes."""
        return tuple(mistake.name for mistake in self.mistakes)


@dataclass(frozen=True)
class Convention:
    """Right values by one custom, and the words that name it: `equal to ...`."""

    name: str
    expected: tuple


@dataclass(frozen=True)
class Combination:
    """Several known mistakes, by their names, and what they give if all are made at once."""

    names: tuple
    outcomes: tuple


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
    conventions: tuple = ()  # a Convention for each other set of right values that is allowed
    combinations: tuple = ()  # a Hypothesis for each way to make several of the mistakes at once
    sizes: tuple = ()  # a Size for each kind of mistake whose size is found from what came back

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

    def recognise(self, outcomes, source=""):
        """Return the `Recognition` of these outcomes; see `evidence` for how it is found.

        `source` is the text of the student's function, if it is known.
        """
        seen = self.evidence.compare(self.signatures(outcomes))
        if found := self.evidence.in_all(seen):
            return self._told(found, source)
        errors = bool(seen.raised.any())
        if size := find_size(self, outcomes, seen):
            return Recognition((size,), errors)
        return self._told(self.evidence.in_part(seen), source, errors)

    def _told(self, finding, source, error_left=False):
        known = {misconception.name: misconception for misconception in self.misconceptions}
        code = code_in(source)
        told = tuple(known[name].told(code, finding.probable) for name in finding.names)
        return Recognition(told, error_left)

    @cached_property
    def evidence(self):
        """The known mistakes, alone and together, as what came back is compared with them."""
        alone = [
            Hypothesis((one.name,), self.signatures(one.outcomes)) for one in self.misconceptions
        ]
        together = [
            Hypothesis(one.names, self.signatures(one.outcomes)) for one in self.combinations
        ]
        return Evidence([*alone, *together])

    def signatures(self, outcomes):
        """Return the signatures of outcomes; a stored table holds nothing else of its mistakes."""
        if all(isinstance(one, Signature) for one in outcomes):
            return tuple(outcomes)
        trios = zip(outcomes, self.nearest(outcomes).expected, self.cases)
        return tuple(signature_of(*trio, self.returns) for trio in trios)

    def to_json(self):
        """Return the table as text: one line per case and per mistake, so that it diffs."""
        mistakes = (*self.misconceptions, *self.combinations)
        rows = [to_cells(self.signatures(one.outcomes)) for one in mistakes]
        columns = _columns(rows)
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
            "cells": columns,
            "misconceptions": [
                {"name": one.name, **explanation_data(one), "outcomes": _places(row, columns)}
                for one, row in zip(self.misconceptions, rows)
            ],
            "combinations": [
                {"names": list(one.names), "outcomes": _places(row, columns)}
                for one, row in zip(self.combinations, rows[len(self.misconceptions) :])
            ],
            "sizes": [
                {"name": one.name, "kind": one.kind, **explanation_data(one)} for one in self.sizes
            ],
        }
        return _lines(data) + "\n"

    @staticmethod
    def from_json(text):
        """Return the table that `to_json` wrote."""
        data = unfolded(json.loads(text))
        returns = tuple(Return(*item) for item in data["returns"])
        return Table(
            name=data["name"],
            parameters=tuple(data["parameters"]),
            oracle=data["oracle"],
            returns=returns,
            cases=tuple(_case(item) for item in data["cases"]),
            expected=tuple(decode(item) for item in data["expected"]),
            conventions=tuple(
                Convention(item["name"], tuple(map(decode, item["expected"])))
                for item in data["conventions"]
            ),
            misconceptions=tuple(
                Misconception(
                    one["name"],
                    one.get("explanation", ""),
                    one.get("read", ""),
                    from_cells(one["outcomes"], len(returns)),
                    tuple(one.get("quotes", ())),
                    one.get("of_result", ""),
                )
                for one in data["misconceptions"]
            ),
            combinations=tuple(
                Combination(tuple(one["names"]), from_cells(one["outcomes"], len(returns)))
                for one in data["combinations"]
            ),
            sizes=tuple(
                Size(one["name"], one["kind"], one.get("explanation", ""), one.get("read", ""))
                for one in data["sizes"]
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
    data = {"explanation": misconception.explanation, "read": misconception.read}
    if quotes := getattr(misconception, "quotes", ()):
        data |= {"quotes": list(quotes), "of_result": misconception.of_result}
    return data


def _case_data(case):
    data = {"label": case.label, "aspect": case.aspect, "arguments": encode(list(case.arguments))}
    if case.keywords:
        data["keywords"] = encode(dict(case.keywords))
    return {**data, "atol": case.atol}


def _case(data):
    keywords = decode(data.get("keywords", {"dict": []}))
    arguments = tuple(decode(data["arguments"]))
    return Case(data["label"], data["aspect"], arguments, keywords, data["atol"])


def _columns(rows):
    """Return for each column its different cells, in the order in which they come.

    Mistakes share most of their cells: a cell is stored once, and a mistake says which ones it has.
    """
    return [list(dict.fromkeys(column)) for column in zip(*rows)]


def _places(row, columns):
    return [column.index(cell) for cell, column in zip(row, columns)]


def unfolded(data):
    """Return the data of a table with the cells of each mistake in place of their places."""
    if "cells" not in data:  # a table of no cells, such as that of a model
        return data
    columns = data["cells"]

    def with_cells(mistake):
        cells = [column[place] for column, place in zip(columns, mistake["outcomes"])]
        return {**mistake, "outcomes": cells}

    lists = ("misconceptions", "combinations")
    return {**data, **{name: list(map(with_cells, data[name])) for name in lists}}


def _lines(data, depth=0):
    """Write JSON with a line for each case and for the outcomes of each mistake."""
    if depth == 4 or not isinstance(data, (dict, list)) or not data or _is_short(data):
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(data, dict):
        flat = {"outcomes": 4, "cells": 3}  # so deep that each of their items is a line of its own
        rows = [
            f"{json.dumps(key)}: {_lines(item, flat.get(key, depth + 1))}"
            for key, item in data.items()
        ]
        return "{\n" + ",\n".join(pad + row for row in rows) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + _lines(item, depth + 1) for item in data) + f"\n{end}]"


def _is_short(data):
    return (isinstance(data, list) and all(isinstance(item, str) for item in data)) or (
        isinstance(data, dict) and ("arguments" in data or "names" in data)
    )

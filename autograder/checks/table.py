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
from .compare import Return, fault, right_values
from .encode import decode, encode
from .evidence import Evidence, Hypothesis
from .run import Case
from .signature import Signature, from_cells, signature_of, to_cells
from .sizes import Size, find_size
from .table_text import columns_of, lines_of, places_in, unfolded


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
        custom, rows = self._once("fit", outcomes, self._fit)
        return [
            fault(outcome, right, self.returns, case, self.parameters, bool(row) and all(row))
            for outcome, right, case, row in zip(outcomes, custom.expected, self.cases, rows)
        ]

    def nearest(self, outcomes):
        """Return the right values that fit most outcomes: Keras's, or those of another custom.

        One custom must fit all cases.
        """

        return self._once("fit", outcomes, self._fit)[0]

    def _fit(self, outcomes):
        """Return the nearest custom, and for each call which of its values are right by it."""
        best, most = None, (-1, -1)
        for custom in (Convention(self.oracle, self.expected), *self.conventions):
            trios = zip(outcomes, custom.expected, self.cases)
            rows = [right_values(o, right, self.returns, case) for o, right, case in trios]
            fit = sum(bool(row) and all(row) for row in rows), sum(map(sum, rows))
            if fit > most:
                best, most = (custom, rows), fit
            if fit[0] == len(self.cases):
                break
        return best

    def _once(self, what, outcomes, compute):
        """Compute something of the same outcomes once: several ask for it, one after the other."""
        of, found = self._last.get(what, (None, None))
        if of is not outcomes:
            found = compute(outcomes)
            self._last[what] = outcomes, found
        return found

    @cached_property
    def _last(self):
        return {}

    def recognise(self, outcomes, source=""):
        """Return the `Recognition` of these outcomes; see `evidence` for how it is found.

        `source` is the text of the student's function, if it is known.
        """
        finding, size, error_left = self._once("found", outcomes, self._find)
        if size:
            return Recognition((size,), error_left)
        return self._told(finding, source, error_left)

    def _find(self, outcomes):
        """Return a finding or a size, and whether errors are left beside it."""
        seen = self.evidence.compare(self.signatures(outcomes))
        if found := self.evidence.in_all(seen):
            return found, None, False
        errors = bool(seen.raised.any())
        if size := find_size(self, outcomes, seen):
            return None, size, errors
        return self.evidence.in_part(seen), None, errors

    def _told(self, finding, source, error_left=False):
        known = {misconception.name: misconception for misconception in self.misconceptions}
        code = code_in(source)
        told = tuple(known[name].told(code, finding.probable) for name in finding.names)
        return Recognition(told, error_left)

    def prepare(self):
        """Compute now what recognising needs: forked processes then share it."""
        return self.evidence

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
        custom, rows = self._once("fit", outcomes, self._fit)
        return tuple(
            signature_of(outcome, right, case, self.returns, row)
            for outcome, right, case, row in zip(outcomes, custom.expected, self.cases, rows)
        )

    def to_json(self):
        """Return the table as text: one line per case and per mistake, so that it diffs."""
        mistakes = (*self.misconceptions, *self.combinations)
        rows = [to_cells(self.signatures(one.outcomes)) for one in mistakes]
        columns = columns_of(rows)
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
                {"name": one.name, **explanation_data(one), "outcomes": places_in(row, columns)}
                for one, row in zip(self.misconceptions, rows)
            ],
            "combinations": [
                {"names": list(one.names), "outcomes": places_in(row, columns)}
                for one, row in zip(self.combinations, rows[len(self.misconceptions) :])
            ],
            "sizes": [
                {"name": one.name, "kind": one.kind, **explanation_data(one)} for one in self.sizes
            ],
        }
        return lines_of(data) + "\n"

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

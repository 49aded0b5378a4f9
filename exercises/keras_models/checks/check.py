"""The visible check: the inputs are shown, the right values are Keras's."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .compare import largest_difference
from .report import CheckFailed, Report, Row, advice, call, listing
from .run import run
from .table import Table

FOLDER = Path(__file__).parent  # where the tables lie
ALL_DIGITS = 16
HEAD = "{name} is not right yet: {passed} of {cases} checks pass."


def check(name, function):
    """Try `function` on the stored cases of the exercise `name`.

    Prints one line when every case is right.

    Raises
    ------
    CheckFailed
        At the first case that is not, with the call, what came back, what was expected and, where
        the answer is that of a known mistake, what the mistake is and where to read about it.
    """
    table = load_table(name)
    if not isinstance(table, Table):
        from .models import check_model  # not there where no exercise builds a model

        check_model(table, function)
        return
    outcomes = run(function, table.cases)
    print(expect_right(table, outcomes, table.faults(outcomes)))


def expect_right(table, outcomes, faults):
    """Return the line that tells that all outcomes of the cases of `table` are right.

    Raises
    ------
    CheckFailed
        At the first that is not: the one with a fault.
    """
    if any(faults):
        raise CheckFailed(_report(table, outcomes, faults))
    right = table.nearest(outcomes)
    difference = largest_difference(outcomes, right.expected, table.cases)
    return f"{table.name}: {len(faults)} checks, equal to {right.name} to {difference:.0e}"


@cache
def load_table(name):
    """Return the stored cases of the exercise `name`."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        known = ", ".join(sorted(item.stem for item in FOLDER.glob("*.json")))
        raise ValueError(f"There is no check called {name!r}. The checks here are: {known}.")
    return load(path)


def load(path):
    """Return the `Table`, or the `Blueprint` of a Keras model, that is stored at `path`."""
    text = path.read_text("utf-8")
    if "blueprint" in json.loads(text):
        from .models import Blueprint

        return Blueprint.from_json(text)
    return Table.from_json(text)


def _report(table, outcomes, faults):
    first = next(index for index, found in enumerate(faults) if found)
    if outcomes[first].raised == "NotImplementedError":
        return Report(
            f"{table.name} is not written yet. Replace `raise NotImplementedError()` by your code."
        )
    case, passed = table.cases[first], faults.count("")
    rows = [
        Row("Wrong", f"{case.label}: {faults[first]}"),
        Row("Call", call(table.name, table.parameters, case), prose=False),
    ]
    value, right = outcomes[first].value, table.nearest(outcomes).expected[first]
    returned, expected = (listing(one, table.returns) for one in (value, right))
    if returned == expected:  # six digits do not show the difference
        returned, expected = (listing(one, table.returns, ALL_DIGITS) for one in (value, right))
    if not outcomes[first].raised:
        rows.append(Row("Returned", returned, prose=False))
    rows.append(Row("Expected", expected, prose=False))
    mistake = table.recognise(outcomes)
    headline = HEAD.format(name=table.name, passed=passed, cases=len(faults))
    names = (mistake.name,) if mistake else ()
    return Report(headline, (*rows, *advice(mistake, outcomes[first])), names)

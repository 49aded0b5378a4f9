"""The visible check: the inputs are shown, the right values are Keras's."""

from __future__ import annotations

from pathlib import Path

from .compare import largest_difference
from .report import CheckFailed, advice, call, describe
from .run import run
from .table import Table


def check(name, function):
    """Try `function` on the stored cases of the exercise `name`.

    Prints one line when every case is right.

    Raises
    ------
    CheckFailed
        At the first case that is not, with the call, what came back, what was expected and, where
        the answer is that of a known mistake, what the mistake is and where to read about it.
    """
    table = _load(name)
    outcomes = run(function, table.cases)
    faults = table.faults(outcomes)
    if any(faults):
        raise CheckFailed(_message(table, outcomes, faults))
    right = table.nearest(outcomes)
    difference = largest_difference(outcomes, right, table.cases)
    equal = "equal to" if right is table.expected else "right by another custom than that of"
    print(f"{name}: {len(faults)} checks, {equal} {table.oracle} to {difference:.0e}")


def _load(name):
    path = Path(__file__).parent / f"{name}.json"
    if not path.exists():
        known = ", ".join(sorted(item.stem for item in path.parent.glob("*.json")))
        raise ValueError(f"There is no check called {name!r}. The checks here are: {known}.")
    return Table.load(path)


def _message(table, outcomes, faults):
    first = next(index for index, found in enumerate(faults) if found)
    if outcomes[first].raised == "NotImplementedError":
        return (
            f"{table.name} is not written yet. Replace `raise NotImplementedError()` by your code."
        )
    case, passed = table.cases[first], faults.count("")
    rows = [
        f"{table.name} is not right yet: {passed} of {len(faults)} checks pass.",
        f"  First that does not ({case.label}): {faults[first]}",
        f"  Call      {call(table.name, table.parameters, case)}",
    ]
    if not outcomes[first].raised:
        rows.append(f"  Returned  {describe(outcomes[first].value)}")
    rows.append(f"  Expected  {describe(table.nearest(outcomes)[first])}")
    return "\n".join(rows + advice(table.recognise(outcomes)))

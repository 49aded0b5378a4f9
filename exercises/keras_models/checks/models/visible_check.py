"""The visible check of a function that builds a model."""

from __future__ import annotations

from ..hints import hint_on
from ..report import AspectRow, CheckFailed, Report, Row, advice
from .differences import recognise
from .inspection import MODEL_ASPECTS, inspect


def check_model(blueprint, function):
    """Check the model that `function` builds; print one line when all is right.

    Raises
    ------
    CheckFailed
        With what is wrong in each aspect, the layers found and those asked for.
    """
    print(expect_as_asked(blueprint, inspect(function, blueprint)))


def expect_as_asked(blueprint, found):
    """Return the line that tells that the models found are as asked for.

    Raises
    ------
    CheckFailed
        If they are not.
    """
    if any(found.faults.values()):
        raise CheckFailed(_report(blueprint, found))
    count = f"{found.parameters:,} parameters"
    return f"{blueprint.name}: {', '.join(MODEL_ASPECTS)} as asked for, {count}"


def _report(blueprint, found):
    if found.unwritten:
        text = "Replace `raise NotImplementedError()` by your code."
        return Report(f"{blueprint.name} is not written yet. {text}")
    wrong = [aspect for aspect in MODEL_ASPECTS if found.faults[aspect]]
    right = len(MODEL_ASPECTS) - len(wrong)
    headline = f"{blueprint.name} is not right yet: {right} of {len(MODEL_ASPECTS)} checks pass."
    rows: list[Row] = [AspectRow(aspect, text) for aspect in wrong for text in found.faults[aspect]]
    rows.append(Row("Call", found.call, prose=False))
    if found.returned:
        rows.append(Row("Returned", found.returned, prose=False))
    rows.append(Row("Expected", found.expected, prose=False))
    mistakes = recognise(found.differences, blueprint.misconceptions)
    names = tuple(mistake.name for mistake in mistakes)
    return Report(headline, (*rows, *model_advice(mistakes, found)), names)


def model_advice(mistakes, found):
    """Return the rows that explain known mistakes, or else a hint on an error in the faults."""
    if not mistakes:
        words = hint_on(" ".join(text for texts in found.faults.values() for text in texts))
        return [Row("Hint", words)] if words else []
    return [row for mistake in mistakes for row in advice(mistake)]

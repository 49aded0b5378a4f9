"""The visible check of a function that builds a model."""

from ..hints import hint_on
from ..report import CheckFailed, advice, row
from .inspection import MODEL_ASPECTS, inspect
from .marks import recognise


def check_model(blueprint, function):
    """Check the model that `function` builds; print one line when all is right.

    Raises
    ------
    CheckFailed
        With what is wrong in each aspect, the layers found and those asked for.
    """
    found = inspect(function, blueprint)
    if any(found.faults.values()):
        raise CheckFailed(_message(blueprint, found))
    count = f"{found.parameters:,} parameters"
    print(f"{blueprint.name}: {', '.join(MODEL_ASPECTS)} as asked for, {count}")


def _message(blueprint, found):
    if found.unwritten:
        text = "Replace `raise NotImplementedError()` by your code."
        return f"{blueprint.name} is not written yet. {text}"
    wrong = [aspect for aspect in MODEL_ASPECTS if found.faults[aspect]]
    rows = [
        f"{blueprint.name} is not right yet: "
        f"{len(MODEL_ASPECTS) - len(wrong)} of {len(MODEL_ASPECTS)} checks pass."
    ]
    rows += [f"  {aspect}: {text}" for aspect in wrong for text in found.faults[aspect]]
    rows += [f"  Call      {found.call}"]
    if found.returned:
        rows.append(f"  Returned  {found.returned}")
    rows.append(f"  Expected  {found.expected}")
    mistakes = recognise(found.marks, blueprint.mistakes)
    return "\n".join(rows + model_advice(mistakes, found))


def model_advice(mistakes, found):
    """Return the lines that name known mistakes, or else a hint on an error among the faults."""
    if not mistakes:
        words = hint_on(" ".join(text for texts in found.faults.values() for text in texts))
        return [row("Hint", words)] if words else []
    return [line for mistake in mistakes for line in advice(mistake)]

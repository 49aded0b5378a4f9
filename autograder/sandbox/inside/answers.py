"""Parts of the student process's answers: values as arrays, printed text, and exceptions."""

from __future__ import annotations

import contextlib
import traceback
from typing import Any

import numpy as np

from ...checks.run import explain
from ..wire import MAX_NAME_LENGTH, MAX_TEXT_LENGTH, Message
from .cell_outputs import OUTPUTS
from .shell import CELL

MAX_PRINTED = 2_000  # characters of one call's output that a test receives


def as_arrays(value: Any) -> Any:
    """Convert tensors, series and other array-likes as `np.asarray` does, also in containers.

    So a test can compute with them as it would in the notebook.
    """
    if isinstance(value, np.ndarray):
        return value if isinstance(value, np.matrix) else np.asarray(value)
    if isinstance(value, np.generic | type):
        return value
    if type(value) in (list, tuple):
        return type(value)(map(as_arrays, value))
    if type(value) is dict:
        return {key: as_arrays(item) for key, item in value.items()}
    if hasattr(value, "__array__"):
        with contextlib.suppress(Exception):
            return np.asarray(value)
    return value


def printed() -> Message:
    """Return the fields of an answer for printed text: (stream, text) pairs, and the size cut."""
    streams = [[output["name"], output["text"]] for output in OUTPUTS.take() if "name" in output]
    return {"printed": streams, "unprinted": OUTPUTS.dropped}


def failure(error: BaseException) -> Message:
    """Return the fields of an answer that describe an exception, even if its `__str__` raises."""
    try:
        message, explained = str(error)[:MAX_TEXT_LENGTH], explain(error)
        lines = _traceback_of_cells(error)
    except BaseException as worse:
        message = explained = f"(its message cannot be read: {type(worse).__name__})"
        lines = []
    return {
        "raised": type(error).__name__[:MAX_NAME_LENGTH],
        "message": message,
        "explained": explained,
        "traceback": "".join(lines)[-MAX_TEXT_LENGTH:],
    }


def _traceback_of_cells(error: BaseException) -> list[str]:
    """Return the entries of the traceback that are in the student's cells."""
    frames = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([f for f in frames if f.filename.startswith(CELL)])

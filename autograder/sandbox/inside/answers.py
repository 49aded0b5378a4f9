"""What the student process answers: values as arrays, what was printed, and errors in words."""

from __future__ import annotations

import contextlib
import traceback
from typing import Any

import numpy as np

from ...checks.run import explain
from ..wire import MAX_NAME_LENGTH, MAX_TEXT_LENGTH, Message
from .cell_outputs import OUTPUTS
from .shell import CELL

MAX_PRINTED = 2_000  # characters that a test is told of what one call printed


def as_arrays(value: Any) -> Any:
    """Return tensors, series and their like as the arrays that NumPy would make of them.

    A test computes with them as it would in the notebook.
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
    found = [[output["name"], output["text"]] for output in OUTPUTS.take() if "name" in output]
    return {"printed": found, "unprinted": OUTPUTS.lost}


def failure(error: BaseException) -> Message:
    """Put an exception into words; its own words may fail, too."""
    try:
        message, explained = str(error)[:MAX_TEXT_LENGTH], explain(error)
        rows = _own_rows(error)
    except BaseException as worse:
        message = explained = f"(its text cannot be read: {type(worse).__name__})"
        rows = []
    return {
        "raised": type(error).__name__[:MAX_NAME_LENGTH],
        "message": message,
        "explained": explained,
        "traceback": "".join(rows)[-MAX_TEXT_LENGTH:],
    }


def _own_rows(error: BaseException) -> list[str]:
    """Return those rows of the traceback that show the student's cells."""
    frames = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([f for f in frames if f.filename.startswith(CELL)])

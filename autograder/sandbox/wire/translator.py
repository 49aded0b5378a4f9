"""What one side of the wire makes of values that are not plain data, such as functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from .bounds import WireError
from .clean import clean_name


class Translator:
    """Gives what is not plain data a tag and plain content, and takes it back. This one cannot."""

    def encode(self, value: Any) -> tuple[str, Any]:
        return "o", kind_of(value)

    def decode(self, tag: str, content: Any) -> Any:
        raise WireError(f"unknown tag {tag!r:.50}")


def kind_of(value: Any) -> str:
    """Return the name of a value's type."""
    if type(value) is np.ndarray:
        return clean_name(f"array of dtype {value.dtype}")
    return clean_name(type(value).__name__)

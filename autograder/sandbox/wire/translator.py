"""How one side of the wire encodes values that are not plain data, such as functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..untrusted_text import clean_name
from .bounds import WireError


class Translator:
    """Encodes values as tags with plain content, and decodes them. The base class knows no tags."""

    def encode(self, value: Any) -> tuple[str, Any]:
        """Return the tag and the content for a value that is not plain data."""
        return "o", kind_of(value)

    def decode(self, tag: str, content: Any) -> Any:
        """Return the value of a tag that `unpack` does not know.

        Raises
        ------
        WireError
            If the tag is unknown here too.
        """
        raise WireError(f"unknown tag {tag!r:.50}")


def kind_of(value: Any) -> str:
    """Return the name of a value's type, for an array with its dtype."""
    if type(value) is np.ndarray:
        return clean_name(f"array of dtype {value.dtype}")
    return clean_name(type(value).__name__)

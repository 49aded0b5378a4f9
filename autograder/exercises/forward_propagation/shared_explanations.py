"""Explanations of mistakes that several functions of this assignment share."""

from __future__ import annotations

ROWS = (
    "Unit j took its weights from row j of W. They are in column j: `W[:, j]`. "
    "W has one row per feature and one column per unit, so the product is `a_in @ W`."
)

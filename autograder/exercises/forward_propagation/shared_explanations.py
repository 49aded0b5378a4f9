"""Explanations of mistakes that several functions of this assignment share."""

from __future__ import annotations

ROWS = (
    "Unit j took its weights from row j of W. They stand in column j: `W[:, j]`. "
    "W has one row a feature and one column a unit, so the product is `a_in @ W`."
)

"""Explanations of mistakes that several functions of this assignment share."""

from __future__ import annotations

NOT_COMPILED = (
    "The model has layers but no loss, so it cannot be trained. Call `model.compile(loss=...)` "
    "before you return it."
)
MEAN_SQUARED = (
    "You compiled with the mean squared error, which belongs to regression. For labels 0 and 1 the "
    "loss is the binary cross-entropy."
)

"""Inspect a Keras model: its layers, how it is compiled, what it does.

A model is first put into plain words (`facts`), whatever it was built with: Sequential,
functional or subclassed, the activation inside a layer or behind it. These facts are then compared
with a blueprint. A known mistake is recognised by the facts in which it differs.

Only the public Keras 3 API is used, and Keras is imported when a model is inspected, not before.
"""

from .blueprint import LOGITS, NON_LINEAR, PROBABILITIES, Blueprint, Call, ModelMisconception
from .differences import recognise
from .inspection import MODEL_ASPECTS, differences_of, inspect
from .visible_check import check_model, expect_as_asked

__all__ = [
    "LOGITS",
    "MODEL_ASPECTS",
    "NON_LINEAR",
    "PROBABILITIES",
    "Blueprint",
    "Call",
    "ModelMisconception",
    "check_model",
    "differences_of",
    "expect_as_asked",
    "inspect",
    "recognise",
]

"""What values other than numbers are called, and how to make numbers of them.

The names are those of Python's types.
"""

from __future__ import annotations

import numpy as np

from .encode import decode, encode

_TENSOR = "Return `.numpy()` of it, or compute with NumPy."
_SYMBOLIC = "It stands for numbers that are not known yet. Compute with NumPy."
_CALL = "Is a pair of parentheses missing, which would call it?"
_LAZY = "It holds no numbers yet. Make a NumPy array of it: `np.array(list(...))`."

_KINDS = {
    "EagerTensor": ("a TensorFlow tensor (EagerTensor)", _TENSOR),
    "ResourceVariable": ("a TensorFlow variable (ResourceVariable)", _TENSOR),
    "Variable": ("a variable of Keras (Variable)", _TENSOR),
    "RaggedTensor": ("a ragged TensorFlow tensor (RaggedTensor)", _TENSOR),
    "SymbolicTensor": ("a symbolic TensorFlow tensor (SymbolicTensor)", _SYMBOLIC),
    "KerasTensor": ("a symbolic Keras tensor (KerasTensor)", _SYMBOLIC),
    "Tensor": ("a tensor (Tensor)", "Return `.detach().numpy()` of it, or compute with NumPy."),
    "ArrayImpl": ("an array of JAX (ArrayImpl)", "Return `np.asarray(...)` of it."),
    "Series": ("a pandas Series", "Return `.to_numpy()` of it."),
    "DataFrame": ("a pandas DataFrame", "Return `.to_numpy()` of it."),
    "MaskedArray": ("a masked array", "Return a plain array: `.filled(0)` makes one."),
    "Fraction": ("a Fraction", "Return `float(...)` of it."),
    "Decimal": ("a Decimal", "Return `float(...)` of it."),
    "function": ("a function", _CALL),
    "method": ("a method", _CALL),
    "builtin_function_or_method": ("a function", _CALL),
    "ufunc": ("a function of NumPy (ufunc)", _CALL),
    "type": ("a class", _CALL),
    "generator": ("a generator", _LAZY),
    "map": ("a map object", _LAZY),
    "filter": ("a filter object", _LAZY),
    "zip": ("a zip object", _LAZY),
    "range": ("a range", "Return `np.arange(...)` instead."),
    "ellipsis": ("`...`", "Replace the `...` by your code."),
    "str": ("a str", "It must return numbers, not text."),
}


def in_words(kind):
    """Return what a kind of value is called in a sentence."""
    article = "an" if kind[:1].lower() in tuple("aeiou") else "a"
    return _KINDS[kind][0] if kind in _KINDS else f"{article} {kind}"


def remedy(kind):
    """Return what to do to return numbers instead, or an empty string."""
    return _KINDS[kind][1] if kind in _KINDS else ""


def is_number(value):
    """Return whether a value is a number or an array of numbers."""
    plain = isinstance(value, (bool, int, float, np.generic)) or type(value) is np.ndarray
    return plain and np.asarray(value).dtype.kind in "biuf"


def kind_of(value):
    """Name a value that is not numbers, the same for the value and for its stored mark."""
    mark = decode(encode(value))
    return getattr(mark, "kind", type(mark).__name__)

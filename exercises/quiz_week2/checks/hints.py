"""What to look for where the student's code raised an error whose own words help no beginner."""

from __future__ import annotations

_MATRIX_PRODUCT = (
    "In a matrix product `A @ B` the last length of A's shape must be the first of B's. Compare "
    "the shapes in the call."
)
_ONE_NUMBER = (
    "One number has no length and no places, and the function is called with one too. NumPy's "
    "functions, such as `np.exp` and `np.where`, take a number and an array alike."
)
_NO_NUMBER = (
    "`float`, `int` and the functions of `math` take one number; here they got an array. NumPy's "
    "functions, such as `np.exp` and `np.sqrt`, take arrays."
)
_POWER = (
    "In Python a power is written `**`. `^` is another operation, on the bits of whole numbers."
)

_HINTS = (
    (
        "is not in the list of allowed values",
        "TensorFlow does not compute this with numbers of that dtype. Whole numbers become floats "
        "by `z.astype(float)`.",
    ),
    ("CrossEntropyWithLogits", ""),  # an operation of TensorFlow, no misspelt name
    ("CrossEntropy", "Keras writes `Crossentropy` with a small e, as in `BinaryCrossentropy`."),
    (
        "truth value of an array",
        "`if`, and Python's `max` and `min`, ask one question, but an array has many answers. "
        "`np.where` and `np.maximum` go number by number.",
    ),
    (
        "inhomogeneous",
        "The rows that should become one array do not have the same length.",
    ),
    (
        "setting an array element with a sequence",
        "A place in an array holds one number, but the right side of the `=` is an array.",
    ),
    ("only 0-dimensional arrays", _NO_NUMBER),
    ("only length-1 arrays", _NO_NUMBER),
    ("only size-1 arrays", _NO_NUMBER),
    ("bitwise_xor", _POWER),
    ("operand type(s) for ^", _POWER),
    ("mismatch in its core dimension", _MATRIX_PRODUCT),
    ("not aligned", _MATRIX_PRODUCT),
    (
        "could not be broadcast together",
        "NumPy lines shapes up from the right. Two lengths fit if they are equal or if one of them "
        "is 1.",
    ),
    ("'numpy.float64' object is not iterable", _ONE_NUMBER),
    ("object of type 'numpy.float64' has no len()", _ONE_NUMBER),
    ("invalid index to scalar variable", _ONE_NUMBER),
    (
        "Cannot cast ufunc",
        "An array of whole numbers takes no decimals in place. Make a new array: `z = z - c` "
        "instead of `z -= c`.",
    ),
    (
        "is not defined",
        "Is the name spelt right, and has the cell that defines it been run? The names of NumPy "
        "begin with `np.`.",
    ),
)


def hint(outcome):
    """Return what to look for, or an empty string where the error speaks for itself."""
    return hint_on(outcome.message) if outcome.raised else ""


def hint_on(text):
    """Return what to look for where `text` is what an error says, or an empty string."""
    return next((words for part, words in _HINTS if part in text), "")

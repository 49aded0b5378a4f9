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
_NONE = (
    "None stands where a value is needed. A function without `return` gives None; `append`, "
    "`sort` and `print` give None too, so do not assign what they return."
)
_WHOLE = (
    "A whole number is needed here, and this is a float. `/` gives a float even for whole numbers: "
    "divide by `//`. `np.zeros` and `range` take lengths, such as `len(y)` or `W.shape[1]`."
)
_PLACES = (
    "There are fewer places than this index asks for. Indices start at 0, so the last one is the "
    "length minus 1; compare the index with the shape in the call."
)
_UNPACK = (
    "The left side of the `=` has more names, or fewer, than there are values on the right. Is "
    "there one name for each, whatever the number of layers or values in the call?"
)
_OLD_NAME = (
    "Keras calls the learning rate `learning_rate`; `lr` is its name in old versions, and `decay` "
    "is gone."
)
_ARGUMENTS = (
    "The call and the `def` do not have the same number of arguments. Compare the two, and leave "
    "the line of the `def` as it was given."
)

_HINTS = (
    (
        "is not in the list of allowed values",
        "TensorFlow does not compute this with numbers of that dtype. Whole numbers become floats "
        "by `z.astype(float)`.",
    ),
    ("CrossEntropyWithLogits", ""),  # an operation of TensorFlow, no misspelt name
    ("CrossEntropy", "Keras writes `Crossentropy` with a small e, as in `BinaryCrossentropy`."),
    ("unexpected keyword argument 'lr'", _OLD_NAME),
    ("unexpected keyword argument 'decay'", _OLD_NAME),
    ("Argument(s) not recognized: {'lr'", _OLD_NAME),
    ("Argument(s) not recognized: {'decay'", _OLD_NAME),
    (
        "unexpected keyword argument",
        "The function that is called has no parameter of this name. Is it spelt right?",
    ),
    ("required positional argument", _ARGUMENTS),
    ("positional arguments but", _ARGUMENTS),
    ("positional argument but", _ARGUMENTS),
    ("NoneType", _NONE),
    (
        "is out of bounds for array of dimension",
        "The array has fewer axes than this `axis` asks for: one example `(n,)` has axis 0 only. "
        "`axis=-1` is the last axis, whatever the number of axes.",
    ),
    ("'numpy.float64' object does not support item assignment", _ONE_NUMBER),
    (
        "object too deep for desired array",
        "`np.convolve` and `np.correlate` take vectors only, and one of the arguments is a matrix. "
        "Take one column after the other, or the product of all windows with the matrix.",
    ),
    (
        "does not support item assignment",
        "Only an array or a list has places to assign to. Create one before the loop, such as "
        "`a = np.zeros(n)`, and then set `a[j]`.",
    ),
    (
        "too many indices",
        "The array has fewer axes than there are indices. `a[i, j]` needs a matrix; a vector takes "
        "one index, and one number takes none.",
    ),
    ("tuple index out of range", _PLACES + " One example `(n,)` has no `shape[1]`."),
    ("out of bounds for axis", _PLACES),
    ("index out of range", _PLACES),
    (
        "not callable",
        "Parentheses behind something that is no function. Is a `*` missing between two factors, "
        "or does a variable have the name of a function?",
    ),
    (
        "is not subscriptable",
        "Square brackets behind something that has no places. A function is called with "
        "parentheses, and one number has no index.",
    ),
    ("cannot unpack", _UNPACK),
    ("values to unpack", _UNPACK),
    ("cannot be interpreted as an integer", _WHOLE),
    ("slice indices must be integers", _WHOLE),
    ("only integer scalar arrays", _WHOLE),
    (
        "only integers, slices",
        "An index must be a whole number. A float such as 1.0 is none: divide by `//`, or convert "
        "with `int(...)` or `.astype(int)`.",
    ),
    (
        "maximum recursion depth",
        "The function calls itself without end. Does a line use the function's own name where a "
        "variable or another function was meant?",
    ),
    (
        "local variable",
        "The name is used before anything is assigned to it inside the function. Give it a value "
        "first, such as `total = 0` before the loop.",
    ),
    (
        "cannot reshape array",
        "The new shape has another number of places than there are numbers.",
    ),
    (
        "has no attribute",
        "Is the name behind the dot spelt right, and is it one of this kind of value? An array has "
        "`.shape` and `.T`, a list has neither.",
    ),
    (
        "math domain error",
        "The logarithm of 0 or of a negative number does not exist. Which number came in, and can "
        "it be 0?",
    ),
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
        "your model asks for (",
        "`keras.Input` takes the shape of one example: `X.shape[1:]`, without the number of "
        "examples. Which shape does the exercise give?",
    ),
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


# Errors that may come without a word of their own.
_HINTS_BY_TYPE = {
    "AssertionError": (
        "An `assert` in your code found its condition false. It allows less than the call asks "
        "for: compare the condition with the arguments."
    ),
    "RecursionError": dict(_HINTS)["maximum recursion depth"],
    "AxisError": dict(_HINTS)["is out of bounds for array of dimension"],
}


def hint(outcome):
    """Return what to look for, or an empty string where the error speaks for itself."""
    if not outcome.raised:
        return ""
    return _HINTS_BY_TYPE.get(outcome.raised) or hint_on(outcome.message)


def hint_on(text):
    """Return what to look for where `text` is what an error says, or an empty string."""
    return next((words for part, words in _HINTS if part in text), "")

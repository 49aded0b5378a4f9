"""`softmax`: probabilities over the last axis, without overflow."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.families import Switch
from ...specification.keras_oracle import softmax_over_last_axis
from ...specification.random_inputs import numbers, whole

exercise = Exercise(
    "activations",
    "softmax",
    chapter="training/softmax",
    oracle_name="keras.activations.softmax",
)


@exercise.oracle
def _(z):
    return softmax_over_last_axis(z)


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("four logits", VALUES, (np.array([2.0, 1.0, 0.5, -1.0]),))
    yield Case(
        "three examples",
        VALUES,
        (np.array([[2.0, 1.0, 0.5, -1.0], [0.25, -0.75, 3.5, 1.0], [-2.0, 4.0, -4.5, 0.0]]),),
    )
    yield Case("as many examples as logits", VALUES,
               (np.array([[1.0, -0.5, 0.25], [2.5, 1.5, -3.0], [0.0, 0.75, 2.0]]),))  # fmt: skip
    yield Case("two logits", VALUES, (np.array([-0.5, 1.5]),))
    yield Case("one logit", SHAPES, (np.array([-3.0]),))
    yield Case("one example in a matrix", SHAPES, (np.array([[1.0, -2.0, 0.5]]),))
    yield Case("whole numbers", SHAPES, (np.array([[1, 2, -3], [0, 0, 4]]),))
    yield Case("float32", SHAPES, (np.array([0.5, -1.25, 2.0], dtype=np.float32),))
    yield Case("large logits", STABILITY, (np.array([998.0, 1000.0, 999.5]),))
    yield Case("very negative logits", STABILITY, (np.array([-1000.0, -1001.5, -1003.0]),))
    yield Case(
        "rows of very different size",
        STABILITY,
        (np.array([[5000.0, 4999.0, 4998.5], [0.5, -1.0, 2.0], [-8001.0, -8000.0, -8002.5]]),),
    )
    yield Case("one huge logit and one tiny one", STABILITY, (np.array([3.0, 1e4, -1e4]),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some logits", VALUES, (numbers(rng, 5, scale=2),))
    yield Case("some logits again", VALUES, (numbers(rng, 5, scale=2),))
    yield Case("some examples", VALUES, (numbers(rng, 6, 4, scale=2),))
    yield Case("some examples again", VALUES, (numbers(rng, 6, 4, scale=2),))
    yield Case("as many examples as logits", VALUES, (numbers(rng, 4, 4, scale=2),))
    yield Case("two logits", VALUES, (numbers(rng, 3, 2, scale=2),))
    yield Case("two examples of two logits", VALUES, (numbers(rng, 2, 2, scale=2),))
    yield Case("only negative logits", VALUES, (-rng.uniform(1, 9, (3, 5)),))
    yield Case("equal logits", VALUES, (np.full((2, 4), numbers(rng)[()]),))
    yield Case("one that is far ahead", VALUES, (_ahead(rng, 5, 3, 25.0),))
    yield Case("one logit", SHAPES, (numbers(rng, 1, scale=5),))
    yield Case("one example in a matrix", SHAPES, (numbers(rng, 1, 6),))
    yield Case("one logit per example", SHAPES, (numbers(rng, 5, 1, scale=5),))
    yield Case("one example of one logit", SHAPES, (numbers(rng, 1, 1, scale=5),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 5), [3, -2]),))
    yield Case("whole numbers in a matrix", SHAPES, (np.vstack([whole(rng, 3, 3), [1, 5, 2]]),))
    yield Case("float32", SHAPES, (numbers(rng, 4, 3).astype(np.float32),))
    near = numbers(rng, 5, scale=2)
    yield Case("large logits", STABILITY, (rng.uniform(1000, 9000) + near,))
    yield Case("very negative logits", STABILITY, (-rng.uniform(1000, 9000) + near[::-1],))
    sizes = rng.permutation([0.0, rng.uniform(2000, 9000), -rng.uniform(2000, 9000), 800.0])
    yield Case("rows of very different size", STABILITY,
               (numbers(rng, 4, 3, scale=2) + sizes[:, None],))  # fmt: skip
    yield Case("as many rows of very different size as logits", STABILITY,
               (numbers(rng, 4, 4, scale=2) + sizes[::-1, None],))  # fmt: skip
    yield Case("large equal logits", STABILITY, (np.full(4, rng.uniform(1000, 9000)),))
    yield Case(
        "one huge logit and one tiny one",
        STABILITY,
        (rng.permutation([rng.uniform(3000, 1e4), -rng.uniform(3000, 1e4), 1.5, -2.5]),),
    )
    spread = numbers(rng, 5, 6, scale=3000)
    yield Case("|z| up to 10,000", STABILITY, (np.clip(spread, -1e4, 1e4),))
    close = rng.uniform(720, 3000) + numbers(rng, 3, 4)
    yield Case("some above 709", STABILITY, (np.vstack([close, numbers(rng, 2, 4)]),))
    yield Case("large whole numbers", STABILITY, (whole(rng, 3, 4) + rng.integers(1000, 9000),))
    single = rng.uniform(100, 120) + numbers(rng, 2, 5)
    yield Case("float32, above its limit of 88", STABILITY, (single.astype(np.float32),))
    yield Case("the logits of ten digits", KERAS, (numbers(rng, 30, 10, scale=4),))


def _ahead(rng, m, N, distance):
    """Draw logits, one per row ahead of all others by `distance`."""
    z = rng.uniform(-1, 1, (m, N))
    z[np.arange(m), rng.integers(0, N, m)] += distance
    return z


@exercise.misconception(
    "no shift",
    "`np.exp` of a large logit is infinity, and infinity divided by infinity is nan; for very "
    "negative logits it is 0 divided by 0. Subtract each row's largest logit first.",
    "softmax-shift",
)
def no_shift(z):
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "largest of the whole matrix",
    "You subtracted the largest logit of the whole matrix. A row far below it becomes 0 divided "
    "by 0. Each row has its own largest logit: `np.max(z, axis=-1, keepdims=True)`.",
    "softmax-shift",
)
def largest_of_all(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "sum of the whole matrix",
    "You divided by the sum over the whole matrix. Each row is one example and adds up to 1 on "
    "its own: `np.sum(e, axis=-1, keepdims=True)`.",
    "softmax-rows",
)
def sum_of_all(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e)


@exercise.misconception(
    "the matrix as one example",
    "You took the largest logit and the sum over the whole matrix, so all rows together add up to "
    "1. Each row is one example: use `axis=-1, keepdims=True` in both.",
    "softmax-rows",
)
def matrix_as_one_example(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@exercise.misconception(
    "columns",
    "You worked down the columns, `axis=0`. One row is one example, so the sum runs along the "
    "row: `axis=-1`.",
    "softmax-rows",
)
def columns(z):
    e = np.exp(z - np.max(z, axis=0, keepdims=True))
    return e / np.sum(e, axis=0, keepdims=True)


@exercise.misconception(
    "largest of each column",
    "You subtracted the largest logit of each column, but divided by the sum of each row. Both "
    "belong to the row: `axis=-1`.",
    "softmax-rows",
)
def largest_of_columns(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "axis 1",
    "`axis=1` does not exist when z is one example, `(N,)`. `axis=-1` is the last axis in both "
    "cases.",
    "softmax-rows",
)
def axis_1(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@exercise.misconception(
    "no keepdims",
    "Without `keepdims=True` the largest logits and the sums have the shape (m,), which NumPy "
    "lines up with the columns, not with the rows.",
    "softmax-rows",
)
def no_keepdims(z):
    e = np.exp(z - np.max(z, axis=-1))
    return e / np.sum(e, axis=-1)


@exercise.misconception(
    "no keepdims in the sum",
    "Without `keepdims=True` the sums have the shape (m,), which NumPy lines up with the "
    "columns: row i is divided by the sums of other rows.",
    "softmax-rows",
)
def no_keepdims_in_sum(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)


@exercise.misconception(
    "no keepdims in the largest",
    "Without `keepdims=True` the largest logits have the shape (m,), which NumPy lines up with "
    "the columns: row i had the largest logits of other rows subtracted.",
    "softmax-rows",
)
def no_keepdims_in_max(z):
    e = np.exp(z - np.max(z, axis=-1))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "mean subtracted",
    "You subtracted the mean. A logit far above it still overflows. Subtract the largest one, and "
    "no exponent is above 0.",
    "softmax-shift",
)
def mean_subtracted(z):
    e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "smallest subtracted",
    "You subtracted the smallest logit, so the exponents are 0 or more and can overflow. "
    "Subtract the largest.",
    "softmax-shift",
)
def smallest_subtracted(z):
    e = np.exp(z - np.min(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "largest size subtracted",
    "You subtracted the largest absolute value. When all logits are very negative, that makes "
    "them twice as negative, and 0 is divided by 0. Subtract the largest logit itself, with its "
    "sign.",
    "softmax-shift",
)
def largest_size_subtracted(z):
    e = np.exp(z - np.max(np.abs(z), axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "divided by the largest logit",
    "You divided the logits by the largest one, which changes the result. Subtracting it does "
    "not, because e^(z - c) is e^z divided by the same number throughout.",
    "softmax-shift",
)
def divided_by_largest(z):
    e = np.exp(z / np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "logits clipped",
    "You clipped the logits to stop the overflow. That changes the result: 998 and 1000 become "
    "equal. Subtract each row's largest logit instead.",
    "softmax-shift",
)
def logits_clipped(z):
    e = np.exp(np.clip(z, -500, 500))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "nan turned into 0",
    "You replaced nan by 0 after the overflow. By then the right probabilities are lost. Subtract "
    "each row's largest logit before `np.exp`.",
    "softmax-shift",
)
def nan_into_0(z):
    e = np.exp(z)
    return np.nan_to_num(e / np.sum(e, axis=-1, keepdims=True))


@exercise.misconception(
    "z changed",
    "The caller's z is changed, as by `z -= ...`. Create a new array: `shifted = z - ...`.",
    "softmax-shift",
)
def z_changed_by_softmax(z):
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "something added to the sum",
    "You added a small number to the sum, so the probabilities no longer add up to 1. The sum is "
    "never 0 once the largest logit is subtracted: it holds e^0 = 1.",
    "softmax-shift",
)
def epsilon_added(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-8)


@exercise.misconception(
    "sigmoid",
    "You applied the sigmoid to each logit on its own. With softmax every output depends on all "
    "the logits, and a row adds up to 1.",
    "softmax",
)
def sigmoid_for_softmax(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)


@exercise.misconception(
    "logarithm",
    "You returned the logarithm of the probabilities. Softmax returns the probabilities.",
    "softmax",
)
def logarithm(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@exercise.misconception(
    "no exponential",
    "You divided the logits by their sum. First take e to the power of each logit, then divide: "
    "logits can be negative, probabilities cannot.",
    "softmax",
)
def no_exponential(z):
    return z / np.sum(z, axis=-1, keepdims=True)


@exercise.misconception(
    "not divided by the sum",
    "You took the exponential and stopped there. Divide by the sum over the row.",
    "softmax",
)
def not_divided(z):
    return np.exp(z)


@exercise.misconception(
    "divided by the largest",
    "The largest output is 1 in every row: you divided by the largest e^z, or subtracted the "
    "largest logit and forgot to divide by the sum.",
    "softmax",
)
def divided_by_largest_exponential(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


@exercise.misconception(
    "divided by the mean",
    "You divided by the mean of the exponentials, so a row adds up to N. Divide by their sum.",
    "softmax",
)
def divided_by_mean(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.mean(e, axis=-1, keepdims=True)


@exercise.misconception(
    "divided by the length",
    "You divided by the square root of the sum of squares. Then the squares add up to 1, but it "
    "is the probabilities themselves that must.",
    "softmax",
)
def divided_by_length(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


@exercise.misconception(
    "base 2",
    "You took powers of 2. The base is e = 2.718...: use `np.exp`.",
    "softmax",
)
def base_2(z):
    e = np.exp2(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "sign of z",
    "You took e to the power of -z, so the smallest logit gets the largest probability. There is "
    "no minus in softmax.",
    "softmax",
)
def sign_of_z(z):
    e = np.exp(np.min(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "a decision",
    "You returned 1 for the largest logit and 0 for the others. Softmax returns the "
    "probabilities; the decision comes later, with `np.argmax`.",
    "softmax",
)
def a_decision(z):
    return (z == np.max(z, axis=-1, keepdims=True)).astype(float)


@exercise.misconception(
    "applied twice",
    "You applied softmax to its own result, which brings the probabilities closer together. Apply "
    "it once.",
    "softmax",
)
def applied_twice(z):
    for _ in range(2):
        e = np.exp(z - np.max(z, axis=-1, keepdims=True))
        z = e / np.sum(e, axis=-1, keepdims=True)
    return z


@exercise.misconception(
    "rounded",
    "You rounded the result. Keep all digits: the loss needs the small ones.",
    "softmax",
)
def rounded_probabilities(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 4)


@exercise.misconception(
    "dtype of the input",
    "The result array has the dtype of z. When z holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(z.shape)`.",
    "softmax",
)
def dtype_of_z(z):
    a = np.empty_like(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    a[:] = e / np.sum(e, axis=-1, keepdims=True)
    return a


@exercise.misconception(
    "one example only",
    "Your loop runs over single numbers, as if z were one example, `(N,)`. z may also be a matrix "
    "`(m, N)` with one example per row.",
    "softmax-rows",
)
def one_example_only(z):
    a, total = np.zeros(len(z)), 0.0
    for k in range(len(z)):
        total += math.exp(z[k] - max(z))
    for j in range(len(z)):
        a[j] = math.exp(z[j] - max(z)) / total
    return a


@exercise.misconception(
    "matrices only",
    "You looped over the rows of a matrix `(m, N)`. z may also be one example, `(N,)`, whose "
    '"rows" are single numbers. `axis=-1` works for both.',
    "softmax-rows",
)
def matrices_only(z):
    a = np.zeros(z.shape)
    for i in range(z.shape[0]):
        e = np.exp(z[i, :] - np.max(z[i, :]))
        a[i, :] = e / np.sum(e)
    return a


@exercise.misconception(
    "first example only",
    "Only the first row of the matrix was computed. The result has a row for every example.",
    "softmax-rows",
)
def first_example(z):
    row = np.atleast_2d(z)[0]
    e = np.exp(row - np.max(row))
    return e / np.sum(e)


@exercise.misconception(
    "a row instead of a vector",
    "For one example, `(N,)`, you returned a matrix with one row. The result has the shape of z.",
    "softmax-rows",
)
def row_for_vector(z):
    z = np.atleast_2d(z)
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@exercise.misconception(
    "transposed",
    "The result is transposed: it must have the shape of z, one example per row.",
    "softmax-rows",
)
def transposed(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return (e / np.sum(e, axis=-1, keepdims=True)).T


@exercise.misconception(
    "a list",
    "You returned a Python list. Convert it to an array: `np.array(...)`.",
    "softmax-rows",
)
def a_list(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return (e / np.sum(e, axis=-1, keepdims=True)).tolist()


@exercise.misconception(
    "sum down the columns",
    "You divided by the sums of the columns, `axis=0`. One row is one example, so the sum runs along "
    "the row: `np.sum(e, axis=-1, keepdims=True)`.",
    "softmax-rows",
)
def sum_down_the_columns(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=0)


@exercise.misconception(
    "Python's sum",
    "Python's `sum` adds up the rows of a matrix, so you divided by the sums of the columns. Use "
    "`np.sum(e, axis=-1, keepdims=True)`. And `np.exp` of a large logit is infinity: subtract "
    "each row's largest logit first.",
    "softmax-rows",
    quotes=("sum",),
    of_result="You divided by the sums of the columns. One row is one example, so the sum runs along "
    "the row: `np.sum(e, axis=-1, keepdims=True)`. And `np.exp` of a large logit is infinity: "
    "subtract each row's largest logit first.",
)
def sum_of_python(z):
    return np.exp(z) / sum(np.exp(z))


@exercise.misconception(
    "Python's max and sum",
    "Python's `max` and `sum` treat a matrix as a list of rows. Use `np.max` and `np.sum`, both "
    "with `axis=-1, keepdims=True`.",
    "softmax-rows",
)
def max_and_sum_of_python(z):
    e = np.exp(z - max(z))
    return e / sum(e)


@exercise.misconception(
    "largest minus z",
    "The largest logit gets the smallest probability: z has a minus in the exponent. It is the "
    "other way round, `z - np.max(...)`.",
    "softmax-shift",
)
def largest_minus_z(z):
    e = np.exp(np.max(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.misconception(
    "probabilities clipped",
    "You clipped the probabilities, so they no longer add up to 1. Softmax returns them as they "
    "are, even 0 and 1.",
    "softmax",
)
def softmax_clipped(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.clip(e / np.sum(e, axis=-1, keepdims=True), 1e-7, 1 - 1e-7)


@exercise.misconception(
    "squeezed",
    "`squeeze` removes every axis of length 1, including one that z has. The result has the shape "
    "of z.",
    "softmax-rows",
)
def squeezed(z):
    rows = np.atleast_2d(z)
    e = np.exp(rows - np.max(rows, axis=1, keepdims=True))
    return np.squeeze(e / np.sum(e, axis=1, keepdims=True))


exercise.size(
    "probabilities cut off",
    "cut_off_outputs",
    "You cut the probabilities off at about {size}, so a row no longer adds up to 1. Softmax returns "
    "them as they are, even 0 and 1.",
    "softmax",
)


exercise.size(
    "a number added to the sum",
    "added_to_sum",
    "About {size} is added to the sum, so the probabilities no longer add up to 1. The sum is "
    "never 0 once the largest logit is subtracted: it holds e^0 = 1.",
    "softmax",
)


@exercise.family(
    Switch("subtract", "nothing", "no shift"),
    Switch("subtract", "all", "largest of the whole matrix"),
    Switch("subtract", "columns", "largest of each column"),
    Switch("subtract", "mean", "mean subtracted"),
    Switch("subtract", "smallest", "smallest subtracted"),
    Switch("divide", "all", "sum of the whole matrix"),
    Switch("divide", "columns", "sum down the columns"),
    Switch("divide", "no keepdims", "no keepdims in the sum"),
    Switch("divide", "mean", "divided by the mean"),
    Switch("divide", "length", "divided by the length"),
    Switch("power", np.exp2, "base 2"),
    Switch("plus", 1e-8, "something added to the sum"),
    Switch("axis", 1, "axis 1"),
)
def softmax(z, *, subtract="largest", divide="sum", power=np.exp, plus=0, axis=-1):
    shifts = {
        "largest": lambda: np.max(z, axis=axis, keepdims=True),
        "nothing": lambda: 0,
        "all": lambda: np.max(z),
        "columns": lambda: np.max(z, axis=0),
        "mean": lambda: np.mean(z, axis=axis, keepdims=True),
        "smallest": lambda: np.min(z, axis=axis, keepdims=True),
    }
    e = power(z - shifts[subtract]())
    totals = {
        "sum": lambda: np.sum(e, axis=axis, keepdims=True),
        "all": lambda: np.sum(e),
        "columns": lambda: np.sum(e, axis=0),
        "no keepdims": lambda: np.sum(e, axis=axis),
        "mean": lambda: np.mean(e, axis=axis, keepdims=True),
        "length": lambda: np.linalg.norm(e, axis=axis, keepdims=True),
    }
    return e / (totals[divide]() + plus)


# Mistakes that are made beside any other.


@exercise.modifier("sign of z")
def _(function, z):
    return function(-z)


@exercise.modifier("rounded")
def _(function, z):
    return np.round(function(z), 4)


@exercise.modifier("applied twice")
def _(function, z):
    return function(function(z))


@exercise.modifier("transposed")
def _(function, z):
    return function(z).T


@exercise.modifier("first example only")
def _(function, z):
    return function(np.atleast_2d(z)[0])


@exercise.modifier("a list")
def _(function, z):
    return function(z).tolist()


# Other ways to make these mistakes.


@exercise.another_way("no shift")
def _(z):
    e = np.exp(z + np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.another_way("one example only", "no shift")
def _(z):
    a, total = np.zeros(len(z)), 0
    for k in range(len(z)):
        total += np.exp(z[k])
    for j in range(len(z)):
        a[j] = np.exp(z[j]) / total
    return a


@exercise.another_way("one example only", "no shift")
def _(z):
    a, total = np.zeros(len(z)), 0.0
    for k in range(len(z)):
        total += math.exp(z[k])
    for j in range(len(z)):
        a[j] = math.exp(z[j]) / total
    return a


@exercise.another_way("one example only")
def _(z):
    a, total = np.zeros(len(z)), 0
    for k in range(len(z)):
        total += np.exp(z[k] - np.max(z))
    for j in range(len(z)):
        a[j] = np.exp(z[j] - np.max(z)) / total
    return a


@exercise.another_way("matrices only", "no shift")
def _(z):
    a = np.zeros(z.shape)
    for i in range(z.shape[0]):
        e = np.exp(z[i, :])
        a[i, :] = e / np.sum(e)
    return a


@exercise.another_way("columns", "no shift")
def _(z):
    e = np.exp(z)
    return e / np.sum(e, axis=0, keepdims=True)

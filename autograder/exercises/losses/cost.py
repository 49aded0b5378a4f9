"""`cost`: the mean of the losses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import Return
from ...checks.run import SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import whole

exercise = Exercise(
    "losses",
    "cost",
    chapter="training/training_details",
    oracle_name="keras.ops.mean",
    returns=(Return("the cost"),),
)


@exercise.oracle
def _(losses):
    return as_numpy(keras().ops.mean(float64(losses)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("four losses", VALUES, (np.array([0.5, 2.0, 0.25, 1.5]),))
    yield Case("three losses", VALUES, (np.array([0.0, 7.5, 0.75]),))
    yield Case(
        "one large loss among small ones", VALUES, (np.array([0.01, 900.0, 0.02, 0.03, 0.04]),)
    )
    yield Case("one loss", SHAPES, (np.array([0.75]),))
    yield Case("whole numbers", SHAPES, (np.array([1, 4, 0, 2]),))
    yield Case("float32", SHAPES, (np.array([0.5, 1.25], dtype=np.float32),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some losses", VALUES, (rng.uniform(0, 3, 7),))
    yield Case("two losses", VALUES, (rng.uniform(0, 3, 2),))
    yield Case("many losses", VALUES, (rng.exponential(2, 500),))
    yield Case("one large loss among small ones", VALUES, (np.append(rng.uniform(0, 1, 5), 1e4),))
    yield Case("one loss", SHAPES, (rng.uniform(0.1, 3, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6, low=0), [0, 1, 1]),))
    yield Case("float32", SHAPES, (rng.uniform(0, 3, 8).astype(np.float32),))


@exercise.misconception(
    "sum",
    "You added up the losses. The cost is their mean, so that it does not grow with the number "
    "of examples.",
    "cost",
)
def sum_of_losses(losses):
    return np.sum(losses)


@exercise.misconception(
    "half of the mean",
    "You divided by 2m. The 1/2 of the squared error is already in the loss; the cost is the mean.",
    "cost",
)
def half_of_the_mean(losses):
    return np.sum(losses) / (2 * len(losses))


@exercise.misconception(
    "divided by m - 1",
    "You divided by m - 1. The cost is the plain mean: divide by m.",
    "cost",
)
def divided_by_m_minus_1(losses):
    with np.errstate(all="ignore"):
        return np.sum(losses) / np.float64(len(losses) - 1)


@exercise.misconception(
    "median",
    "You took the median, which ignores how large the largest losses are. The cost is the mean.",
    "cost",
)
def median(losses):
    return np.median(losses)


@exercise.misconception(
    "largest",
    "You returned the largest loss. The cost is the mean of all.",
    "cost",
)
def largest(losses):
    return np.max(losses)


@exercise.misconception(
    "not added up",
    "You divided every loss by m but did not add them up. The cost is one number.",
    "cost",
)
def not_added_up(losses):
    return losses / len(losses)


@exercise.misconception(
    "an array with one number",
    "You returned an array with one number in it. The cost is a plain number, shape ().",
    "cost",
)
def one_number_array(losses):
    return np.mean(losses, keepdims=True)


@exercise.misconception(
    "squared again",
    "You squared the losses before averaging. They are losses already.",
    "cost",
)
def squared_again(losses):
    return np.mean(losses**2)


@exercise.misconception(
    "// for a division",
    "`//` cuts off the decimals of the result. Divide with `/`, or use `np.mean`.",
    "cost",
)
def cost_with_floor_division(losses):
    return np.sum(losses) // len(losses)


@exercise.misconception(
    "last loss left out",
    "The last loss is missing from the sum: `range(m)` already stops before m.",
    "cost",
)
def last_loss_left_out(losses):
    total = 0.0
    for i in range(len(losses) - 1):
        total += losses[i]
    return total / len(losses)


@exercise.misconception(
    "first loss left out",
    "The first loss is missing from the sum. Python counts from 0: `range(m)` starts there.",
    "cost",
)
def first_loss_left_out(losses):
    total = 0.0
    for i in range(1, len(losses)):
        total += losses[i]
    return total / len(losses)


@exercise.misconception(
    "divided in every turn of the loop",
    "The sum so far is divided by m in every turn of the loop. Divide once, after it.",
    "cost",
)
def divided_in_every_turn(losses):
    total = 0.0
    for loss in losses:
        total = (total + loss) / len(losses)
    return total


@exercise.misconception(
    "last loss only",
    "Only the last loss counts: `=` in the loop overwrites what came before. Add to the sum: `+=`.",
    "cost",
)
def last_loss_only(losses):
    total = 0.0
    for loss in losses:
        total = loss
    return total / len(losses)


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first loss is added. Move it to the left, out "
    "of the loop.",
    "cost",
    quotes=("return in loop",),
    of_result="Only the first loss is added.",
)
def cost_return_in_the_loop(losses):
    total = 0.0
    for loss in losses:
        total += loss
        return total / len(losses)


# Other ways to make these mistakes.


@exercise.another_way("last loss only")
def _(losses):
    return losses[-1]


@exercise.another_way("not added up")
def _(losses):
    return losses


@exercise.another_way("an array with one number")
def _(losses):
    return np.array([np.mean(losses)])


@exercise.another_way("// for a division")
def _(losses):
    return np.mean(losses) // 1


@exercise.another_way("squared again")
def _(losses):
    return np.mean(losses**2) / 2


@exercise.another_way("squared again", "half of the mean")
def _(losses):
    return np.sum(losses**2) / (4 * len(losses))

"""The kinds of mistakes that have a size.

Each takes what is right and what came back, and returns the one size that gives all that is wrong,
as text, or "".
"""

from __future__ import annotations

from functools import partial

import numpy as np

from .compare import close
from .run import has_float32

MAX_DIGITS = 12
SMALLEST, LARGEST = 1e-18, 0.4  # what is added to a probability, or cut off from it
NEAR_WHOLE = 1e-5  # a logit that was cut off is a whole number; a probability's seldom is


def all_equal(numbers):
    """Return the number that all of these are, up to rounding, or None."""
    numbers = np.asarray(numbers, float)
    if not len(numbers) or not np.isfinite(numbers).all():
        return None
    first = float(np.median(numbers))
    return first if np.allclose(numbers, first, 1e-6, 0) else None


def _gives(wrong, change):
    """Return whether `change` turns every right value into the one that came back."""
    return all(
        one.value.shape == one.right.shape and close(one.value, change(one), one.case)
        for one in wrong
    )


def _ratio(wrong):
    """Return by what the largest right number was multiplied, or None."""
    exact = [one for one in wrong if not one.case.single] or wrong
    largest = max(exact, key=lambda one: np.max(np.abs(one.right), initial=0))
    if largest.value.shape != largest.right.shape or not largest.right.any():
        return None
    place = np.argmax(np.abs(largest.right))
    return float(largest.value.flat[place] / largest.right.flat[place])


def factor(wrong):
    """Find a constant by which every number is multiplied."""
    found = _ratio(wrong)
    if not found or not np.isfinite(found) or found == -1 or abs(found - 1) < 1e-6:
        return ""
    return f"{found:.6g}" if _gives(wrong, lambda one: found * one.right) else ""


def other_sign(wrong):
    """Find whether every number has the other sign."""
    return "-1" if _gives(wrong, lambda one: -one.right) else ""


def _examples(case):
    arrays = (item for item in case.arguments if isinstance(item, np.ndarray) and item.ndim)
    return next(map(len, arrays), 1)


def _by_examples(wrong, power):
    counts = {_examples(one.case) for one in wrong}
    if len(counts) < 2:
        return ""
    return "m" if _gives(wrong, lambda one: one.right * float(_examples(one.case)) ** power) else ""


def times_examples(wrong):
    """Find whether every number is multiplied by the number of examples."""
    return _by_examples(wrong, 1)


def over_examples(wrong):
    """Find whether every number is divided by the number of examples."""
    return _by_examples(wrong, -1)


def rounding(wrong):
    """Find to how many decimals every number is rounded."""
    for digits in range(MAX_DIGITS):
        if _gives(wrong, lambda one, digits=digits: np.round(one.right, digits)):
            return str(digits)
    return ""


def _smallest_output(wrong):
    """Return the output, and 1 minus it, at which all outputs end that came back, or None."""
    ends = [min(one.value.min(), 1 - one.value.max()) for one in wrong if one.value.size]
    low = float(min(ends, default=0.0))
    if not 0 < low < LARGEST:
        return None
    return low if _gives(wrong, lambda one: np.clip(one.right, low, 1 - low)) else None


def cut_off_logits(wrong):
    """Find beyond which logit, a whole number, the sigmoid goes no further."""
    low = _smallest_output(wrong)
    logit = float(np.log((1 - low) / low)) if low else 0.0
    return f"{logit:.4g}" if logit and abs(logit - round(logit)) < NEAR_WHOLE else ""


def cut_off_outputs(wrong):
    """Find at which smallest probability, and at 1 minus it, the outputs end."""
    low = _smallest_output(wrong)
    return f"{low:.2g}" if low else ""


def added_to_sum(wrong):
    """Find what is added to the sum by which exponentials are divided, the largest of them 1."""
    largest = max(wrong, key=lambda one: one.right.size)
    if largest.right.ndim == 0 or largest.value.shape != largest.right.shape:
        return ""
    sums = 1 / np.max(largest.right, axis=-1)
    found = sums * (1 / np.sum(largest.value, axis=-1) - 1)
    size = float(np.ravel(found)[0])
    if not np.isfinite(size) or abs(size) < SMALLEST:
        return ""
    return f"{size:.2g}" if _gives(wrong, partial(_of_larger_sum, size=size)) else ""


def _of_larger_sum(one, size):
    sums = 1 / np.max(one.right, axis=-1, keepdims=True)
    return one.right * sums / (sums + size)


def _factor_of_logits(wrong):
    """Return by what logits are multiplied before the sigmoid, or None."""
    for one in wrong:
        z, value = np.ravel(np.asarray(one.case.arguments[0], float)), np.ravel(one.value)
        if z.shape != value.shape or has_float32(one.case.arguments):
            continue
        used = (np.abs(z) > 0.1) & (np.abs(z) < 5) & (value > 0) & (value < 1)
        if used.any():
            size = float(np.median(np.log(value[used] / (1 - value[used])) / z[used]))
            given = partial(_sigmoid_of_multiple, size=size)
            return size if size > 0 and _gives(wrong, given) else None
    return None


def _sigmoid_of_multiple(one, size):
    small = np.exp(-np.abs(size * np.asarray(one.case.arguments[0], float)))
    return np.where(np.asarray(one.case.arguments[0]) >= 0, 1, small) / (1 + small)


def nearly_e(wrong):
    """Find the number that stands in for e."""
    size = _factor_of_logits(wrong)
    return f"{np.exp(size):.7g}" if size and abs(size - 1) < 0.01 else ""


def multiple_of_logits(wrong):
    """Find by what logits are multiplied before the sigmoid."""
    size = _factor_of_logits(wrong)
    return f"{size:.4g}" if size else ""


def every_kth(wrong):
    """Find k if only every k-th of the numbers came back; one number alone tells no k."""
    longest = max(wrong, key=lambda one: one.right.size)
    for k in range(2, longest.right.size):
        if all(one.value.shape == one.right[::k].shape for one in wrong) and all(
            close(one.value, one.right[::k], one.case) for one in wrong
        ):
            return str(k)
    return ""


def _weights(one):
    """Return the last argument of the result's shape, or None."""
    fitting = [a for a in one.case.arguments if np.ndim(a) and np.shape(a) == one.right.shape]
    return fitting[-1] if fitting and one.value.shape == one.right.shape else None


def penalty(wrong):
    """Find by what the weights, the argument of the result's shape, are multiplied and added.

    The number may also be divided by the number of examples.
    """
    if any(_weights(one) is None for one in wrong):
        return ""
    exact = [one for one in wrong if not has_float32(one.case.arguments)]
    ratios = {id(one): _ratio_to_weights(one) for one in exact}
    for power, ending in ((0, ""), (1, "/m")):
        found = [ratios[id(one)] * _examples(one.case) ** power for one in exact]
        size = float(np.median(found)) if found and np.isfinite(found).all() else 0.0
        if size and _gives(wrong, partial(_penalised, size=size, power=power)):
            return f"{size:.4g}{ending}"
    return ""


def _ratio_to_weights(one):
    weights = np.asarray(_weights(one), float)
    place = np.unravel_index(np.argmax(np.abs(weights)), weights.shape)
    return float((one.value - one.right)[place] / weights[place])


def _penalised(one, size, power):
    return one.right + size / _examples(one.case) ** power * np.asarray(_weights(one), float)


KINDS = {
    function.__name__: function
    for function in (
        factor, other_sign, times_examples, over_examples, rounding, cut_off_logits,
        cut_off_outputs, added_to_sum, nearly_e, multiple_of_logits, every_kth, penalty,
    )
}  # fmt: skip

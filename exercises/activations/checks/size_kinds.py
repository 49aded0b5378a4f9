"""The kinds of mistakes that have a size.

Each takes what is right and what came back, and returns the one size that gives all that is wrong,
as text, or "".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .compare import close

MAX_DIGITS = 12
ROUNDING_OF_A_PROBABILITY = 4e-16
SMALLEST, LARGEST = 1e-18, 0.4  # what is added to a probability, or cut off from it
TRIES = 200
NEAR_WHOLE = 1e-5  # a logit that was cut off is a whole number; a probability's seldom is


@dataclass(frozen=True)
class Wrong:
    """A wrong value: what came back, what is right, and the case."""

    value: np.ndarray
    right: np.ndarray
    case: object


def _all_equal(numbers):
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


def _ratio(one):
    """Return by what a right value was multiplied, or None if not all numbers agree on one."""
    if one.value.shape != one.right.shape:
        return None
    used = one.right != 0
    return _all_equal((one.value[used] / one.right[used]).ravel()) if used.any() else None


def factor(wrong):
    """Find a constant by which every number is multiplied."""
    ratios = [ratio for one in wrong if one.right.any() and (ratio := _ratio(one)) is not None]
    found = _all_equal(ratios)
    if not found or found == -1 or abs(found - 1) < 1e-6:
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


# Losses: the right ones are -log(p), so the probability of each is exp(-right).


def _reduced(loss: Callable) -> tuple:
    """Return the ways in which a student may go on from the losses of the examples."""
    return (loss, lambda p, s: np.mean(loss(p, s)), lambda p, s: np.sum(loss(p, s)))


def _added(p, s):
    return -np.log(p + s)


def _cut_below(p, s):
    return -np.log(np.maximum(p, s))


def _cut_on_both_sides(p, s):
    return -np.log(np.clip(p, s, 1 - s))


def _fit_of_probability(wrong, losses):
    for loss in losses:
        if _shapes_fit(wrong, loss) and (size := _fitted(wrong, loss)):
            return f"{size:.2g}"
    return ""


def _shapes_fit(wrong, loss):
    return all(np.shape(loss(np.exp(-one.right), 1e-7)) == one.value.shape for one in wrong)


def _fitted(wrong, loss):
    """Return the size that gives all of these losses, or None; larger ones give smaller losses."""
    far = max(wrong, key=lambda one: float(np.max(np.abs(_finite(one.value - one.right.mean())))))
    wanted = float(np.sum(far.value))
    low, high = np.log(SMALLEST), np.log(LARGEST)
    p = np.exp(-far.right)
    for _ in range(TRIES):
        middle = (low + high) / 2
        if float(np.sum(loss(p, np.exp(middle)))) > wanted:
            low = middle
        else:
            high = middle
    size = float(np.exp((low + high) / 2))
    if size < 2 * SMALLEST or size > LARGEST / 1.01:
        return None
    return size if all(_near(one, loss, size) for one in wrong) else None


def _finite(numbers):
    return np.nan_to_num(numbers, nan=0.0, posinf=1e9, neginf=-1e9)


def _near(one, loss, size):
    """Compare as probabilities too: 1 - a has lost the digits of a small one."""
    given = loss(np.exp(-one.right), size)
    if close(one.value, given, one.case):
        return True
    apart = np.abs(np.exp(-one.value) - np.exp(-given))
    return bool(np.all(apart <= ROUNDING_OF_A_PROBABILITY + 1e-9 * np.exp(-given)))


def added_in_logarithm(wrong):
    """Find what is added to each probability inside the logarithm."""
    return _fit_of_probability(wrong, _reduced(_added))


def limited_loss(wrong):
    """Find the probability whose loss none exceeds, where adding and cutting off do the same."""
    return added_in_logarithm(wrong) if cut_off_probability(wrong) else ""


def cut_off_probability(wrong):
    """Find at which smallest probability, and perhaps at 1 minus it, probabilities are cut off."""
    return _fit_of_probability(wrong, (*_reduced(_cut_on_both_sides), *_reduced(_cut_below)))


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


def cut_off_logits_of_loss(wrong):
    """Find beyond which logit a loss computed from logits grows no further."""
    apart = []
    for one in wrong:
        logits = np.asarray(one.case.arguments[-1], float)
        if logits.shape != one.value.shape or one.value.shape != one.right.shape:
            return ""
        gap = one.right - one.value
        far = np.abs(gap) > 1e-6
        apart += list(np.abs(logits[far]) - np.abs(gap[far]))
    found = _all_equal(apart)
    return f"{found:.4g}" if found and found > 1 else ""


def every_kth(wrong):
    """Find k if only every k-th of the numbers came back."""
    longest = max(wrong, key=lambda one: one.right.size)
    for k in range(2, longest.right.size + 1):
        if all(one.value.shape == one.right[::k].shape for one in wrong) and all(
            close(one.value, one.right[::k], one.case) for one in wrong
        ):
            return str(k)
    return ""


def penalty(wrong):
    """Find by what the weights, the argument of the result's shape, are multiplied and added.

    The number may also be divided by the number of examples.
    """
    found: list = [[], []]
    for one in wrong:
        weights = [a for a in one.case.arguments if np.ndim(a) and np.shape(a) == one.right.shape]
        if not weights or one.value.shape != one.right.shape:
            return ""
        used = np.abs(weights[-1]) > 1e-6
        ratio = _all_equal(((one.value - one.right)[used] / weights[-1][used]).ravel())
        if not ratio:
            return ""
        found[0].append(ratio)
        found[1].append(ratio * _examples(one.case))
    alone, over_m = map(_all_equal, found)
    return f"{alone:.4g}" if alone else f"{over_m:.4g}/m" if over_m else ""


KINDS = {
    function.__name__: function
    for function in (
        factor, other_sign, times_examples, over_examples, rounding, added_in_logarithm,
        limited_loss, cut_off_probability, cut_off_logits, cut_off_outputs,
        cut_off_logits_of_loss, every_kth, penalty,
    )
}  # fmt: skip

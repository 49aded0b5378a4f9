"""The kinds of mistakes of any size in a loss.

A right loss is -log(p), so the probability that it was computed from is exp(-right).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .compare import close
from .run import has_float32
from .size_kinds import LARGEST, SMALLEST, all_equal

ROUNDING_OF_A_PROBABILITY = 4e-16
TRIES = 64  # halve the range of logarithms down to rounding


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
    wrong = _without_float32_overflow(wrong)
    for loss in losses:
        if _shapes_fit(wrong, loss) and (size := _fitted(wrong, loss)):
            return f"{size:.2g}"
    return ""


def _without_float32_overflow(wrong):
    """Leave out cases in which float32 has no room for a size: 1 - 1e-10 is 1 there."""
    kept = [one for one in wrong if not has_float32(one.case.arguments) or _is_finite(one)]
    return kept or wrong


def _is_finite(one):
    return bool(np.isfinite(one.value).all())


def _shapes_fit(wrong, loss):
    return all(np.shape(loss(np.exp(-one.right), 1e-7)) == one.value.shape for one in wrong)


def _fitted(wrong, loss):
    """Return the size that gives all of these losses, or None; larger ones give smaller losses."""
    far = max(wrong, key=lambda one: float(np.max(np.abs(_finite(one.value - one.right.mean())))))
    wanted = float(np.sum(far.value))
    low, high = np.log(SMALLEST), np.log(LARGEST)
    p = np.exp(-far.right)
    if not _total(loss, p, high) <= wanted <= _total(loss, p, low):
        return None
    for _ in range(TRIES):
        middle = (low + high) / 2
        if _total(loss, p, middle) > wanted:
            low = middle
        else:
            high = middle
    size = float(np.exp((low + high) / 2))
    if size < 2 * SMALLEST or size > LARGEST / 1.01:
        return None
    return size if all(_near(one, loss, size) for one in wrong) else None


def _total(loss, p, logarithm):
    return float(np.sum(loss(p, np.exp(logarithm))))


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
    found = all_equal(apart)
    return f"{found:.4g}" if found and found > 1 else ""


KINDS = {
    function.__name__: function
    for function in (
        added_in_logarithm, limited_loss, cut_off_probability, cut_off_logits_of_loss,
    )
}  # fmt: skip

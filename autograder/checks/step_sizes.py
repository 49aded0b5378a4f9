"""The kinds of mistakes of any size in a step that an optimiser takes from an array of parameters.

The parameters are the first argument, and the step divides one right value by the root of another.
"""

from __future__ import annotations

import numpy as np

from .compare import close
from .run import has_float32

SETTINGS = {"learning_rate": (5, 0.001), "beta_2": (7, 0.999), "epsilon": (8, 1e-7)}
TIME = 4  # the place of t among the arguments


def _setting(case, name):
    place, default = SETTINGS[name]
    if len(case.arguments) > place:
        return case.arguments[place]
    return case.keywords.get(name, default)


def epsilon(wrong):
    """Find which epsilon the step uses whatever the argument is, added in either convention."""
    if any(one.value.shape != one.right.shape for one in wrong):
        return ""
    for before_right in (True, False):
        for before in (True, False):
            size = _epsilon(wrong, before_right, before)
            if size and all(_fits(one, before_right, before, size) for one in wrong):
                return f"{size:.3g}"
    return ""


def _epsilon(wrong, before_right, before):
    """Return the epsilon that one number asks for: the one whose root of v is smallest."""
    best = None
    for one in wrong:
        if has_float32(one.case.arguments):
            continue
        start, root = np.asarray(one.case.arguments[0], float), np.sqrt(one.rights[2])
        with np.errstate(all="ignore"):
            shrunk = (start - one.right) / (start - one.value)
            here = shrunk * (root + _share(one.case, before_right) * _setting(one.case, "epsilon"))
            found = (here - root) / _share(one.case, before)
        for size, small in zip(np.ravel(found), np.ravel(root)):
            if np.isfinite(size) and size > 0 and (best is None or small < best[0]):
                best = small, float(size)
    return best and best[1]


def _share(case, before):
    """Return what an epsilon counts for that is added before or after the correction of v."""
    return 1.0 if before else float(np.sqrt(1 - _setting(case, "beta_2") ** case.arguments[TIME]))


def _fits(one, before_right, before, size):
    start, root = np.asarray(one.case.arguments[0], float), np.sqrt(one.rights[2])
    right = root + _share(one.case, before_right) * _setting(one.case, "epsilon")
    with np.errstate(all="ignore"):
        step = (start - one.right) * right / (root + _share(one.case, before) * size)
    return close(one.value, start - step, one.case)


def shrunk_parameters(wrong):
    """Find by what the parameters are multiplied and subtracted beside the step.

    The number may also be multiplied by the learning rate.
    """
    if any(one.value.shape != one.right.shape for one in wrong):
        return ""
    exact = [one for one in wrong if not has_float32(one.case.arguments)]
    for with_rate, ending in ((True, " times the learning rate"), (False, "")):
        found = [_shrunk(one) / (_rate(one) if with_rate else 1) for one in exact]
        size = float(np.median(found)) if found else 0.0
        if (
            np.isfinite(size)
            and size
            and all(
                close(
                    one.value,
                    one.right - size * (_rate(one) if with_rate else 1) * _start(one),
                    one.case,
                )
                for one in wrong
            )
        ):
            return f"{size:.3g}{ending}"
    return ""


def _start(one):
    return np.asarray(one.case.arguments[0], float)


def _rate(one):
    return _setting(one.case, "learning_rate")


def _shrunk(one):
    start = _start(one)
    place = np.unravel_index(np.argmax(np.abs(start)), start.shape)
    with np.errstate(all="ignore"):
        return float((one.right - one.value)[place] / start[place])


KINDS = {"epsilon": epsilon, "shrunk_parameters": shrunk_parameters}

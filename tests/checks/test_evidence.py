"""Which known mistakes are told when several explain what came back between them."""

from collections.abc import Callable

import numpy as np

from autograder.checks.compare import Return
from autograder.checks.run import VALUES, Case, Outcome
from autograder.checks.table import Misconception, Table

SMALL = [Case(f"small {k}", VALUES, (np.array([0.1, 0.4, 0.2]) * k,)) for k in (1, 2, 3)]
LARGE = [Case(f"large {k}", VALUES, (np.array([5.0, 7.0, 9.0]) * k,)) for k in (1, 2, 3)]

Function = Callable[[np.ndarray], np.ndarray]


def cut_off(z: np.ndarray) -> np.ndarray:
    return np.minimum(z, 4) + z / 100 * (z > 4)


def small_doubled(z: np.ndarray) -> np.ndarray:
    return np.where(z < 2, 2 * z, z)


def all_doubled(z: np.ndarray) -> np.ndarray:
    return 2 * z


def told(function: Function, *mistakes: Function) -> tuple[str, ...]:
    """Return the names told of a function of which z itself is asked, where these are known."""
    cases = (*SMALL, *LARGE)
    known = tuple(Misconception(one.__name__, ".", "", outcomes(one)) for one in mistakes)
    right = tuple(case.arguments[0] for case in cases)
    table = Table("f", ("z",), "Keras", (Return("z"),), cases, right, known)
    names: tuple[str, ...] = table.recognise(outcomes(function)).names
    return names


def outcomes(function: Function) -> tuple[Outcome, ...]:
    return tuple(Outcome(value=function(case.arguments[0])) for case in (*SMALL, *LARGE))


def both(z: np.ndarray) -> np.ndarray:
    return cut_off(z) + small_doubled(z) - z


def test_two_mistakes_that_change_different_results_are_both_told() -> None:
    assert told(both, cut_off, small_doubled) == ("cut_off", "small_doubled")


def test_a_mistake_is_not_told_where_it_would_change_what_another_one_explains() -> None:
    assert told(both, cut_off, all_doubled) == ()

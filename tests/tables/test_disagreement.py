"""What an author reads when the solution and the oracle give different values."""

import numpy as np

from autograder.checks.run import VALUES, Case, Outcome
from autograder.specification.exercise import Exercise
from autograder.specification.signatures import mismatch
from autograder.tables.make import disagreement

CASE = Case("one number", VALUES, (np.float64(5.0),))
exercise = Exercise("activations", "tenth", "training/softmax", "keras.activations.linear")


@exercise.oracle
def _(z: float) -> float:
    return z


def test_the_rounding_of_float32_is_named_with_its_cure() -> None:
    fault = disagreement(exercise, CASE, Outcome(np.float64(0.5)), np.float64(0.5000000474505806))
    assert fault
    assert "tests/tables/test_disagreement.py" in str(fault)
    assert "0.5000000474505806" in fault.what
    assert "float32's rounding" in fault.remedy
    assert "outside Keras" in fault.remedy


def test_other_disagreements_send_the_author_to_both_sides() -> None:
    fault = disagreement(exercise, CASE, Outcome(np.float64(0.5)), np.float64(0.6))
    assert fault
    assert "float32" not in fault.remedy
    raised = disagreement(exercise, CASE, Outcome(raised="ValueError", message="no"), np.float64(1))
    assert raised
    assert "the solution raises ValueError: no, Keras" in raised.what


def test_the_same_value_is_no_fault() -> None:
    assert disagreement(exercise, CASE, Outcome(np.float64(0.5)), np.float64(0.5)) is None


def test_a_function_that_no_case_can_call_is_recognised() -> None:
    assert mismatch(lambda: 0, [CASE]).endswith("too many positional arguments")
    assert mismatch(lambda z, slope=1: 0, [CASE]) == ""

"""What a check says and lets pass."""

import json
import math
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.checks.check import _report
from autograder.checks.compare import ARRAY_OR_LIST, INTEGERS, Return, alike, close, fault
from autograder.checks.encode import OpaqueValue, decode, encode
from autograder.checks.functions import tanh
from autograder.checks.hints import hint, hint_on
from autograder.checks.report import CheckFailed, call, describe
from autograder.checks.run import STABILITY, VALUES, Case, Outcome, run, same
from autograder.checks.table import Misconception, Table
from autograder.exercises import find
from autograder.tables.visible import difference, path_of

ONE = (Return("the result"),)
CASE = Case("a case", VALUES, (np.array([1.0, 2.0]),))


def found(value: object, expected: object = np.array([1.0, 2.0]), returns=ONE, case=CASE) -> str:
    return fault(Outcome(value=value), expected, returns, case)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is there a `return`"),
        ([1.0, 2.0], "a list"),
        ((1.0, 2.0), "a tuple"),
        ((np.array([1.0, 2.0]),), "comma at the end"),
        (np.matrix([1.0, 2.0]), "np.matrix"),
        (np.array([1.0, 2.0], dtype=object), "Python objects"),
        (np.array([1.0, 2.0], dtype=np.float16), "float16"),
        (np.array([True, False]), "True and False"),
        (np.array([1 + 0j, 2]), "complex128"),
        (np.array(["1", "2"]), "real numbers"),
        ("1 2", "str"),
        (np.array([[1.0, 2.0]]), "shape must be (2,); it is (1, 2)"),
        (1.0, "shape must be (2,); it is ()"),
        (np.array([1.0, np.nan]), "nan"),
        (np.array([1.0, np.inf]), "inf"),
        (np.array([1.0, 2.5]), "difference is 0.5 at [1]"),
    ],
)
def test_a_wrong_answer_is_called_what_it_is(value: object, words: str) -> None:
    assert words in found(value)


def test_an_exact_answer_is_right() -> None:
    assert found(np.array([1.0, 2.0])) == ""


def test_whole_numbers_are_right_where_the_value_is_whole() -> None:
    assert found(np.array([1, 2])) == ""


def test_float64_is_held_to_nine_digits_and_float32_to_five() -> None:
    assert found(np.array([1.0, 2.0 * (1 + 1e-10)])) == ""
    assert found(np.array([1.0, 2.0 * (1 + 1e-8)])) != ""
    assert found(np.array([1.0, 2.0 * (1 + 1e-6)], dtype=np.float32)) == ""
    assert found(np.array([1.0, 2.0 * (1 + 1e-4)], dtype=np.float32)) != ""


def test_float32_inputs_are_held_to_five_digits_whatever_comes_back() -> None:
    case = Case("float32", VALUES, (np.array([1.0], dtype=np.float32),))
    assert found(np.array([1.0, 2.0 * (1 + 1e-7)]), case=case) == ""


def test_integers_are_asked_for_where_the_exercise_says_so() -> None:
    returns = (Return("the decisions", INTEGERS),)
    assert found(np.array([1, 0]), np.array([1, 0]), returns) == ""
    assert "integers are asked for" in found(np.array([1.0, 0.0]), np.array([1, 0]), returns)


def test_a_list_of_costs_is_as_good_as_an_array_where_both_are_allowed() -> None:
    returns = (Return("history", ARRAY_OR_LIST),)
    assert found([1.0, 2.0], returns=returns) == ""
    assert found(np.array([1.0, 2.0]), returns=returns) == ""
    for wrong in (["a", "b"], ["1.0", "2.0"], [1.0, "2.0"], [1.0, 10**400], [1.0, None]):
        assert "something other than numbers" in found(wrong, returns=returns), wrong


def test_one_of_several_values_is_called_by_its_name() -> None:
    returns = (Return("dj_dw"), Return("dj_db"))
    assert "one value came back" in found(np.array([1.0, 2.0]), (1.0, 2.0), returns)
    assert found((1.0, 2.5), (1.0, 2.0), returns).startswith("dj_db: ")


def test_a_changed_argument_is_seen_and_named() -> None:
    def doubles(z):
        z *= 2
        return z / 2

    (outcome,) = run(doubles, [CASE])
    right = np.array([1.0, 2.0])
    assert "changed its argument 1" in fault(outcome, right, ONE, CASE)
    assert "changed its argument z." in fault(outcome, right, ONE, CASE, ("z",))
    assert np.array_equal(CASE.arguments[0], [1.0, 2.0])


def test_a_changed_list_of_layers_is_seen() -> None:
    case = Case("layers", VALUES, ([(np.eye(2), np.zeros(2))],))
    (outcome,) = run(lambda layers: len([layers.pop()]), [case])
    assert outcome.changed == (0,)


def test_a_buffer_that_later_calls_overwrite_is_seen() -> None:
    buffer = np.zeros(2)

    def shared(z):
        buffer[:] = z
        return buffer

    first, last = run(shared, [CASE, Case("other", VALUES, (np.array([3.0, 4.0]),))])
    assert "changed during a later call" in fault(first, np.array([1.0, 2.0]), ONE, CASE)
    assert not last.overwritten


def test_a_named_tuple_is_a_tuple_that_nobody_has_changed() -> None:
    class Layer(NamedTuple):
        W: object
        b: object

    def as_layer(z: object) -> Layer:
        return Layer(z, OrderedDict(b=z))

    cases = [Case("", VALUES, (np.array([float(k)]),)) for k in range(2)]
    assert not any(outcome.overwritten for outcome in run(as_layer, cases))
    assert same(Layer(1, 2), (1, 2))
    assert not same((1, 2), [1, 2])


def test_an_overflow_is_a_fault_where_stability_is_asked_for_and_only_there() -> None:
    z = np.array([-1000.0])
    for aspect, right in ((STABILITY, False), (VALUES, True)):
        case = Case("far out", aspect, (z,))
        (outcome,) = run(lambda z: 1 / (1 + np.exp(-z)), [case])
        assert (fault(outcome, np.array([0.0]), ONE, case) == "") == right


def test_warnings_of_a_call_do_not_reach_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    run(lambda z: np.log(z - z), [CASE])
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1), RecursionError("deep")])
def test_an_exception_is_an_outcome_and_not_the_end(error: BaseException) -> None:
    def fails(z):
        raise error

    (outcome,) = run(fails, [CASE])
    assert type(error).__name__ in fault(outcome, np.array([1.0, 2.0]), ONE, CASE)


def test_an_unwritten_function_is_told_to_be_written() -> None:
    def stub(z):
        raise NotImplementedError

    (outcome,) = run(stub, [CASE])
    assert "not written yet" in fault(outcome, np.array([1.0, 2.0]), ONE, CASE)


numbers = arrays(
    st.sampled_from(["float64", "float32", "int64", "uint8", "bool"]),
    array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text() | numbers,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(plain)
def test_plain_data_survives_json(value: object) -> None:
    assert same(decode(json.loads(json.dumps(encode(value), allow_nan=False))), value)


@given(numbers)
def test_every_value_is_alike_itself_after_storing(value: np.ndarray) -> None:
    stored = decode(encode(value))
    assert alike(Outcome(value=value), Outcome(value=stored), CASE)


def test_what_is_not_plain_data_is_stored_by_its_kind_only() -> None:
    assert decode(encode(object())) == OpaqueValue("object")
    assert decode(encode(np.matrix([1.0]))) == OpaqueValue("matrix")
    assert decode(encode(tanh)) is tanh


@given(arrays("float64", array_shapes(max_dims=2, max_side=4), elements=st.floats(-50, 50)))
def test_an_array_is_close_to_itself_and_not_to_itself_plus_one(array: np.ndarray) -> None:
    assert close(array, array, CASE)
    assert not close(array + 1, array, CASE)


def test_a_stored_table_is_read_back_as_it_was() -> None:
    text = path_of(find("forward_propagation", "dense")).read_text("utf-8")
    assert Table.from_json(text).to_json() == text


def test_a_call_is_shown_as_it_would_be_typed() -> None:
    case = Case("x", VALUES, (np.array([0.5]), [(np.eye(2), tanh)]), {"threshold": 0.25})
    assert call("f", ("a", "layers"), case).startswith(
        "f(a=np.array([0.5]), layers=[(np.array([[1."
    )
    assert "tanh)], threshold=0.25)" in call("f", ("a", "layers"), case)
    assert describe(np.array([1.0])) == "[1.]  shape (1,), float64"


def test_a_failed_check_shows_its_report_without_a_traceback() -> None:
    assert CheckFailed("why")._render_traceback_() == ["CheckFailed: why"]


@pytest.mark.parametrize(
    ("case", "change", "is_stale"),
    [
        ("float32", 1e-7, False),  # another processor's order of adding
        ("float32", 1e-3, True),
        ("the example above", 1e-7, True),
    ],
)
def test_a_stored_value_is_stale_when_rounding_does_not_explain_the_change(
    case: str, change: float, is_stale: bool
) -> None:
    stored = path_of(find("training", "logistic_gradients")).read_text("utf-8")
    table = json.loads(stored)
    labels = [item["label"] for item in table["cases"]]
    number = next(i for i, label in enumerate(labels) if case in label)
    values = table["misconceptions"][0]["outcomes"][number]["value"]["tuple"][0]["array"]
    values[0] *= 1 + change
    found = difference(stored, json.dumps(table))
    assert (f"/misconceptions/0/outcomes/{number}" in found) == is_stale


def test_a_number_and_its_decimals_are_the_same_mistake_unless_integers_are_asked_for() -> None:
    whole, decimal = Outcome(value=np.array([1, 2])), Outcome(value=np.array([1.0, 2.0]))
    assert alike(decimal, whole, CASE, (Return("z"),))
    assert not alike(decimal, whole, CASE, (Return("the decisions", INTEGERS),))


def test_a_mistake_that_only_raises_errors_is_named_by_their_words_too() -> None:
    message = "only 0-dimensional arrays can"
    mistake = Misconception("math.exp", "Use np.exp.", "", (raised(message),))
    table = Table("f", ("z",), "Keras", (Return("z"),), (CASE,), (np.array([1.0]),), (mistake,))
    stored = Table.from_json(table.to_json())
    assert stored.recognise([raised("only 0-dimensional arrays can")]) is not None
    assert stored.recognise([raised("only length-1 arrays can be converted")]) is not None
    assert stored.recognise([raised("f() takes 1 positional argument")]) is None


def raised(message: str) -> Outcome:
    return Outcome(raised="TypeError", message=message)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("if np.ones(2) > 0: pass", "many answers"),
        ("np.zeros(2)[0] = np.ones(2)", "holds one number"),
        ("np.array([[1, 2], [3]])", "same length"),
        ("math.exp(np.ones(2))", "take one number"),
        ("np.ones(2) ^ 2", "`**`"),
        ("1.5 ^ 2", "`**`"),
        ("np.ones((2, 3)) @ np.ones(2)", "matrix product"),
        ("np.dot(np.ones((2, 3)), np.ones(2))", "matrix product"),
        ("np.ones(2) + np.ones(3)", "from the right"),
        ("len(np.float64(1))", "no length"),
        ("list(np.float64(1))", "no length"),
        ("np.float64(1)[0]", "no length"),
        ("z = np.arange(3); z -= 0.5", "in place"),
        ("exp(1)", "begin with `np.`"),
        ("raise AttributeError(\"no attribute 'BinaryCrossEntropy'\")", "small e"),
    ],
)
def test_an_error_of_python_or_numpy_comes_with_a_hint(code: str, words: str) -> None:
    def function(z: object) -> None:
        exec(code, {"np": np, "math": math})

    assert words in hint(run(function, (CASE,))[0])


def test_an_operation_of_tensorflow_is_no_misspelt_loss() -> None:
    operation = "Op<name=SparseSoftmaxCrossEntropyWithLogits>"
    dtype = f"Value for attr 'T' of int64 is not in the list of allowed values; {operation}"
    assert "astype(float)" in hint_on(dtype)
    assert hint_on(f"Received a label value of 7; {operation}") == ""


def test_a_difference_that_six_digits_do_not_show_is_shown_with_all_of_them() -> None:
    table = Table.load(path_of(find("forward_propagation", "sigmoid")))
    outcomes = run(lambda z: 1 / (1 + np.exp(-z) + 1e-8), table.cases)
    said = str(_report(table, outcomes, table.faults(outcomes)))
    assert "Returned  0.4999999975  " in said
    assert "Expected  0.5  " in said

"""What is special to `adam`: two customs for epsilon, networks as lists of layers, the digits."""

import numpy as np
import pytest

from autograder.assignments.datasets import digits
from autograder.assignments.source import solution_of
from autograder.checks.run import run
from autograder.exercises import find
from autograder.exercises.adam.adam_step import epsilon_as_in_the_paper
from autograder.scoring.functions import judge
from autograder.specification.keras_oracle import adam, as_numpy, float64_by_default, keras
from autograder.tables.make import make_table


@pytest.fixture(scope="module")
def step_table():
    exercise = find("adam", "adam_step")
    return make_table(exercise, exercise.visible_cases())


@pytest.fixture(scope="module")
def training_table():
    exercise = find("adam", "train_with_adam")
    return make_table(exercise, exercise.visible_cases())


def test_the_check_says_which_place_of_epsilon_it_compared_with(step_table):
    by_keras = step_table.nearest(run(solution_of(find("adam", "adam_step")), step_table.cases))
    by_paper = step_table.nearest(run(epsilon_as_in_the_paper, step_table.cases))
    assert by_keras.name == "keras.optimizers.Adam"
    assert by_paper.name == "Adam with epsilon as in the paper"


def test_no_mixture_of_the_two_places_of_epsilon_earns_all_points(step_table):
    reference = solution_of(find("adam", "adam_step"))

    def mixture(w, grad, m, v, t, *settings, **named):
        one = reference if t == 1 else epsilon_as_in_the_paper
        return one(w, grad, m, v, t, *settings, **named)

    assert judge(step_table, mixture, 4).earned < 4


def test_a_mistake_is_shown_against_the_place_of_epsilon_that_was_chosen(step_table):
    def half_of_m(w, grad, m, v, t, *settings, **named):
        w, m, v = epsilon_as_in_the_paper(w, grad, m, v, t, *settings, **named)
        return w, m / 2, v

    faults = step_table.faults(run(half_of_m, step_table.cases))
    assert faults[0].startswith("m: The largest difference")


def test_keras_needs_its_betas_as_float64():
    """With Python floats Keras's own step is 7e-6 off; the oracle must not be."""
    steps = {}
    for name, make in (("exact", adam), ("plain", keras().optimizers.Adam)):
        with float64_by_default():
            optimizer, variable = make(learning_rate=1.0), keras().Variable([0.0], dtype="float64")
            optimizer.apply([keras().ops.convert_to_tensor(np.array([2.0]))], [variable])
            steps[name] = -as_numpy(variable)[0]
    root = np.sqrt(0.001 * 4)
    right = np.sqrt(0.001) / 0.1 * 0.1 * 2 / (root + 1e-7)
    assert steps["exact"] == pytest.approx(right, rel=1e-12)
    assert abs(steps["plain"] / right - 1) > 1e-9


@pytest.mark.parametrize("form", [list, tuple, np.array])
def test_a_history_may_be_a_list_a_tuple_or_an_array(training_table, form):
    reference = solution_of(find("adam", "train_with_adam"))

    def train(X, y, layers, epochs, learning_rate=0.001):
        layers, history = reference(X, y, layers, epochs, learning_rate)
        return tuple(map(list, layers)), form(history)

    assert judge(training_table, train, 4).earned == 4


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda layers: layers[:-1], "It must be a list of"),
        (lambda layers: [W for W, _ in layers], "Layer 1 must be a tuple (W, b)"),
        (lambda layers: None, "It is None"),
        (lambda layers: [(W, b[:, None]) for W, b in layers], "layer 1, b: The shape must be"),
        (lambda layers: [*layers[:-1], (layers[-1][0] + 1, layers[-1][1])], "W: The largest diff"),
    ],
)
def test_what_is_wrong_with_a_network_is_said(training_table, spoil, words):
    reference = solution_of(find("adam", "train_with_adam"))

    def train(X, y, layers, epochs, learning_rate=0.001):
        layers, history = reference(X, y, layers, epochs, learning_rate)
        return spoil(layers), history

    faults = training_table.faults(run(train, training_table.cases))
    assert faults[0].startswith("layers: ")
    assert words in faults[0]


def test_the_digits_are_small_whole_numbers():
    data = digits()
    assert data.shape == (1797, 65)
    assert data.dtype == np.uint8
    assert data[:, :64].max() == 16
    assert sorted(set(data[:, 64])) == list(range(10))

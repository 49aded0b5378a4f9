"""The live figure "backpropagation": its derivatives are those that a small step measures."""

from pathlib import Path

import numpy as np
import pytest
from browsing import Reading
from hypothesis import given, settings
from hypothesis import strategies as st
from live_figures import LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "backpropagation"
START = np.array([1.5, 0.4, -1.0, 0.2, 0.0, 0.0, 3.0, -2.0, 0.6])
X = np.array([2.0, 3.0])


def cost(p: np.ndarray, y: int) -> float:
    a = 1 / (1 + np.exp(-(X @ p[:4].reshape(2, 2) + p[4:6])))
    z = a @ p[6:8] + p[8]
    return float(np.logaddexp(0, z) - y * z)


def slopes(p: np.ndarray, y: int) -> np.ndarray:
    steps = 1e-5 * np.eye(9)
    return np.array([(cost(p + step, y) - cost(p - step, y)) / 2e-5 for step in steps])


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_costs_and_derivatives_are_numpys_for_any_parameters(seed: int) -> None:
    places = np.random.default_rng(seed).normal(0, 2, (40, 9))
    calls = [(name, [p, y]) for p in places for y in (0, 1) for name in ("forward", "backward")]
    results = iter(run_model(NAME, calls))
    for p in places:
        for y in (0, 1):
            np.testing.assert_allclose(next(results)["cost"], cost(p, y), rtol=1e-9)
            np.testing.assert_allclose(next(results)["all"], slopes(p, y), rtol=1e-4, atol=1e-7)


def parameters(figure: LiveFigure) -> list[list[str]]:
    """The lines on the buttons of the nine parameters."""
    return [
        text.split("\n") for text in figure.root.locator(".live-board button").all_inner_texts()
    ]


def test_derivatives_come_backwards_one_step_at_a_time(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    known = [0, 0, 3, 3, 3, 9]
    for step, count in enumerate(known):
        assert sum(len(lines) == 2 for lines in parameters(figure)) == count
        assert figure.drawing.get_by_text("= ?").count() == [5, 4, 4, 2, 0, 0][step]
        figure.press("One step backwards")
    assert figure.button("One step backwards").get_attribute("aria-disabled") == "true"
    for (value, slope), p, right in zip(parameters(figure), START, slopes(START, 1), strict=True):
        assert value_of(value) == p
        assert_shown(slope, right)
    figure.press("Undo it", " ")
    assert sum(len(lines) == 2 for lines in parameters(figure)) == 3
    assert reading.errors == []


@pytest.mark.parametrize(("k", "nudge"), [(0, 0.1), (2, -1.0), (5, 0.35), (7, 1.0), (8, -0.5)])
def test_a_nudge_is_predicted_by_the_derivative_and_done_by_the_cost(
    reading: Reading, figures: Path, k: int, nudge: float
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.root.locator(".live-board button").nth(k).press("Enter")
    figure.slide("nudge", nudge)
    moved = START + nudge * np.eye(9)[k]
    real = cost(moved, 1) - cost(START, 1)
    assert "is still to come" in figure.sentence
    figure.press("All five steps")
    _, _, words = figure.sentence.partition("predicts a change of ")
    predicted, _, changed = words.removesuffix(".").partition(", and the cost changes by ")
    assert_shown(predicted, slopes(START, 1)[k] * nudge)
    assert_shown(changed, real)
    assert figure.root.locator(".live-board [aria-pressed=true]").count() == 1


def test_moving_all_nine_downhill_is_a_step_of_gradient_descent(
    reading: Reading, figures: Path
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.root.get_by_role("radio", name="y = 0").press(" ")
    p = START
    move = "Move all nine downhill, α = 0.5"
    for _ in range(2):
        before = figure.description
        figure.press(move)
        assert figure.description == before, "moved before all derivatives are known"
        figure.press("All five steps")
        figure.press(move)
        p = p - 0.5 * slopes(p, 0)
    figure.press("All five steps")
    figure.open_table()
    for cells, value, slope in zip(figure.rows().values(), p, slopes(p, 0), strict=True):
        assert_shown(cells[0], value)
        assert_shown(cells[1], slope)
    assert "2 steps of gradient descent are taken" in figure.description

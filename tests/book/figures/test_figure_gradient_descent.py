"""The live figure "gradient-descent": its steps are NumPy's, and its words say what they do."""

from pathlib import Path

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model

pytestmark = pytest.mark.xdist_group("figures")
NAME = "gradient-descent"
COST = np.polynomial.Polynomial([2, 1 / 4, -1 / 2, 0, 1 / 16])


def path(start: float, power: float, steps: int) -> np.ndarray:
    alpha, found = float(f"{10**power:.1e}"), [start]
    for _ in range(steps):
        found.append(found[-1] - alpha * COST.deriv()(found[-1]))
    return np.array(found)


def test_costs_slopes_valleys_and_paths_are_numpys() -> None:
    places = np.linspace(-4, 4, 33)
    calls = [(name, [w]) for name in ("cost", "slope") for w in places]
    wanted = [*COST(places), *COST.deriv()(places)]
    np.testing.assert_allclose(run_model(NAME, calls), wanted, atol=1e-12)
    states = [(start, power) for start in (-3.5, 0.2, 3.0) for power in (-2, -0.7, -0.1)]
    calls = [("path", [{"start": start, "rate": power}]) for start, power in states]
    for found, state in zip(run_model(NAME, calls), states, strict=True):
        np.testing.assert_allclose(found, path(*state, 50), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("start", "power", "steps", "words"),
    [
        (3.0, -0.7, 0, "so the next step moves w by −α · slope = −0.800, with α = 0.2"),
        (3.0, -0.7, 2, "It went downhill. At w = 2.058"),
        (3.0, -0.7, 50, "in the higher valley: the lower one was never seen"),
        (3.0, -0.1, 1, "It jumped into the other valley."),
        (-3.0, -0.24, 1, "It jumped over the lowest point"),
        (-3.0, -0.7, 50, "in the lower valley."),
        (3.5, 0.3, 9, "The learning rate is too large for this start."),
    ],
)
def test_the_words_say_what_the_steps_do(
    reading: Reading, figures: Path, start: float, power: float, steps: int, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("rate α", power)
    figure.slide("start w", start)
    for _ in range(steps):
        figure.press("One step")
    assert words in figure.sentence
    figure.open_table()
    rows = list(figure.rows().values())
    assert len(rows) == steps + 1
    if "too large" in words:
        assert "far away" in rows[-1]
    else:
        w = path(start, power, steps)[-1]
        for text, value in zip(rows[-1], (w, COST(w), COST.deriv()(w)), strict=True):
            assert_shown(text, value)
    assert reading.errors == []

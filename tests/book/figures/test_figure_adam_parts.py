"""The live figure "adam-parts": each choice of parts follows NumPy's path."""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model

pytestmark = pytest.mark.xdist_group("figures")
NAME = "adam-parts"
PARTS = ("momentum", "divide", "correct")
LABELS = ("follow the mean m", "divide by √v", "correct the start")


def numpy_path(state: dict[str, Any], steps: int) -> np.ndarray:
    found, m, v = [np.array([-4.0, 0.8])], np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = np.array([1, 40]) * found[-1]
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        for_m, for_v = (1 - 0.9**t, 1 - 0.999**t) if state["correct"] else (1, 1)
        way = m / for_m if state["momentum"] else g
        size = np.sqrt(v / for_v) + 1e-7 if state["divide"] else 1
        found.append(found[-1] - float(f"{10 ** state['alpha']:.1e}") * way / size)
    return np.array(found)


def test_every_choice_of_parts_and_rates_takes_numpys_path() -> None:
    choices = [dict(zip(PARTS, on, strict=True)) for on in product([False, True], repeat=3)]
    states = [{**on, "alpha": power} for on in choices for power in (-2.5, -1.32, -0.52)]
    for state, found in zip(
        states, run_model(NAME, [("path", [state, 60]) for state in states]), strict=True
    ):
        wanted = numpy_path(state, 60)
        np.testing.assert_allclose(np.array(found, float), wanted, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("on", "power", "words"),
    [
        ((0, 0, 0), -1.32, "This is gradient descent. The first step is 0.192 long along w1 and"),
        ((0, 0, 0), -1.0, "the path has left the valley for good"),
        ((1, 0, 1), -1.32, "This is momentum: each step follows the mean m of the gradients."),
        ((0, 1, 1), -0.52, "The first step is 0.300 long along both parameters."),
        ((1, 1, 0), -1.0, "without the correction of the start. The first step is 0.316 long"),
        ((1, 1, 1), -0.52, "This is Adam. The first step is 0.300 long along both parameters."),
    ],
)
def test_switches_say_what_is_switched_on_and_show_numpys_numbers(
    reading: Reading, figures: Path, on: tuple[int, ...], power: float, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    for label, wanted in zip(LABELS, on, strict=True):
        if not wanted:
            figure.root.get_by_role("checkbox", name=label).press(" ")
    figure.slide("rate α", power)
    assert words in figure.sentence
    figure.open_table()
    state = {**dict(zip(PARTS, on, strict=True)), "alpha": power}
    found = numpy_path(state, 100)
    for name, cells in figure.rows().items():
        w = found[int(name)]
        for text, value in zip(cells, [*w, w[0] ** 2 / 2 + 20 * w[1] ** 2], strict=True):
            assert_shown(text, float(value))
    assert reading.errors == []

"""The live figure "descent-and-adam": its paths are NumPy's, by the chapter's own formulas."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "descent-and-adam"
TURN = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
START = np.array([-4.0, 0.8])
FIRST: dict[str, Any] = {"descent": -1.32, "adam": -0.52, "unit": 1, "diagonal": False}
VALLEYS = [{"unit": unit, "diagonal": turned} for unit in (1, 100) for turned in (False, True)]


def rate(power: float) -> float:
    return float(f"{10**power:.1e}")


def valley(w: np.ndarray) -> np.ndarray:
    return w[..., 0] ** 2 / 2 + 20 * w[..., 1] ** 2


def slope(w: np.ndarray, unit: float) -> np.ndarray:
    return unit * np.array([w[0], 40 * w[1]])


def descent(alpha: float, steps: int, unit: float) -> np.ndarray:
    """Along and across the valley: gradient descent does not notice a turn."""
    path = [START]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            path.append(path[-1] - alpha * slope(path[-1], unit))
    return np.array(path)


def adam(alpha: float, steps: int, unit: float, turn: np.ndarray) -> np.ndarray:
    path = [turn @ START]
    m = v = np.zeros(2)
    for t in range(1, steps + 1):
        g = turn @ slope(turn.T @ path[-1], unit)
        m = 0.9 * m + (1 - 0.9) * g
        v = 0.999 * v + (1 - 0.999) * g**2
        ratio = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)
        path.append(path[-1] - alpha * ratio)
    return np.array(path)


def needed(costs: np.ndarray) -> int | None:
    with np.errstate(all="ignore"):
        above = np.flatnonzero(~(costs < 0.001))
    return None if above[-1] == len(costs) - 1 else int(above[-1]) + 1


def costs_of(state: dict[str, Any], steps: int) -> dict[str, np.ndarray]:
    """The cost before the first step and after each."""
    turn = TURN if state["diagonal"] else np.eye(2)
    with np.errstate(all="ignore"):
        by_adam = adam(rate(state["adam"]), steps, state["unit"], turn) @ turn
        by_descent = descent(rate(state["descent"]), steps, state["unit"])
        return {"descent": valley(by_descent), "Adam": valley(by_adam)}


@pytest.mark.parametrize("place", VALLEYS)
def test_the_paths_are_numpys_for_many_learning_rates(place: dict[str, Any]) -> None:
    turn = TURN if place["diagonal"] else np.eye(2)
    powers = np.round(np.arange(-4.5, 0.01, 0.22), 2)
    states = [{"descent": power, "adam": power, **place} for power in powers]
    by_descent = run_model(NAME, [("descentPath", [state, 60]) for state in states])
    by_adam = run_model(NAME, [("adamPath", [state, 60]) for state in states])
    for power, one, other in zip(powers, by_descent, by_adam, strict=True):
        wanted = descent(rate(power), 60, place["unit"]) @ turn.T
        # Turned, the rounding of a jumping step is as large as its largest coordinate.
        size = np.max(np.abs(wanted), axis=1, keepdims=True)
        difference = np.abs(np.array(one) - wanted)
        assert np.all(difference <= 1e-9 * size + 1e-12)
        wanted = adam(rate(power), 60, place["unit"], turn)
        np.testing.assert_allclose(other, wanted, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("place", VALLEYS)
def test_the_gradient_is_what_a_small_step_measures(place: dict[str, Any]) -> None:
    h = 1e-5
    for w in np.random.default_rng(3).normal(size=(8, 2)):
        around = [w + h * way for way in (*np.eye(2), *-np.eye(2))]
        costs = run_model(NAME, [("cost", [point, place["diagonal"]]) for point in around])
        measured = place["unit"] * (np.array(costs[:2]) - costs[2:]) / (2 * h)
        found = run_model(NAME, [("gradient", [w, place])])[0]
        np.testing.assert_allclose(found, measured, rtol=1e-6, atol=1e-6)


def test_a_learning_rate_has_two_digits() -> None:
    powers = [-4.5, -1.32, -1.3, -1.28, -0.52, 0]
    rates = [3.2e-05, 0.048, 0.05, 0.052, 0.3, 1]
    assert run_model(NAME, [("rate", [power]) for power in powers]) == rates


@pytest.mark.parametrize("level", [0.1, 4.0, 14.0])
@pytest.mark.parametrize("turned", [False, True])
def test_an_ellipse_has_one_cost(level: float, turned: bool) -> None:
    points = run_model(NAME, [("ellipse", [level, turned])])[0]
    costs = run_model(NAME, [("cost", [point, turned]) for point in points])
    np.testing.assert_allclose(costs, level)


@pytest.mark.parametrize(
    ("descent_power", "adam_power", "steps", "unit", "diagonal", "words"),
    [
        (-1.32, -0.52, 40, 1, False, "by −0.920, so it jumps to and fro in shrinking jumps"),
        (-1.28, -1.0, 30, 1, False, "by −1.08, so the jumps grow"),
        (-1.3, -1.0, 7, 1, False, "by −1.00, so it jumps to and fro for ever"),
        (-2.3, 0.0, 40, 1, False, "82% of the way is left. Adam’s first step is 1 long"),
        (-1.32, -0.52, 40, 100, False, "it does not notice the unit of the cost"),
        (-3.32, -1.0, 100, 100, True, "changes both parameters alike"),
    ],
)
def test_sliders_moved_by_keys_show_numpys_numbers(
    reading: Reading,
    figures: Path,
    descent_power: float,
    adam_power: float,
    steps: int,
    unit: int,
    diagonal: bool,
    words: str,
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("descent α", descent_power)
    figure.slide("Adam α", adam_power)
    figure.slide("steps", steps)
    for name in ("100 J" if unit == 100 else "J", "diagonal" if diagonal else "along w1"):
        figure.root.get_by_role("radio", name=name, exact=True).press(" ")
    state = {"descent": descent_power, "adam": adam_power, "unit": unit, "diagonal": diagonal}
    assert words in figure.sentence
    assert list(figure.readout) == ["descent", "Adam"]
    for name, costs in costs_of(state, 2000).items():
        cost, count = figure.readout[name]
        if np.isfinite(costs[steps]):
            assert_shown(cost, costs[steps])
        assert count == str(needed(costs) or "–")
    shown = figure.slider("descent α").get_attribute("aria-valuetext")
    assert value_of(shown or "") == rate(descent_power)
    assert reading.errors == []


def test_the_table_holds_numpys_steps(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.open_table()
    by_descent, by_adam = descent(0.048, 100, 1), adam(0.3, 100, 1, np.eye(2))
    rows = figure.rows()
    assert len(rows) == 12
    for name, cells in rows.items():
        t = int(name)
        values = [*by_descent[t], valley(by_descent[t]), *by_adam[t], valley(by_adam[t])]
        for text, value in zip(cells, values, strict=True):
            assert_shown(text, float(value))


def test_play_takes_step_after_step_and_pauses(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.press("To the start")
    assert figure.slider("steps").input_value() == "0"
    figure.press("Play")
    reading.page.wait_for_function(
        "e => Number(e.value) >= 3", arg=figure.slider("steps").element_handle()
    )
    figure.press("Pause")
    stopped = figure.slider("steps").input_value()
    reading.page.wait_for_timeout(500)
    assert figure.slider("steps").input_value() == stopped
    assert float(stopped) < 100


def test_the_last_markers_stand_where_the_paths_end(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("steps", 9)
    top = figure.drawing.locator("svg").first
    ticks = {
        text.text_content(): (float(text.get_attribute("x") or ""), text.get_attribute("y"))
        for text in top.locator("text.tick[text-anchor=middle]").all()
    }
    unit = ticks["1"][0] - ticks["0"][0]
    ends = {"orange": descent(0.048, 9, 1)[-1], "blue": adam(0.3, 9, 1, np.eye(2))[-1]}
    for colour, w in ends.items():
        marker = top.locator(f'.marker[style*="{colour}"]').last
        move = marker.get_attribute("transform") or ""
        across = float(move.partition("(")[2].partition(",")[0])
        assert abs(across - (ticks["0"][0] + unit * w[0])) < 0.2

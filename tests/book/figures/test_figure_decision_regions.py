"""The live figure "decision-regions": its networks learn what NumPy's learn."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model, run_module

pytestmark = pytest.mark.xdist_group("figures")
NAME = "decision-regions"
Layers = list[tuple[np.ndarray, np.ndarray]]


def as_arrays(layers: list[dict[str, Any]]) -> Layers:
    return [(np.array(layer["W"]), np.array(layer["b"])) for layer in layers]


@cache
def ring() -> tuple[np.ndarray, np.ndarray]:
    found = run_model(NAME, [("data", [])])[0]
    return np.array(found["points"]), np.array(found["labels"], dtype=float)


@cache
def start(units: int, seed: int) -> Layers:
    return as_arrays(run_model(NAME, [("beginning", [units, seed])])[0])


def forward(layers: Layers, X: np.ndarray, hidden: str) -> tuple[list[np.ndarray], np.ndarray]:
    """The input of every layer, and the logits of the last."""
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = np.maximum(0, z) if hidden == "relu" else z
    return inputs, z[:, 0]


def train(layers: Layers, epochs: int, hidden: str) -> Layers:
    """Gradient descent with all of a batch at once."""
    X, y = ring()
    for _ in range(epochs):
        for i in range(0, len(X), 20):
            inputs, z = forward(layers, X[i : i + 20], hidden)
            dz = ((1 / (1 + np.exp(-z))) - y[i : i + 20])[:, None] / len(z)
            steps: Layers = []
            for a, (W, _) in zip(inputs[::-1], layers[::-1], strict=True):
                steps.insert(0, (a.T @ dz, dz.sum(axis=0)))
                dz = dz @ W.T * ((a > 0) if hidden == "relu" else 1)
            pairs = zip(layers, steps, strict=True)
            layers = [(W - 0.1 * dW, b - 0.1 * db) for (W, b), (dW, db) in pairs]
    return layers


def judge(layers: Layers, hidden: str) -> tuple[float, float]:
    X, y = ring()
    z = forward(layers, X, hidden)[1]
    cost = np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))
    return float(cost), float(np.mean((z >= 0) == (y == 1)))


def test_the_points_fill_the_square_and_the_labels_the_circle() -> None:
    X, y = ring()
    assert X.shape == (400, 2)
    assert np.all(np.abs(X) <= 3)
    # Four quarters of the square, each with about a quarter of the points.
    quarters = np.unique(np.sign(X), axis=0, return_counts=True)[1]
    assert len(quarters) == 4
    assert np.min(quarters) > 70
    np.testing.assert_array_equal(y, np.sum(X**2, axis=1) < 4)


@pytest.mark.parametrize("units", [1, 3, 8])
def test_the_first_weights_fill_glorots_range(units: int) -> None:
    sizes = [2, units, units, 1]
    seeds = range(1, 60)
    nets = [as_arrays(net) for net in run_model(NAME, [("beginning", [units, s]) for s in seeds])]
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights = np.array([net[layer][0] for net in nets])
        assert weights.shape == (len(seeds), n_in, n_out)
        limit = np.sqrt(6 / (n_in + n_out))
        assert 0.9 * limit < np.max(np.abs(weights)) <= limit
        assert abs(np.mean(weights)) < 0.2 * limit
        assert not np.any([net[layer][1] for net in nets])


@pytest.mark.parametrize("hidden", ["linear", "relu"])
@pytest.mark.parametrize(("units", "seed", "epochs"), [(8, 1, 30), (3, 2, 60), (1, 4, 20)])
def test_training_agrees_with_numpy(hidden: str, units: int, seed: int, epochs: int) -> None:
    state = {"units": units, "seed": seed, "epoch": epochs}
    found = run_model(NAME, [("now", [state, hidden])])[0]
    wanted = train(start(units, seed), epochs, hidden)
    for (W, b), (W_here, b_here) in zip(as_arrays(found["layers"]), wanted, strict=True):
        np.testing.assert_allclose(W, W_here, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(b, b_here, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose([found["cost"], found["right"]], judge(wanted, hidden), rtol=1e-9)


@pytest.mark.parametrize("hidden", ["linear", "relu"])
def test_one_step_follows_the_slope_of_the_cost(hidden: str) -> None:
    X, y = ring()
    before = run_model(NAME, [("beginning", [4, 2])])[0]
    # All points in one batch, so that the change of a weight is its slope times the rate.
    after = run_model(NAME, [("step", [before, X, y, hidden, 1e-3])])[0]
    h = 1e-6
    for layer, i, j in (0, 1, 2), (1, 3, 0), (2, 2, 0):
        costs = []
        for way in (h, -h):
            layers = [(W.copy(), b.copy()) for W, b in as_arrays(before)]
            layers[layer][0][i, j] += way
            costs.append(judge(layers, hidden)[0])
        slope = (costs[0] - costs[1]) / (2 * h)
        change = after[layer]["W"][i][j] - before[layer]["W"][i][j]
        np.testing.assert_allclose(change, -1e-3 * slope, rtol=1e-4, atol=1e-10)


def test_probabilities_are_numpys() -> None:
    places = np.random.default_rng(4).uniform(-3, 3, size=(50, 2))
    net = run_model(NAME, [("now", [{"units": 5, "seed": 3, "epoch": 15}, "relu"])])[0]
    calls = [("probability", [net["layers"], place, "relu"]) for place in places]
    z = forward(as_arrays(net["layers"]), places, "relu")[1]
    np.testing.assert_allclose(run_model(NAME, calls), 1 / (1 + np.exp(-z)), rtol=1e-10)


def test_a_region_is_named_by_its_edge() -> None:
    inner = np.full((5, 5), -1.0)
    inner[2, 2] = 1
    edge = inner.copy()
    edge[2, 4] = 0
    cases = {"nowhere": -abs(inner), "everywhere": abs(inner), "closed": inner, "open": edge}
    found = run_model(NAME, [("region", [values]) for values in cases.values()])
    assert found == list(cases)


def test_a_contour_runs_where_the_level_is() -> None:
    side = np.arange(41.0)
    distance = np.hypot(side[None, :] - 19.3, side[:, None] - 21.1)
    (lines,) = run_module("shared/contours.js", [("segments", [distance, 12.5])])
    ends = np.array(lines).reshape(-1, 2)
    radii = np.hypot(ends[:, 0] - 19.3, ends[:, 1] - 21.1)
    np.testing.assert_allclose(radii, 12.5, atol=0.02)
    # Every end meets another: the line is closed.
    counts = np.unique(ends.round(9), axis=0, return_counts=True)[1]
    assert np.all(counts == 2)
    length = sum(np.hypot(*np.subtract(a, b)) for a, b in lines)
    assert abs(length - 2 * np.pi * 12.5) < 0.2


@pytest.mark.parametrize(
    ("row", "stretches"),
    [
        ([0, 2, 2, 0], [[0.5, 2.5]]),
        ([3, 0, 0, 1], [[0, 2 / 3], [3, 3]]),
        ([0, 0.5, 0], []),
        ([1, 1], [[0, 1]]),
    ],
)
def test_a_row_is_shaded_from_crossing_to_crossing(
    row: list[float], stretches: list[list[float]]
) -> None:
    found = run_module("shared/contours.js", [("stretches", [row, 1])])[0]
    np.testing.assert_allclose(np.array(found).reshape(-1, 2), np.reshape(stretches, (-1, 2)))


@pytest.mark.parametrize(
    ("epoch", "units", "words"),
    [
        (0, 8, "Before the first epoch both networks guess"),
        (25, 8, "The linear network says 0 everywhere, as a rule without any weights would: 63.5%"),
        (25, 2, "With so few units there are not enough lines"),
        (60, 1, "Its units have got stuck"),
    ],
)
def test_the_page_shows_what_numpy_learns(
    reading: Reading, figures: Path, epoch: int, units: int, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("units", units)
    figure.slide("epoch", epoch)
    assert words in figure.sentence
    assert list(figure.readout) == ["linear", "ReLU"]
    for name, (cost, right) in figure.readout.items():
        wanted = judge(train(start(units, 1), epoch, name.lower()), name.lower())
        assert_shown(cost, wanted[0])
        assert right.endswith("%")
        assert_shown(right[:-1], 100 * wanted[1])
    figure.open_table()
    rows = figure.rows()
    assert list(rows)[-1] == str(epoch)
    assert rows[str(epoch)] == [cell for cells in figure.readout.values() for cell in cells]
    assert reading.errors == []


def test_training_in_the_page_closes_the_region(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.press("To the start")
    before = figure.readout
    figure.press("Train")
    epoch = figure.slider("epoch").element_handle()
    reading.page.wait_for_function("e => Number(e.value) >= 15", arg=epoch, timeout=60_000)
    figure.press("Pause")
    assert "closed region" in figure.sentence
    for name, place in ("linear", 0), ("ReLU", 1):
        lines = figure.drawing.locator("svg").nth(place).locator(".curve")
        assert (lines.count() > 0) == (name == "ReLU")
    figure.press("To the start")
    assert figure.readout == before
    figure.press("Other first weights")
    assert figure.readout != before


def test_the_bends_of_the_first_layer_are_drawn(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("units", 3)
    figure.root.get_by_role("checkbox").press(" ")
    panel = figure.drawing.locator("svg").nth(1)
    drawn = panel.locator(".curve.dashed").all()
    assert len(drawn) == 3
    ticks = panel.locator("text.tick[text-anchor=middle]")
    left, right = (float(ticks.nth(i).get_attribute("x") or "") for i in (0, 2))
    ups = panel.locator("text.tick[text-anchor=end]")
    low, high = (float(ups.nth(i).get_attribute("y") or "") for i in (0, 2))
    W, b = train(start(3, 1), 10, "relu")[0]
    for unit, line in enumerate(drawn):
        ends = [end.split(",") for end in (line.get_attribute("d") or "")[1:].split("L")]
        for x, y in ends:
            x1 = -3 + 6 * (float(x) - left) / (right - left)
            x2 = -3 + 6 * (float(y) - low) / (high - low)
            size = np.hypot(*W[:, unit])
            assert abs((np.array([x1, x2]) @ W[:, unit] + b[unit]) / size) < 0.01

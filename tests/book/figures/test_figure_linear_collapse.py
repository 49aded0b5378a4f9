"""The live figure "linear-collapse": its curves are NumPy's, and linear layers do collapse."""

import re
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "linear-collapse"
Layers = list[tuple[np.ndarray, np.ndarray]]
RNG = np.random.default_rng(2)
START: dict[str, Any] = {
    "layers": 4,
    "activation": "linear",
    "joined": 0,
    "w": 1,
    "b": 0.5,
    "draw": 0,
}
STATES = [
    START | {"layers": layers, "draw": draw, "activation": activation, "w": w, "b": b}
    for layers, draw, activation in product(range(2, 7), range(6), ("linear", "relu"))
    for w, b in [(1, 0.5), *np.round(RNG.uniform(-3, 3, (3, 2)), 1).tolist()]
]


def arrays(layers: list[dict[str, Any]]) -> Layers:
    return [(np.array(layer["W"]), np.array(layer["b"])) for layer in layers]


def layers_of(*states: dict[str, Any]) -> list[Layers]:
    return [arrays(found) for found in run_model(NAME, [("layersOf", [s]) for s in states])]


def forward(layers: Layers, relu: bool, x: np.ndarray) -> np.ndarray:
    a = x.reshape(-1, 1)
    for W, b in layers[:-1]:
        a = a @ W + b
        if relu:
            a = a * (a > 0)
    W, b = layers[-1]
    return (a @ W + b).ravel()


def collapse(layers: Layers, joins: int) -> Layers:
    """Join the first layers by what they make of zero and of each unit input."""
    front, rest = layers[: joins + 1], layers[joins + 1 :]
    probes = np.vstack([np.zeros((1, 1)), np.ones((1, 1))])
    for W, b in front:
        probes = probes @ W + b
    return [(probes[1:] - probes[:1], probes[0]), *rest]


def relu_in(state: dict[str, Any]) -> bool:
    return bool(state["activation"] == "relu")


def test_the_networks_have_the_sizes_and_the_parameters_that_they_say() -> None:
    for state, layers in zip(STATES, layers_of(*STATES), strict=True):
        sizes = [1, *[3] * (state["layers"] - 1), 1]
        assert [W.shape for W, _ in layers] == list(pairwise(sizes))
        assert [b.shape for _, b in layers] == [(size,) for size in sizes[1:]]
        assert (layers[0][0][0, 0], layers[0][1][0]) == (state["w"], state["b"])
        assert max(np.abs(W).max() for W, _ in layers[1:]) <= 1.4
    six = layers_of(*({**START, "draw": draw} for draw in range(6)))
    assert len({layers[1][0].tobytes() for layers in six}) == 6


def test_the_output_agrees_with_numpy() -> None:
    x = RNG.uniform(-3, 3, len(STATES))
    every = run_model(NAME, [("layersOf", [state]) for state in STATES])
    calls = [
        ("outputOf", [layers, relu_in(state), place])
        for layers, state, place in zip(every, STATES, x, strict=True)
    ]
    expected = [
        forward(arrays(layers), relu_in(state), np.array([place]))[0]
        for layers, state, place in zip(every, STATES, x, strict=True)
    ]
    np.testing.assert_allclose(run_model(NAME, calls), expected, atol=1e-10)


def test_the_pieces_are_the_networks_curve_and_meet_at_its_corners() -> None:
    every = run_model(NAME, [("layersOf", [state]) for state in STATES])
    calls = [("pieces", [layers, relu_in(s)]) for layers, s in zip(every, STATES, strict=True)]
    x = np.linspace(-3, 3, 6001)
    bent = 0
    for state, layers, curve in zip(STATES, every, run_model(NAME, calls), strict=True):
        assert (curve[0]["from"], curve[-1]["to"]) == (-3, 3)
        assert all(one["to"] == other["from"] for one, other in pairwise(curve))
        y = forward(arrays(layers), relu_in(state), x)
        for piece in curve:
            inside = (x >= piece["from"]) & (x <= piece["to"])
            drawn = piece["slope"] * x[inside] + piece["height"]
            np.testing.assert_allclose(drawn, y[inside], atol=1e-9)
        slopes = [piece["slope"] for piece in curve]
        assert all(one != other for one, other in pairwise(slopes))
        assert relu_in(state) or len(curve) == 1
        bent += len(curve) > 1
    assert bent > len(STATES) / 4


def test_joined_layers_are_what_numpy_makes_of_them() -> None:
    states = [s | {"joined": joined} for s in STATES for joined in range(s["layers"])]
    joined = run_model(NAME, [("joinedLayers", [state]) for state in states])
    apart = run_model(NAME, [("largestDifference", [state]) for state in states])
    x = np.linspace(-3, 3, 2001)
    changed = 0
    for state, whole, parts, far in zip(states, layers_of(*states), joined, apart, strict=True):
        expected = collapse(whole, state["joined"])
        for (W, b), (W_right, b_right) in zip(arrays(parts), expected, strict=True):
            np.testing.assert_allclose(W, W_right, atol=1e-9)
            np.testing.assert_allclose(b, b_right, atol=1e-9)
        relu = relu_in(state)
        sampled = np.abs(forward(whole, relu, x) - forward(expected, relu, x)).max()
        if relu:
            assert sampled - 1e-9 <= far <= sampled + 0.05, state
            changed += far > 0.1
        else:
            assert far < 1e-11
    assert changed > len(states) / 10


def test_every_draw_bends_with_relu_at_every_depth() -> None:
    states = [
        START | {"layers": layers, "draw": draw, "activation": "relu"}
        for layers, draw in product(range(2, 7), range(6))
    ]
    x = np.linspace(-3, 3, 301)
    for state, layers in zip(states, layers_of(*states), strict=True):
        y = forward(layers, True, x)
        straight = np.polyval(np.polyfit(x, y, 1), x)
        assert np.abs(y - straight).max() > 0.1 * np.abs(y).max(), state


def shown_slope(figure: LiveFigure) -> str:
    found = re.search(r"with slope (\S+(?: × \S+)?)\. Move", figure.sentence)
    assert found, figure.sentence
    return found[1]


@pytest.mark.parametrize(
    ("layers", "w", "b"), [(4, 1.0, 0.5), (2, -3.0, 3.0), (6, 2.5, -1.2), (3, 0.0, 0.0)]
)
def test_no_slider_bends_linear_layers(
    reading: Reading, figures: Path, layers: int, w: float, b: float
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    for name, value in ("layers", layers), ("w, unit 1", w), ("b, unit 1", b):
        figure.slide(name, value)
    state = START | {"layers": layers, "w": w, "b": b}
    (network,) = layers_of(state)
    ends = forward(network, False, np.array([-3.0, 3.0]))
    assert_shown(shown_slope(figure), float(np.ptp(ends) / 6 * np.sign(ends[1] - ends[0])))
    assert "it does not bend" in figure.sentence
    numbers = sum(W.size + b.size for W, b in network)
    assert figure.readout["one by one"] == [str(layers), str(numbers), "0"]
    assert reading.errors == []


def test_linear_layers_are_joined_into_numpys_line(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("layers", 5)
    figure.slide("b, unit 1", -2.0)
    (network,) = layers_of(START | {"layers": 5, "b": -2.0})
    for joins in range(1, 5):
        figure.press("Join two layers")
        left = collapse(network, joins)
        count = sum(W.size + b.size for W, b in left)
        assert figure.readout["joined"] == [str(len(left)), str(count), "0"]
        assert "only by rounding" in figure.sentence or "not at all" in figure.sentence
        labels = figure.drawing.locator("svg").first.locator("text").all_text_contents()
        assert labels == ["x", *["linear"] * len(left), f"layers 1 to {joins + 1} in one"]
    found = re.search(r"a = (\S+) x ([+−]) ([\d.]+)\. ", figure.sentence)
    assert found, figure.sentence
    ((W, b),) = left
    assert_shown(found[1], W[0, 0])
    assert_shown(found[2].replace("+", "") + found[3], b[0])
    assert figure.button("Join two layers").get_attribute("aria-disabled") == "true"
    figure.press("Take apart", " ")
    assert figure.readout["joined"][0] == "2"


def test_to_join_relu_layers_makes_another_curve(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.root.get_by_role("radio", name="linear").press("ArrowRight")
    state = START | {"activation": "relu"}
    (network,) = layers_of(state)
    x = np.linspace(-3, 3, 60001)
    y = forward(network, True, x)
    bends = np.abs(np.diff(y, 2)) > 1e-9
    # A corner between two samples shows in one second difference or in two neighbours.
    corners = int(np.sum(bends[1:] & ~bends[:-1]) + bends[0])
    assert figure.readout["one by one"] == ["4", "34", str(corners)]
    assert f"the curve has {corners} corners" in figure.sentence
    assert figure.drawing.locator(".marker.hollow[d]").count() == corners
    figure.press("Join two layers")
    figure.press("Join two layers")
    difference = np.abs(y - forward(collapse(network, 2), True, x)).max()
    shown = figure.sentence.partition("differs by up to ")[2].rstrip(".")
    assert_shown(shown, float(difference))
    assert value_of(shown) > 0.1
    # The network is smaller than the joins that were made: one layer is left.
    figure.slide("layers", 2)
    assert figure.readout["joined"] == ["1", "2", "0"]


def test_new_weights_are_others_and_the_first_come_again(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    slopes = []
    for draw in range(6):
        (network,) = layers_of(START | {"draw": draw})
        low, high = forward(network, False, np.array([0.0, 1.0]))
        assert_shown(shown_slope(figure), float(high - low))
        slopes.append(shown_slope(figure))
        figure.press("New weights")
    assert len(set(slopes)) == 6
    assert shown_slope(figure) == slopes[0]


def test_the_table_holds_numpys_outputs(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.root.get_by_role("radio", name="linear").press("ArrowRight")
    figure.press("Join two layers")
    figure.open_table()
    (network,) = layers_of(START)
    x = np.arange(-3.0, 4.0)
    before, after = (forward(part, True, x) for part in (network, collapse(network, 1)))
    rows = figure.rows()
    assert [value_of(name) for name in rows] == x.tolist()
    for cells, one, other in zip(rows.values(), before, after, strict=True):
        assert_shown(cells[0], float(one))
        assert_shown(cells[1], float(other))

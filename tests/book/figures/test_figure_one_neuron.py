"""The live figure "one-neuron": its numbers are NumPy's, and its line is where they say."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "one-neuron"
DAYS = {"A (20, 5)": (20.0, 5.0), "B (8, 2)": (8.0, 2.0), "C (30, 14)": (30.0, 14.0)}
RNG = np.random.default_rng(8)


def states(count: int) -> list[dict[str, Any]]:
    """What the sliders can say; in every fifth state a weight is 0."""
    w = RNG.integers(-40, 41, (count, 2)) / 20
    w[::5, 0] = 0
    w[1::5, 1] = 0
    b = RNG.integers(-60, 61, count) / 2
    return [{"w": [*weights], "b": bias} for weights, bias in zip(w.tolist(), b, strict=True)]


def sigmoid(z: Any) -> Any:
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


def logits(state: dict[str, Any], x: Any) -> Any:
    return np.asarray(x) @ np.array(state["w"]) + state["b"]


STATES = states(300)
# The corners of the plane.
CORNERS = np.array([(t, v) for t in (0.0, 36.0) for v in (0.0, 16.0)])


def test_the_output_agrees_with_numpy() -> None:
    days = RNG.uniform(0, 40, (len(STATES), 2))
    calls = [("output", [state, x]) for state, x in zip(STATES, days, strict=True)]
    expected = [sigmoid(logits(state, x)) for state, x in zip(STATES, days, strict=True)]
    np.testing.assert_allclose(run_model(NAME, calls), expected, atol=1e-8)


@pytest.mark.parametrize("level", [0.0, -np.log(9), np.log(9)])
def test_the_line_is_where_the_logit_has_its_level(level: float) -> None:
    segments = run_model(NAME, [("segment", [state, level]) for state in STATES])
    drawn = 0
    for state, ends in zip(STATES, segments, strict=True):
        beside = logits(state, CORNERS) - level
        if ends is None:
            # All corners lie on one side, or in touch with the line.
            assert beside.min() >= -1e-9 or beside.max() <= 1e-9, state
            continue
        drawn += 1
        np.testing.assert_allclose(logits(state, ends), level, atol=1e-9)
        places = np.array(ends) / [36, 16]
        assert places.min() > -1e-9
        assert places.max() < 1 + 1e-9
        # Both ends lie on the frame, and not in the same place.
        assert np.all(np.min([np.abs(places), np.abs(1 - places)], axis=(0, 2)) < 1e-9)
        assert np.ptp(places, axis=0).max() > 0
    assert drawn > 60


def test_the_doubtful_width_is_what_the_outputs_say() -> None:
    with_both = [state for state in STATES if all(state["w"])]
    widths = run_model(NAME, [("doubtfulWidth", [state, 0]) for state in with_both])
    shifts = run_model(NAME, [("degreesPerWind", [state]) for state in with_both])
    for state, width, shift in zip(with_both, widths, shifts, strict=True):
        middle = -state["b"] / state["w"][0]
        edges = sigmoid(logits(state, [(middle - width / 2, 0), (middle + width / 2, 0)]))
        np.testing.assert_allclose(sorted(edges), [0.1, 0.9])
        np.testing.assert_allclose(logits(state, (middle + 3 * shift, 3)), 0, atol=1e-9)


def test_scaling_turns_no_line_and_stays_on_the_sliders() -> None:
    for factor in (2, 0.5):
        able = run_model(NAME, [("canScale", [state, factor]) for state in STATES])
        for state, possible in zip(STATES, able, strict=True):
            scaled = np.array([*state["w"], state["b"]]) * factor
            steps = scaled / [0.05, 0.05, 0.5]
            inside = np.all(np.abs(scaled) <= [2, 2, 30])
            fits = inside and np.allclose(steps, np.round(steps))
            assert possible == (fits and scaled.any()), state
        assert 0 < sum(able) < len(able)


def assert_days(figure: LiveFigure, state: dict[str, Any]) -> None:
    assert list(figure.readout) == list(DAYS)
    for name, (first, second, z, a) in figure.readout.items():
        x = np.array(DAYS[name])
        products = np.array(state["w"]) * x
        np.testing.assert_allclose([value_of(first), value_of(second)], products, atol=1e-9)
        np.testing.assert_allclose(value_of(z), logits(state, x), atol=1e-8)
        assert_shown(a, float(sigmoid(logits(state, x))))


@pytest.mark.parametrize(
    ("w1", "w2", "b", "words"),
    [
        (0.5, -0.4, -7.0, "a metre a second more wind needs 0.8 °C more. Between the dotted lines"),
        (0.5, 0.25, -7.0, "needs 0.5 °C less. Between the dotted lines, 8.8 °C apart"),
        (0.5, -0.8, -4.0, "You found it: yes to A, no to B and to C."),
        (
            0.0,
            -0.5,
            4.0,
            "ignores the temperature: its line is level, at a wind of 8.0 m/s",
        ),
        (-0.35, 0.0, 7.0, "The unit ignores the wind: its line is upright, at 20.0 °C."),
        (0.0, 0.0, 2.0, "With both weights at 0 no weather counts: the output is 0.881 every day."),
        (0.5, 0.4, 20.0, "out of the picture: every day in it gets more than 0.5."),
        (-0.5, -0.4, -20.0, "out of the picture: every day in it gets less than 0.5."),
    ],
)
def test_sliders_moved_by_keys_show_numpys_numbers(
    reading: Reading, figures: Path, w1: float, w2: float, b: float, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("weight w1", w1)
    figure.slide("weight w2", w2)
    figure.slide("bias b", b)
    state = {"w": [w1, w2], "b": b}
    assert_days(figure, state)
    assert words in figure.sentence.replace("\u00a0", " ")
    filled = figure.drawing.locator(".marker:not(.hollow)").count()
    assert filled == sum(logits(state, x) > 1e-9 for x in DAYS.values())
    assert reading.errors == []


def test_doubling_keeps_the_line_and_halves_the_doubt(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)

    def line() -> str:
        found = re.search(r"A straight line.*?\.(?= [A-Z])", figure.description)
        assert found
        return found[0]

    before = line()
    assert "from 14.0 °C and 0.0 m/s to 26.8 °C and 16.0 m/s" in before.replace("\u00a0", " ")
    figure.press("Double all three")
    assert_days(figure, {"w": [1.0, -0.8], "b": -14.0})
    assert line() == before
    assert "4.4\u00a0°C apart" in figure.sentence
    figure.press("Double all three")
    assert_days(figure, {"w": [2.0, -1.6], "b": -28.0})
    # Beyond the sliders' ends there is nothing to double.
    assert figure.button("Double all three").get_attribute("aria-disabled") == "true"
    figure.press("Double all three")
    assert_days(figure, {"w": [2.0, -1.6], "b": -28.0})
    figure.press("Halve all three", " ")
    assert_days(figure, {"w": [1.0, -0.8], "b": -14.0})


def test_the_line_is_drawn_where_its_ends_are(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("bias b", -10.0)
    svg = figure.drawing.locator("svg")

    def ticks(attribute: str, anchor: str) -> tuple[float, float]:
        """The pixels of 0 and of a unit on an axis."""
        places = {
            float(text.text_content() or ""): float(text.get_attribute(attribute) or "")
            for text in svg.locator(f"text.tick[text-anchor={anchor}]").all()[:5]
        }
        one, other = sorted(places)[:2]
        per_unit = (places[other] - places[one]) / (other - one)
        return places[one] - one * per_unit, per_unit

    (left, across), (bottom, up) = ticks("x", "middle"), ticks("y", "end")
    outline = svg.locator("path.curve:not(.dotted)").get_attribute("d") or ""
    points = np.array(re.findall(r"[\d.]+", outline), dtype=float).reshape(-1, 2)
    plane = (points - [left, bottom]) / [across, up]
    np.testing.assert_allclose(logits({"w": [0.5, -0.4], "b": -10.0}, plane), 0, atol=0.05)


def test_the_table_holds_numpys_outputs(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("weight w2", -0.9)
    figure.open_table()
    state = {"w": [0.5, -0.9], "b": -7.0}
    rows = figure.rows()
    assert list(rows) == ["0", "4", "8", "12", "16"]
    for wind, cells in rows.items():
        for temperature, text in zip(range(0, 37, 6), cells, strict=True):
            assert_shown(text, float(sigmoid(logits(state, (temperature, float(wind))))))

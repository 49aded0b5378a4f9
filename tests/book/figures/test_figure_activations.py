"""The live figure "activations": its numbers are NumPy's."""

from pathlib import Path

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model

pytestmark = pytest.mark.xdist_group("figures")
NAME = "activations"
RNG = np.random.default_rng(5)
# Small and large numbers of both signs, the corner, and where an exponential overflows.
LOGITS = np.concatenate(
    [RNG.normal(0, 3, 200), RNG.normal(0, 300, 100), [0, -750, 750, -1e5, 1e5, 1e-9, -36.7, 36.8]]
)


def expected(z: np.ndarray) -> dict[str, np.ndarray]:
    """Values by formulas that are not the model's."""
    a = np.exp(-np.logaddexp(0, -z))
    return {
        "sigmoid": a,
        "sigmoidSlope": np.exp(-np.logaddexp(0, -z) - np.logaddexp(0, z)),
        "relu": np.where(z > 0, z, 0.0),
        "reluSlope": np.heaviside(z, 0.0),
        "linear": z,
        "linearSlope": np.ones_like(z),
    }


@pytest.mark.parametrize("function", expected(LOGITS))
def test_the_model_agrees_with_numpy(function: str) -> None:
    results = run_model(NAME, [(function, [z]) for z in LOGITS])
    np.testing.assert_allclose(results, expected(LOGITS)[function], rtol=1e-11, atol=1e-300)


@pytest.mark.parametrize("function", ["sigmoid", "relu", "linear"])
def test_each_slope_is_what_a_small_step_measures(function: str) -> None:
    z, h = np.array([-5.3, -1.1, -0.2, 0.4, 2.6, 5.9]), 1e-6
    rises = run_model(NAME, [(function, [place]) for place in [*(z + h), *(z - h)]])
    slopes = run_model(NAME, [(f"{function}Slope", [place]) for place in z])
    measured = (np.array(rises[:6]) - rises[6:]) / (2 * h)
    np.testing.assert_allclose(slopes, measured, atol=1e-9)


@pytest.mark.parametrize("z", [-6.0, -2.3, 0.0, 0.1, 6.0])
def test_a_slider_moved_by_keys_shows_numpys_numbers(
    reading: Reading, figures: Path, z: float
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("pre-activation z", z)
    values = {name: float(value) for name, value in expected(np.array(z)).items()}
    for name, function in ("sigmoid", "sigmoid"), ("ReLU", "relu"), ("linear", "linear"):
        value, slope = figure.readout[name]
        assert_shown(value, values[function])
        assert_shown(slope, values[f"{function}Slope"])
    assert figure.slider("pre-activation z").get_attribute("aria-valuetext") in (
        f"{z:.1f}",
        f"−{-z:.1f}",
    )
    assert reading.errors == []


def test_the_markers_stand_where_the_numbers_say(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("pre-activation z", -3.0)
    top = figure.drawing.locator("svg").first

    def height(value: float) -> float:
        """The pixels of a value, from two ticks of the axis."""
        ticks = {
            text.text_content(): float(text.get_attribute("y") or "")
            for text in top.locator("text.tick[text-anchor=end]").all()
        }
        per_unit = (ticks["2"] - ticks["0"]) / 2
        return ticks["0"] + per_unit * value

    markers = top.locator(".marker").all()
    moves = [marker.get_attribute("transform") or "" for marker in markers]
    places = [float(move.partition(",")[2].partition(")")[0]) for move in moves]
    a = float(expected(np.array(-3.0))["sigmoid"])
    np.testing.assert_allclose(places, [height(v) for v in (a, 0.0, -3.0)], atol=0.2)


def test_the_table_holds_numpys_numbers(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.open_table()
    rows = figure.rows()
    assert len(rows) == 13
    for name, cells in rows.items():
        values = expected(np.array(float(name.replace("−", "-"))))
        for text, value in zip(cells, values.values(), strict=True):
            assert_shown(text, float(value))


def test_a_function_that_is_switched_off_leaves_drawing_words_and_tables(
    reading: Reading, figures: Path
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    for name in ("ReLU", "linear"):
        figure.root.get_by_role("checkbox", name=name).press(" ")
    assert list(figure.readout) == ["sigmoid"]
    assert "ReLU" not in figure.description + figure.sentence
    assert figure.drawing.locator(".marker").count() == 2
    figure.root.get_by_role("checkbox", name="sigmoid").press(" ")
    assert figure.readout == {}
    assert figure.sentence == "Choose a function to see its curve."
    figure.press("Reset")
    assert list(figure.readout) == ["sigmoid", "ReLU", "linear"]


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (0.0, "at its steepest, with slope 0.25. ReLU has its corner"),
        (5.0, "38 times smaller than at 0. ReLU’s is 1"),
        (-5.0, "38 times smaller than at 0. ReLU’s is 0"),
    ],
)
def test_the_sentence_says_what_there_is_to_see(
    reading: Reading, figures: Path, z: float, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("pre-activation z", z)
    assert words in figure.sentence

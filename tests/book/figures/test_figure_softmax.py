"""The live figures "softmax-sliders" and "softmax-loss": their numbers are NumPy's."""

from pathlib import Path

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model
from scipy.special import log_softmax, softmax

pytestmark = pytest.mark.xdist_group("figures")
RNG = np.random.default_rng(8)
LOGITS = np.concatenate(
    [
        RNG.normal(0, 2, (150, 4)),
        RNG.normal(0, 400, (100, 4)),
        [[0, 0, 0, 0], [1002, 1001, 1000, 999], [-1e5, 1e5, 0, 3], [6, -6, -6, -6]],
    ]
)
TRIED = ([2.0, 1.0, 0.0, -1.0], [-6.0, 0.3, 5.9, 6.0])


def set_logits(figure: LiveFigure, z: list[float]) -> None:
    for i, logit in enumerate(z, start=1):
        figure.slide(f"logit z{i}", logit)


def test_the_probabilities_agree_with_scipy() -> None:
    results = run_model("softmax-sliders", [("softmax", [z]) for z in LOGITS])
    np.testing.assert_allclose(results, softmax(LOGITS, axis=1), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(np.sum(results, axis=1), 1, rtol=1e-12)


def test_the_losses_agree_with_scipy_where_the_probability_is_0_too() -> None:
    results = run_model("softmax-sliders", [("losses", [z]) for z in LOGITS])
    np.testing.assert_allclose(results, -log_softmax(LOGITS, axis=1), rtol=1e-11, atol=1e-15)


def test_exponentials_and_their_sum_agree_with_numpy() -> None:
    small = LOGITS[:150]
    calls = [(name, [z]) for name in ("exponentials", "total") for z in small]
    results = run_model("softmax-sliders", calls)
    np.testing.assert_allclose(results[:150], np.exp(small), rtol=1e-12)
    np.testing.assert_allclose(results[150:], np.exp(small).sum(axis=1), rtol=1e-12)


def test_a_shift_keeps_tenths_and_stops_at_the_ends_of_the_sliders() -> None:
    z = [0.1, -0.3, 5.0, 2.2]
    too_far = [*z[:3], 5.1]
    calls = [("shift", [z, 1]), ("canShift", [z, 1]), ("canShift", [too_far, 1])]
    moved, possible, impossible = run_model("softmax-sliders", calls)
    assert moved == [1.1, 0.7, 6, 3.2]
    assert (possible, impossible) == (True, False)


def test_the_axis_of_the_loss_reaches_every_mark() -> None:
    reaches = run_model("softmax-loss", [("reach", [z]) for z in LOGITS])
    assert (np.array(reaches) > -log_softmax(LOGITS, axis=1).min(axis=1)).all()


@pytest.mark.parametrize("z", TRIED)
def test_sliders_moved_by_keys_show_numpys_probabilities(
    reading: Reading, figures: Path, z: list[float]
) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-sliders")
    set_logits(figure, z)
    figure.open_table()
    a = softmax(z)
    for i, cells in enumerate(figure.rows().values()):
        for text, value in zip(cells, (z[i], np.exp(z[i]), a[i]), strict=True):
            assert_shown(text, float(value))
    shown = figure.drawing.locator("svg").nth(1).locator("g > text:last-child").all_text_contents()
    for text, value in zip(shown, a, strict=True):
        assert_shown(text, float(value))
    assert reading.errors == []


@pytest.mark.parametrize(("temperature", "words"), [(0.5, "that is 2.00"), (4.0, "that is 0.250")])
def test_a_temperature_divides_the_logits(
    reading: Reading, figures: Path, temperature: float, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-sliders")
    figure.slide("temperature", temperature)
    figure.open_table()
    a = softmax(np.array(TRIED[0]) / temperature)
    for cells, value in zip(figure.rows().values(), a, strict=True):
        assert_shown(cells[2], float(value))
    assert words in figure.sentence
    assert reading.errors == []


def test_the_bars_are_as_long_as_the_probabilities_are_large(
    reading: Reading, figures: Path
) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-sliders")
    for panel in (0, 1):
        bars = figure.drawing.locator("svg").nth(panel).locator(".bar").all()
        lengths = np.array([float(bar.get_attribute("width") or "") for bar in bars])
        np.testing.assert_allclose(lengths / lengths.sum(), softmax(TRIED[0]), rtol=1e-6)


def test_adding_1_to_all_logits_changes_no_probability(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-sliders")
    figure.open_table()
    before = figure.rows()
    figure.press("Add 1 to all logits")
    after = figure.rows()
    for name, (z, exponential, a) in after.items():
        assert float(z.replace("−", "-")) == float(before[name][0].replace("−", "-")) + 1
        assert exponential != before[name][1]
        assert a == before[name][2]


def test_the_shift_stops_at_the_end_and_keeps_the_focus(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-sliders")
    name = "Add 1 to all logits"
    for _ in range(6):
        figure.press(name)
    assert figure.slider("logit z1").input_value() == "6"
    assert figure.slider("logit z4").input_value() == "3"
    assert figure.button(name).get_attribute("aria-disabled") == "true"
    assert figure.button(name).evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("z", TRIED)
@pytest.mark.parametrize("y", [1, 4])
def test_the_loss_shown_is_numpys(reading: Reading, figures: Path, z: list[float], y: int) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-loss")
    set_logits(figure, z)
    figure.root.get_by_role("radio", name="y = 1").focus()
    for _ in range(y - 1):
        reading.page.keyboard.press("ArrowRight")
    losses = -log_softmax(z)
    for i, cells in enumerate(figure.readout.values()):
        for text, value in zip(cells, (z[i], softmax(z)[i], losses[i]), strict=True):
            assert_shown(text, float(value))
    written = figure.drawing.locator("text.name").text_content() or ""
    assert_shown(written.removeprefix("loss "), float(losses[y - 1]))
    assert figure.sentence.startswith(f"The true class is {y} ")
    assert reading.errors == []


def test_the_table_of_the_curve_is_minus_the_logarithm(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, "softmax-loss")
    figure.open_table()
    rows = figure.rows()
    assert list(rows)[-1] == "1.00"
    chosen = {0.001: "0.00100", 0.01: "0.0100", 0.1: "0.100", 0.5: "0.500", 0.9: "0.900"}
    for a, name in chosen.items():
        assert_shown(rows[name][0], -float(np.log(a)))

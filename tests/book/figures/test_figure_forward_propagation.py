"""The live figure "forward-propagation": its numbers are NumPy's, and each can be asked about."""

import re
from pathlib import Path

import numpy as np
import pytest
from barriers import LOOKS, show, violations
from browsing import Reading
from live_figures import FIGURE, LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "forward-propagation"
ORDER = ["z1", "a1", "z2", "a2", "z3", "a3", "z4", "a4"]
# Two features in, a unit a column, as the chapter's table has them.
W1, B1 = np.array([[0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]), np.array([-7.0, -30.0, -8.0])
W2, B2 = np.array([8.0, -8.0, -8.0]), -4.0
DAYS = [(t, v) for t in range(43) for v in range(21)]


def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0, -z))


def expected(day: tuple[int, int]) -> dict[str, float]:
    """Every number of the network on that day, by a matrix product a layer."""
    z = np.array(day) @ W1 + B1
    a = sigmoid(z)
    last = a @ W2 + B2
    values = [day[0], day[1], *np.column_stack([z, a]).ravel(), last, sigmoid(last)]
    return dict(zip(["x1", "x2", *ORDER], map(float, values), strict=True))


def buttons(figure: LiveFigure) -> dict[str, str]:
    """The numbers on the drawing by their names: {"z1": "3", "a1": "?"}."""
    texts = figure.root.locator(".live-board button").all_inner_texts()
    return dict(text.replace("\n", "").split(" = ") for text in texts)


def pressed(figure: LiveFigure) -> list[str]:
    found = figure.root.locator(".live-board [aria-pressed=true]").all_inner_texts()
    return [text.split(" = ")[0].replace("\n", "") for text in found]


def ask(figure: LiveFigure, name: str, key: str = "Enter") -> None:
    spoken = re.compile(rf"^{name} = ")
    figure.root.get_by_role("button", name=spoken).focus()
    figure.page.keyboard.press(key)


def test_the_model_agrees_with_numpy_in_every_weather() -> None:
    results = run_model(NAME, [("numbersOf", [{"x": day}]) for day in DAYS])
    for day, numbers in zip(DAYS, results, strict=True):
        values = expected(day)
        assert numbers.keys() == values.keys()
        for name, value in values.items():
            np.testing.assert_allclose(numbers[name], value, rtol=1e-9, atol=1e-12)


def test_numbers_come_one_by_one_and_go_back(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    values = expected((20, 5))
    for known in range(1, 9):
        shown = buttons(figure)
        assert [name for name in ORDER if shown[name] != "?"] == ORDER[:known]
        for name in ORDER[:known]:
            assert_shown(shown[name], values[name])
        assert pressed(figure) == [ORDER[known - 1]]
        figure.press("Next number")
    assert figure.button("Next number").get_attribute("aria-disabled") == "true"
    figure.press("Back", " ")
    assert buttons(figure)["a4"] == "?"
    assert pressed(figure) == ["z4"]
    figure.press("All")
    assert "?" not in buttons(figure).values()
    figure.press("Reset")
    assert list(buttons(figure).values()).count("?") == 7
    assert reading.errors == []


@pytest.mark.parametrize(("temperature", "wind"), [(20, 5), (38, 5), (14, 20), (0, 0), (42, 8)])
def test_every_number_shows_its_formula_and_numpys_value(
    reading: Reading, figures: Path, temperature: int, wind: int
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.press("All")
    figure.slide("temperature", temperature)
    figure.slide("wind", wind)
    values = expected((temperature, wind))
    shown = buttons(figure)
    for name, value in values.items():
        assert_shown(shown[name], value)
        ask(figure, name)
        assert pressed(figure) == [name]
        formula = re.search(rf"{name} ([=≈].*?)(?:\. | °C| m/s)", figure.sentence + " ")
        assert formula, figure.sentence
        *_, result = re.split(" [=≈] ", " " + formula[1])
        assert_shown(result, value)
        if name[0] == "z":
            # The formula, computed as it stands there, gives the logit up to its rounded answers.
            right = re.split(" [=≈] ", " " + formula[1])[1].replace("\u00a0", " ")
            products = [
                [value_of(factor.strip("()")) for factor in term.split(" · ")]
                for term in right.split(" + ")
            ]
            assert abs(sum(map(np.prod, products)) - value) < 0.02, figure.sentence


def test_an_unknown_number_that_is_pressed_is_computed_with_all_before_it(
    reading: Reading, figures: Path
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    ask(figure, "z3", " ")
    assert [name for name, text in buttons(figure).items() if text == "?"] == ["a3", "z4", "a4"]
    assert pressed(figure) == ["z3"]
    # To look back at a number takes nothing away.
    ask(figure, "x2")
    assert "The wind is a feature: x2 = 5 m/s." in figure.sentence
    assert [name for name, text in buttons(figure).items() if text == "?"] == ["a3", "z4", "a4"]
    focused = "document.activeElement.getAttribute('aria-label')"
    assert reading.page.evaluate(focused) == "x2 = 5, wind in m/s"


@pytest.mark.parametrize(
    ("day", "name", "words"),
    [
        ((20, 5), "a1", "Warm enough? Yes."),
        ((14, 5), "a1", "g(0) = 1 / (1 + e0) ≈ 0.500. Warm enough? It cannot tell."),
        ((20, 9), "a3", "Too windy? Rather yes."),
        ((20, 7), "a3", "e1) ≈ 0.269. Too windy? Rather no."),
        ((20, 5), "z4", "“warm enough?” lifts it, nothing pulls it down."),
        ((40, 12), "z4", "“warm enough?” lifts it, “too hot?” and “too windy?” pull it down."),
        ((5, 12), "z4", "nothing lifts it, “too windy?” pulls it down."),
        ((20, 5), "z3", "It ignores the temperature, for that weight is 0."),
    ],
)
def test_the_sentence_says_what_the_number_means(
    reading: Reading, figures: Path, day: tuple[int, int], name: str, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("temperature", day[0])
    figure.slide("wind", day[1])
    ask(figure, name)
    assert words in figure.sentence


def test_the_links_that_a_logit_reads_carry_their_weights(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)

    def weights() -> list[str]:
        texts = figure.drawing.locator("text.on-line").all_text_contents()
        return [text.replace("\u00a0", " ") for text in texts]

    assert weights() == ["× 0.5", "× 0"]
    ask(figure, "z4")
    assert weights() == ["× 8", "× (−8)", "× (−8)"]
    ask(figure, "a4")
    assert weights() == []


def test_the_table_keeps_what_is_not_computed_yet(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.open_table()
    assert figure.rows()["1 warm enough?"] == ["0.5, 0", "−7", "3", "?"]
    assert figure.rows()["4 good ride?"] == ["8, −8, −8", "−4", "?", "?"]
    figure.press("All")
    assert figure.rows()["2 too hot?"] == ["1, 0", "−30", "−10", "0.000"]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_every_number_asked_about_is_readable(
    reading: Reading, figures: Path, theme: str, width: int
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME, width)
    show(reading.page, theme, width)
    figure.slider("temperature").press("End")
    figure.slider("wind").press("End")
    overflowing = """root => [...root.querySelectorAll(".live-board button")]
      .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    found = {}
    for name in ORDER:
        ask(figure, name)
        found[name] = violations(reading.page, FIGURE) + figure.root.evaluate(overflowing)
    assert found == {name: [] for name in ORDER}
    boxes = [button.bounding_box() for button in figure.root.locator(".live-board button").all()]
    frame = figure.drawing.bounding_box()
    assert frame
    for box in boxes:
        assert box
        assert box["x"] >= frame["x"] - 1
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1

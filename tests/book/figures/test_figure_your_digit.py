"""The live figure "your-digit": it reads what scikit-learn's network reads, drawn by any means."""

import re
from pathlib import Path

import numpy as np
import pytest
from browsing import Reading
from live_figures import LiveFigure, assert_shown, run_model
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

pytestmark = [
    pytest.mark.xdist_group("figures"),
    pytest.mark.filterwarnings(f"ignore::{ConvergenceWarning.__module__}.ConvergenceWarning"),
]
NAME = "your-digit"


@pytest.fixture(scope="module")
def trained() -> tuple[MLPClassifier, np.ndarray, np.ndarray]:
    """The network of the book's first picture, trained as its cell trains it."""
    images, labels = load_digits(n_class=2, return_X_y=True)
    network = MLPClassifier(
        (25, 15), activation="logistic", alpha=0.5, max_iter=400, random_state=2
    )
    return network.fit(images / 16, labels), images, labels


def shown(figure: LiveFigure) -> str:
    found = re.search(r"gives (\S+) to a 1", figure.sentence)
    assert found
    return found[1]


def test_every_image_of_the_data_is_read_as_by_the_trained_network(
    trained: tuple[MLPClassifier, np.ndarray, np.ndarray],
) -> None:
    network, images, _ = trained
    states = [{"pixels": image / 16, "shift": 0} for image in images]
    found = run_model(NAME, [("probability", [state]) for state in states])
    wanted = network.predict_proba(images / 16)[:, 1]
    np.testing.assert_allclose(found, wanted, atol=0.005)  # weights have two decimals
    np.testing.assert_array_equal(np.array(found) >= 0.5, wanted >= 0.5)


def test_moving_loses_what_leaves_the_image() -> None:
    image = np.arange(64) / 64
    for shift in (-3, 0, 2):
        wanted = np.zeros((8, 8))
        to, source = (
            slice(max(shift, 0), 8 + min(shift, 0)),
            slice(max(-shift, 0), 8 - max(shift, 0)),
        )
        wanted[:, to] = image.reshape(8, 8)[:, source]
        assert run_model(NAME, [("moved", [image, shift])]) == [list(wanted.ravel())]


def test_a_digit_is_drawn_with_the_mouse_moved_and_drawn_with_the_keyboard(
    trained: tuple[MLPClassifier, np.ndarray, np.ndarray], reading: Reading, figures: Path
) -> None:
    network, images, labels = trained
    figure, page = LiveFigure.open(reading.page, figures, NAME), reading.page
    for name, image in (("A zero", images[labels == 0][3]), ("A one", images[labels == 1][5])):
        figure.press(name)
        assert_shown(shown(figure), network.predict_proba([image / 16])[0, 1])
    figure.slide("move", -2)
    assert figure.sentence.startswith("Moved 2 pixels to the left. ")
    assert figure.sentence.endswith("a zero, but it is not sure.")
    figure.press("Clear")
    assert "Nothing is drawn" in figure.sentence
    board = figure.root.get_by_role("application")
    box = board.bounding_box()
    assert box
    x = box["x"] + box["width"] * 9 / 16
    page.mouse.move(x, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(x, box["y"] + box["height"] - 5, steps=30)
    page.mouse.up()
    drawn = np.tile([0, 0, 0, 0.4, 1, 0.4, 0, 0], 8)
    assert_shown(shown(figure), network.predict_proba([drawn])[0, 1])
    figure.press("Reset", " ")
    figure.press("Clear", " ")
    board.press("ArrowRight")  # from row 4, column 4
    for key in [*["ArrowUp"] * 5, *[" ", "ArrowDown"] * 8]:
        page.keyboard.press(key)
    assert_shown(shown(figure), network.predict_proba([drawn])[0, 1])
    assert figure.description.count("....#...") == 8
    assert reading.errors == []

"""The live figure "convolution-windows": its numbers are those of the chapter's own code."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import ROOT, LiveFigure, assert_shown, run_model, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "convolution-windows"
CHAPTER = ROOT / "book" / "training" / "convolutional_layers.md"
FIRST = {"label": 1, "kernel": "down", "size": 20, "stride": 10, "k": 4}


@cache
def chapter() -> dict[str, Any]:
    """The functions of the chapter and its signals, from its own cells."""
    text = CHAPTER.read_text("utf-8")
    cells = re.findall(r"^```\{code-cell\} ipython3\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {"np": np}
    for wanted in ("def heart_signals", "def windows", "def conv1d"):
        (cell,) = [cell for cell in cells if wanted in cell]
        if wanted == "def conv1d":
            cell = cell.partition("kernel = np.array")[0]
        if wanted == "def windows":
            cell = cell.partition("print(")[0]
        exec(cell, names)
    (drawing,) = [cell for cell in cells if "def hill_of" in cell]
    choosing = drawing[drawing.index("def hill_of") : drawing.index("figure, axes")]
    exec(choosing, names)
    return names


@cache
def signals() -> np.ndarray:
    return np.array(run_model(NAME, [("signal", [{"label": label}]) for label in (0, 1)]))


def kernel_of(kernel: str, size: int) -> np.ndarray:
    place = np.arange(size) - (size - 1) / 2
    width = 0.8 if kernel == "peak" else 3
    return (-1 if kernel == "down" else 1) * np.exp(-((place / width) ** 2))


def logits_of(state: dict[str, Any]) -> np.ndarray:
    rows = chapter()["windows"](signals()[state["label"]], state["size"], state["stride"])
    return np.array(rows @ kernel_of(state["kernel"], state["size"]))


def test_the_signals_are_those_of_the_chapters_picture() -> None:
    X, examples = chapter()["X"], chapter()["examples"]
    np.testing.assert_allclose(signals(), X[examples], atol=5.1e-4)
    np.testing.assert_array_equal(chapter()["y"][examples], [0, 1])


@pytest.mark.parametrize("kernel", ["peak", "up", "down"])
@pytest.mark.parametrize("label", [0, 1])
def test_all_units_compute_what_conv1d_computes(kernel: str, label: int) -> None:
    states = [
        {"label": label, "kernel": kernel, "size": size, "stride": stride}
        for size in (5, 8, 20, 33, 40)
        for stride in (1, 2, 7, 10, 20)
    ]
    logits = run_model(NAME, [("logits", [state]) for state in states])
    activations = run_model(NAME, [("activations", [state]) for state in states])
    for state, z, a in zip(states, logits, activations, strict=True):
        weights = kernel_of(kernel, state["size"])
        wanted = chapter()["conv1d"](
            signals()[label], weights, 0.0, state["stride"], chapter()["relu"]
        )
        np.testing.assert_allclose(z, logits_of(state), rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(a, wanted, rtol=1e-10, atol=1e-12)


def test_windows_are_counted_and_placed_as_the_chapters_are() -> None:
    windows = chapter()["windows"]
    calls: list[Any] = []
    wanted: list[Any] = []
    for size in range(5, 41):
        for stride in range(1, 21):
            state = {"size": size, "stride": stride}
            places = windows(np.arange(100), size, stride).astype(int)
            last = len(places) - 1
            calls += [("units", [state]), ("leftOut", [state]), ("span", [state, last])]
            calls.append(("settle", [{**state, "k": 95}]))
            wanted += [len(places), 99 - places[-1, -1], [places[-1, 0], places[-1, -1]]]
            wanted.append({**state, "k": min(95, last)})
    assert run_model(NAME, calls) == wanted


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Unit 7 has the largest activation"),
        ({"k": 7}, "No other unit has a larger activation. Each window shares 10 values"),
        ({"k": 3}, "and ReLU makes it 0"),
        ({"size": 10, "k": 9}, "The windows stand side by side."),
        ({"size": 7, "stride": 20, "k": 2}, "Between two windows 13 values are skipped."),
        ({"size": 8, "stride": 3, "k": 11}, "The last 2 values are in no window."),
        ({"label": 0, "kernel": "peak", "stride": 1, "k": 65}, "holds the indices 65 to 84"),
        ({"label": 0, "kernel": "up", "size": 33, "stride": 7, "k": 0}, "passes ReLU"),
    ],
)
def test_sliders_moved_by_keys_show_numpys_numbers(
    reading: Reading, figures: Path, change: dict[str, Any], words: str
) -> None:
    state = {**FIRST, **change}
    figure = LiveFigure.open(reading.page, figures, NAME)
    kernels = {"peak": "peak", "up": "hill upwards", "down": "hill downwards"}
    for name in (kernels[state["kernel"]], f"label {state['label']}"):
        radio = figure.root.get_by_role("radio", name=name, exact=True)
        radio.focus()
        reading.page.keyboard.press(" ")
    for name in ("size", "stride", "window k"):
        figure.slide(name, state[name.removeprefix("window ")])
    z = logits_of(state)
    k, first = state["k"], state["k"] * state["stride"]
    assert words in figure.sentence
    (units,), (window,), (logit,), (activation,) = figure.readout.values()
    assert units == str(len(z))
    assert window == f"{first} to {first + state['size'] - 1}"
    assert_shown(logit, z[k])
    assert_shown(activation, max(0, z[k]))
    figure.open_table()
    rows = figure.rows()
    total = rows.pop("sum")
    assert_shown(total[-1], z[k])
    weights = kernel_of(state["kernel"], state["size"])
    values = signals()[state["label"]][first : first + state["size"]]
    columns = weights, values, weights * values
    assert list(rows) == [str(first + i) for i in range(state["size"])]
    for cells, numbers in zip(rows.values(), zip(*columns, strict=True), strict=True):
        for text, number in zip(cells, numbers, strict=True):
            assert_shown(text, number)
    assert reading.errors == []


def test_the_last_window_is_chosen_when_there_are_fewer(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("window k", 8)
    figure.slide("stride", 20)
    slider = figure.slider("window k")
    assert (slider.input_value(), slider.get_attribute("max")) == ("4", "4")
    assert "Window 4 holds the indices 80 to 99" in figure.sentence
    figure.slide("stride", 1)
    assert slider.get_attribute("max") == "80"
    slider.press("End")
    assert "Window 80 holds the indices 80 to 99" in figure.sentence


def test_stepping_on_ends_at_the_last_window(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("window k", 6)
    figure.press("Step on")
    button = figure.button("Step on")
    reading.page.wait_for_function(
        "e => e.getAttribute('aria-disabled') === 'true'",
        arg=figure.root.locator(".live-row button").nth(1).element_handle(),
    )
    assert button.is_visible()
    assert figure.slider("window k").input_value() == "8"


def test_the_window_is_shaded_where_it_is(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.slide("size", 8)
    figure.slide("stride", 3)
    figure.slide("window k", 11)
    top = figure.drawing.locator("svg").first
    ticks = {
        int(text.text_content() or ""): float(text.get_attribute("x") or "")
        for text in top.locator("text.tick[text-anchor=middle]").all()
    }
    step = (ticks[80] - ticks[0]) / 80
    areas = top.locator("rect.area").all()
    found = []
    for area in areas:
        left, width = (float(area.get_attribute(key) or "") for key in ("x", "width"))
        found.append(((left - ticks[0]) / step, width / step))
    np.testing.assert_allclose(found, [(32.5, 8), (97.5, 2)], atol=1e-6)


def test_the_units_name_their_activations(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    listed = figure.description.partition("windows: ")[2].partition(". A dotted")[0]
    shown = [value_of(text) for text in listed.split(", ")]
    np.testing.assert_allclose(shown, np.maximum(0, logits_of(FIRST)), rtol=5e-3)
    figure.slide("stride", 1)
    z = logits_of({**FIRST, "stride": 1})
    best = np.argsort(-z)[:3]
    listed = figure.description.partition("the largest are ")[2].partition(". A dotted")[0]
    found = re.findall(r"([\d.]+) of unit (\d+)", listed)
    assert [int(unit) for _, unit in found] == best.tolist()
    for text, unit in found:
        assert_shown(text, z[int(unit)])

"""What is true of every live figure: loading, keyboard, accessibility, size, print."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import live_figures
import pytest
from barriers import LOOKS, faults, show
from browsing import Reading
from live_figures import FIGURE, LiveFigure
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.xdist_group("figures")
NAMES = sorted(live_figures.directives())
LIMIT = 20_000


def states(figure: LiveFigure) -> Iterator[str]:
    """The states in which every figure is judged; each ends where the next begins."""
    yield "first"
    figure.root.locator("summary").click()
    yield "table open"
    for key in ("End", "Home"):
        for slider in figure.root.get_by_role("slider").all():
            slider.press(key)
        yield f"all sliders at {key}"
    for choice in figure.root.locator("input[type=radio], input[type=checkbox]").all():
        choice.click()
    yield "every choice made"


def test_every_script_of_a_live_figure_stands_in_a_chapter() -> None:
    folders = {path.parent.name for path in live_figures.SCRIPTS.glob("*/view.js")}
    assert folders == set(NAMES)
    assert {"activations", "softmax-sliders", "softmax-loss"} <= folders


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_takes_the_place_of_its_picture_on_a_screen_only(
    reading: Reading, figures: Path, name: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, name)
    picture = reading.page.locator("figure > img")
    assert picture.is_hidden()
    assert figure.root.locator("xpath=ancestor::figure//figcaption").is_visible()
    reading.page.emulate_media(media="print")
    assert picture.is_visible()
    assert figure.root.is_hidden()
    assert reading.errors == []


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_stays_without_scripts(plain: Page, figures: Path, name: str) -> None:
    plain.goto((figures / f"{name}.html").as_uri())
    assert plain.locator("figure > img").is_visible()
    assert plain.locator(".live-figure").is_hidden()


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_small_and_loaded_on_its_own_pages_only(figures: Path, name: str) -> None:
    files = [figures / "scripts" / f"{name}.{kind}" for kind in ("js", "css")]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= LIMIT
    for page in figures.glob("*.html"):
        loads = f"scripts/{name}.js" in page.read_text("utf-8")
        assert loads == (page.stem == name), page.name


# The words of a drawing that leave it or overlap.
CLASHES = """root => [...root.querySelectorAll(".live-drawing svg")].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].map(text => ({
    text: text.textContent, box: text.getBoundingClientRect() }));
  const out = words.filter(({ box }) => box.left < frame.left - 1 ||
    box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  const met = words.filter(({ box: a }, i) => words.slice(i + 1).some(({ box: b }) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5));
  return [...out, ...met].map(({ text }) => text);
})"""


@pytest.mark.parametrize("name", NAMES)
def test_no_state_has_a_barrier_or_words_that_are_cut_off_or_overlap(
    reading: Reading, figures: Path, name: str
) -> None:
    page, found = reading.page, []
    for theme, width in LOOKS:
        figure = LiveFigure.open(page, figures, name, width)
        show(page, theme, width)
        for state in states(figure):
            clashes = [f"clashes: {word}" for word in figure.root.evaluate(CLASHES)]
            for fault in faults(page, FIGURE, width) + clashes:
                found.append(f"{state}, {theme}, {width} px: {fault}")
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_can_be_hit_with_a_finger(reading: Reading, figures: Path, name: str) -> None:
    figure = LiveFigure.open(reading.page, figures, name, 375)
    targets = figure.root.locator("input[type=range], button, summary, label:has(input)")
    small = targets.evaluate_all(
        """all => all.filter(each => {
          const { width, height } = each.getBoundingClientRect();
          return Math.min(width, height) < 43.9;
        }).map(each => each.outerHTML)"""
    )
    assert targets.count() > 2
    assert small == []


@pytest.mark.parametrize("name", NAMES)
def test_the_tab_key_reaches_every_control_and_the_focus_is_seen(
    reading: Reading, figures: Path, name: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, name)
    controls = figure.root.locator("input, button, summary")
    # One of the radio buttons of a group stands for all.
    waiting = {
        control.get_attribute("name") or control.evaluate("e => e.id || e.textContent")
        for control in controls.all()
    }
    controls.first.focus()
    while True:
        where = reading.page.evaluate(
            """() => { const e = document.activeElement;
            return e.closest(".live-figure") && (e.name || e.id || e.textContent); }"""
        )
        if where is None:
            break
        waiting.discard(where)
        # There and back, for a script's focus is not always shown.
        for key in ("Tab", "Shift+Tab"):
            reading.page.keyboard.press(key)
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert reading.page.evaluate(outline) == "solid", where
        reading.page.keyboard.press("Tab")
    assert waiting == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_change_changes_the_words_and_reset_takes_it_back(
    reading: Reading, figures: Path, name: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, name)

    def words() -> tuple[str, str]:
        return figure.description, figure.sentence

    before = words()
    assert min(map(len, before)) > 40
    status = figure.root.locator(".live-status")
    # Read after the figure has been drawn anew, and before anything else can happen.
    status.evaluate("e => addEventListener('input', () => { window.saidAtOnce = e.textContent; })")
    slider = figure.root.get_by_role("slider").first
    slider.press("Home")
    changed = words()
    assert changed != before
    assert reading.page.evaluate("window.saidAtOnce") == ""
    reading.page.wait_for_function("e => e.textContent", arg=status.element_handle())
    # Read aloud, an exponent is "to the power of"; the beginning is the same.
    assert (status.text_content() or "").split()[:4] == figure.sentence.split()[:4]
    figure.press("Reset", " ")
    assert words() == before
    assert reading.errors == []


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_keeps_its_letters_at_every_width(
    reading: Reading, figures: Path, name: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, name)
    size = "e => e.getBoundingClientRect().height"
    text = figure.drawing.locator("text.axis-name").first
    wide = text.evaluate(size)
    reading.page.set_viewport_size({"width": 375, "height": 800})
    reading.page.wait_for_function(
        "e => e.querySelector('svg').getBoundingClientRect().width < 360",
        arg=figure.drawing.element_handle(),
    )
    assert abs(text.evaluate(size) - wide) < 1


def test_a_picture_drawn_by_a_cell_gives_way_and_comes_back_with_its_code(
    reading: Reading, tmp_path: Path
) -> None:
    cell = """```{live-figure} activations
Try it.
```

```{code-cell} ipython3
---
tags: [hide-input]
mystnb:
  image:
    alt: A line that goes up, drawn by a cell that was run.
  figure:
    caption: |
      A line.
---
import figures

figures.plt.plot([1, 2])
figures.plt.show()
```
"""
    built = live_figures.build(tmp_path, {"page": cell}, run="force")
    assert built.returncode == 0, built.stdout + built.stderr
    reading.page.goto((tmp_path / "book/_build/html/page.html").as_uri())
    figure = LiveFigure(reading.page, "activations")
    picture = reading.page.locator("svg.book-figure")
    assert figure.root.locator("xpath=ancestor::figure//figcaption").is_visible()
    assert picture.is_hidden()
    reading.page.get_by_text("Show the code").click()
    assert picture.is_visible()
    reading.page.get_by_text("Hide the code").click()
    assert picture.is_hidden()
    reading.page.emulate_media(media="print")
    assert picture.is_visible()
    assert reading.errors == []

"""The pages of the class report: readable by everybody, whatever the students are called."""

from pathlib import Path

import pytest
from barriers import violations, width_of
from browsing import Reading
from planted_class import ASSIGNMENT, GRADED, SCRIPT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("planted")]

PAGES = (
    ASSIGNMENT, f"{ASSIGNMENT}-without-names", "course",
    f"{ASSIGNMENT}-similar", f"{ASSIGNMENT}-similar-without-names",
)  # fmt: skip
LOOKS = (("light", 1280), ("dark", 320))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_asks_nobody_for_anything(
    name: str, reports: Path, reading: Reading
) -> None:
    page = reading.page
    address = (reports / f"{name}.html").as_uri()
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert width_of(page) <= width, f"{scheme}, {width} px"
        assert violations(page) == [], f"{scheme}, {width} px"
    assert reading.leaving(address) == []
    assert reading.errors == []
    assert page.locator("script").count() == 0


def test_names_and_code_are_shown_as_text(reports: Path, reading: Reading) -> None:
    dialogs: list[str] = []
    reading.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    reading.page.goto((reports / f"{ASSIGNMENT}.html").as_uri())
    table = reading.page.locator(".all-points tbody tr")
    assert table.count() == len(GRADED)
    names = table.locator("th").all_inner_texts()
    assert sorted(names) == GRADED
    help_ = reading.page.locator("section", has=reading.page.locator("#help"))
    assert f"Zoë {SCRIPT} O'Neill & Söhne" in help_.inner_text()
    sample = reading.page.locator("pre", has_text="def dense").first
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in reading.page.content()
    assert sample.evaluate("(one) => one.children.length") == 0
    assert dialogs == []


def test_the_picture_of_an_exercise_is_told_in_words_too(reports: Path, reading: Reading) -> None:
    reading.page.goto((reports / f"{ASSIGNMENT}.html").as_uri())
    labels = [
        one.get_attribute("aria-label") or "" for one in reading.page.locator("svg.bars").all()
    ]
    assert "Points of the class." in labels[0]
    (dense,) = (label for label in labels if label.startswith("dense. "))
    assert dense == "dense. 0 points: 10 students; 5 points: 6 students."


def test_the_page_is_printed_in_light_colours(reports: Path, reading: Reading) -> None:
    reading.page.goto((reports / f"{ASSIGNMENT}.html").as_uri())
    reading.page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.body)"
    assert reading.page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert reading.page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    assert not reading.page.locator("nav").is_visible()

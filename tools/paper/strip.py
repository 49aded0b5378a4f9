"""Leave out what only a screen can do."""

from bs4 import BeautifulSoup, Tag

from .page import Page

SCREEN_ONLY = (
    ".download-notebook",
    # The contents of the printed book stand at its front.
    "section:has(> .chapters)",
    ".toctree-wrapper",
    # Code that is folded away: it draws the pictures, and shows how each mistake is made.
    "details.hide",
    "li.mistake > details",
    # The answers stand at the end.
    ".quiz-why",
    ".quiz-bar",
    ".quiz-result",
    ".quiz-tally",
    ".quiz-restart",
    # Notebooks to download.
    ".practice-notebook",
    "[hidden]",
)
# Parts of code that have the colour of the text anyhow: each would be an element of its own in the
# file, which they make half as large again.
UNCOLOURED = "pre span.n, pre span.p, pre span.w"
PLAIN = {"form": "div", "fieldset": "div", "legend": "div", "label": "div"}


def strip(page: Page) -> None:
    for selector in SCREEN_ONLY:
        for element in page.article.select(selector):
            element.decompose()
    for folded in page.article.select("details"):
        folded["open"] = ""
    for cell in page.article.select("div.cell"):
        if not cell.get_text(strip=True) and not cell.find(["svg", "img"]):
            cell.decompose()
    for part in page.article.select(UNCOLOURED):
        part.unwrap()
    page.article.smooth()
    for quiz in page.article.select(".quiz"):
        _fill_in_by_hand(quiz)


def _fill_in_by_hand(quiz: Tag) -> None:
    """Boxes to tick and lines to write on: a form in a PDF would promise to mark the answers."""
    for field in quiz.find_all("input"):
        kind = str(field["type"])
        place = BeautifulSoup("", "html.parser").new_tag("span")
        place["class"] = "line-to-write-on" if kind == "text" else f"box-to-tick {kind}"
        field.replace_with(place)
    for name, plain in PLAIN.items():
        for element in quiz.find_all(name):
            element.name = plain
            element["class"] = [*element.get_attribute_list("class"), f"was-{name}"]
            for attribute in ("for", "novalidate", "autocomplete"):
                del element[attribute]

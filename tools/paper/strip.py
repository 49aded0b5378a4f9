"""Remove from a page what works only on a screen."""

from bs4 import BeautifulSoup, Tag

from .page import Page

SCREEN_ONLY = (
    ".download-notebook",
    # The printed book has a table of contents at its front.
    "section:has(> .chapters)",
    ".toctree-wrapper",
    # Folded code, which draws figures and shows the code of common mistakes.
    "details.hide",
    "li.mistake > details",
    # The answers are at the end.
    ".quiz-explanation",
    ".quiz-bar",
    ".quiz-result",
    ".quiz-tally",
    ".quiz-restart",
    # Notebooks to download.
    ".practice-notebook",
    ".printed-book",
    "[hidden]",
)
# Parts of code in the colour of plain text. Each would be an element of its own, which together
# would make the file half as large again.
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
    """Replace form fields by boxes and lines, since a PDF form would promise to mark answers."""
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

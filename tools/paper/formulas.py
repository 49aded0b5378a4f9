"""Formulas: drawn by KaTeX, and in the file a formula with its TeX source as the alternative.

Chromium tags what is drawn as a figure with an alternative; `finish` turns those into formulas.
"""

from bs4 import Tag

from . import PaperError
from .page import Page

MARK = "Formula: "


def name(page: Page) -> None:
    for formula in page.article.select(".katex"):
        source = formula.find("annotation")
        spoken, drawn = formula.select_one(".katex-mathml"), formula.select_one(".katex-html")
        if source is None or spoken is None or drawn is None:
            raise PaperError(
                f"{page.name}.html: a formula without its source: {formula.get_text()}"
            )
        formula["role"], formula["aria-label"] = "img", MARK + " ".join(source.get_text().split())
        spoken.decompose()
        # Hidden from readers' software on a screen, where it has MathML: here it is all there is.
        del drawn["aria-hidden"]
        _show_to_all(formula)


def _show_to_all(formula: Tag) -> None:
    """In the head of a table the pages have words for a formula, and hide the formula."""
    outer = formula.find_parent("span", attrs={"aria-hidden": "true"})
    if outer is None:
        return
    del outer["aria-hidden"]
    words = outer.find_previous_sibling(class_="visually-hidden")
    if isinstance(words, Tag):
        words.decompose()

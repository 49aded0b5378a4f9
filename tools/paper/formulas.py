"""Tag formulas, which KaTeX has drawn, with their TeX source as the alternative text.

Chromium tags them as figures with alternative text; `finish` turns these tags into formulas.
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
        # Hidden from screen readers in the page, which has MathML for them; the PDF has not.
        del drawn["aria-hidden"]
        _show_to_all(formula)


def _show_to_all(formula: Tag) -> None:
    """Show a formula that a table header hides in favour of text for screen readers."""
    outer = formula.find_parent("span", attrs={"aria-hidden": "true"})
    if outer is None:
        return
    del outer["aria-hidden"]
    words = outer.find_previous_sibling(class_="visually-hidden")
    if isinstance(words, Tag):
        words.decompose()

"""Accessibility violations that axe-core finds on a page, and the widths and themes to test."""

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
WIDTHS = (1280, 375)
THEMES = ("light", "dark")

# Rules that axe-core does not enable by default: WCAG 2.2's target size, and that the visible label
# of a control is part of its accessible name.
RUN_AXE = """(where) => axe.run(where, {
  resultTypes: ["violations"],
  rules: {
    "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true },
  },
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))"""
WITHOUT_STROKES = """() => {
  for (const part of document.querySelectorAll("svg.book-figure, .katex-html")) {
    part.replaceChildren(...part.querySelectorAll(":scope > title, :scope > desc"));
  }
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """Return what axe-core finds in the parts of a page that a CSS selector matches."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, where)
    return found


def drop_strokes(page: Page) -> None:
    """Remove the thousands of strokes in figures and formulas, to make axe-core fast.

    It treats a figure as one image anyway, and formulas have the colour of the text around them.
    """
    page.evaluate(WITHOUT_STROKES)


def show(page: Page, theme: str, width: int) -> None:
    """Switch a page to a theme and a width, and wait until it has settled."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    # Colours are animated when the theme changes.
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
    # The theme makes scrollable elements focusable shortly after the width has changed.
    page.wait_for_function(
        """() => [...document.querySelectorAll("pre, .pst-scrollable-table-container")]
        .every((part) => part.scrollWidth <= part.clientWidth || part.tabIndex === 0)"""
    )

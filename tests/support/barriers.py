"""Accessibility violations that axe-core finds on a page, at all widths and in all themes."""

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# Structure and sizes depend on the width, colours on the theme: here each is judged once for each.
LOOKS = (("light", 1280), ("dark", 375))
EVERY_LOOK = (("light", 1280), ("dark", 1280), ("dark", 375), ("light", 375))

# Rules that axe-core does not enable by default: WCAG 2.2's target size, and that the visible label
# of a control is part of its accessible name.
RUN_AXE = """(where) => axe.run(where, {
  resultTypes: ["violations"],
  rules: {
    "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true },
  },
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))"""
# Some animations never end, and `evaluate` has no time limit of its own.
ANIMATIONS_END = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((each) => each.finished)),
  new Promise((resolve) => setTimeout(resolve, 5000)),
])"""
WITHOUT_STROKES = """() => {
  for (const part of document.querySelectorAll("svg.book-figure, .katex-html")) {
    part.replaceChildren(...part.querySelectorAll(":scope > title, :scope > desc"));
  }
  for (const formula of document.querySelectorAll("math")) {
    formula.textContent = formula.textContent;
  }
  const kindOf = (part) => part.tagName === "ARTICLE" ? "" :
    `${part.tagName} ${part.className}, ${kindOf(part.parentElement)}`;
  const seen = new Set();
  for (const word of document.querySelectorAll("article pre span:not(:has(*))")) {
    const kind = kindOf(word);
    if (seen.has(kind)) word.replaceWith(word.textContent);
    seen.add(kind);
  }
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """Return what axe-core finds in the parts of a page that a CSS selector matches."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, where)
    return found


def barriers(
    page: Page, where: str = "html", looks: tuple[tuple[str, int], ...] = LOOKS
) -> list[str]:
    """Return the violations in each look of a page, each with its theme and width."""
    found = []
    for theme, width in looks:
        show(page, theme, width)
        found += [f"{theme}, {width} px: {text}" for text in faults(page, where, width)]
    return found


def faults(page: Page, where: str, width: int) -> list[str]:
    """Return the violations in the present look of a page, and whether it is too wide for it."""
    wide = width_of(page)
    return violations(page, where) + ([f"the page is {wide} px wide"] if wide > width else [])


def width_of(page: Page) -> int:
    """Return how wide a page is with what sticks out of the window."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def drop_strokes(page: Page) -> None:
    """Remove what axe-core would judge thousands of times alike, to make it fast.

    It treats a figure as one image anyway, and formulas have the colour of the text around them.
    Of the coloured words of code the first of each kind and place stays; all keep their text.
    """
    page.evaluate(WITHOUT_STROKES)


def show(page: Page, theme: str, width: int) -> None:
    """Switch a page to a theme and a width, and wait until it has settled."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    # Colours are animated when the theme changes.
    page.evaluate(ANIMATIONS_END)
    # The theme makes scrollable elements focusable shortly after the width has changed.
    page.wait_for_function(
        """() => [...document.querySelectorAll("pre, .pst-scrollable-table-container")]
        .every((part) => part.scrollWidth <= part.clientWidth || part.tabIndex === 0)"""
    )

"""Let the pages work in a browser that refuses storage."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

# A browser that refuses storage throws at its very name, and the theme's scripts would stop there.
# What stands in lasts as long as the page; `shared/store.js` sees that and says so.
STORAGE = """<script>
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].getItem("");
  } catch {
    const held = new Map();
    Object.defineProperty(window, name, { value: {
      endsWithPage: true,
      getItem: (key) => held.get(String(key)) ?? null,
      setItem: (key, value) => void held.set(String(key), String(value)),
      removeItem: (key) => void held.delete(String(key)),
      clear: () => held.clear(),
      key: (at) => [...held.keys()][at] ?? null,
      get length() { return held.size; },
    } });
  }
}
</script>
"""


def add_to_page(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Put the script before all others."""
    context["metatags"] = STORAGE + context.get("metatags", "")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_to_page)

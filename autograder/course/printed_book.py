"""The link from the book's front page to its printed form, which may not have been made.

The front page holds an empty, hidden paragraph. `make pdf` puts the file beside the pages and the
link into the paragraph, so no page ever links to a file that is not there.
"""

from __future__ import annotations

import re

FILE = "from-dense-to-adam.pdf"
NO_LINK = '<p class="printed-book" hidden></p>'
_PLACE = re.compile(r'<p class="printed-book"[^>]*>.*?</p>', re.DOTALL)


def with_link(page: str, link: str) -> str:
    """Return a page with this link, which is HTML, in its place for it."""
    return _PLACE.sub(lambda _: f'<p class="printed-book">{link}</p>', page)


def without_link(page: str) -> str:
    """Return a page as it was before the book was printed."""
    return _PLACE.sub(NO_LINK, page)

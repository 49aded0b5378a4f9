"""Redirect the links between pages to anchors in the joined document."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from bs4 import Tag

from . import PaperError
from .page import Page, anchor, target


def join(pages: Iterable[Page]) -> None:
    pages = list(pages)
    known = {page.name: {str(each["id"]) for each in _named(page)} for page in pages}
    faults = [
        f"{page.name}.html: {fault}"
        for page in pages
        for link in page.article.find_all("a", href=True)
        if not link.find_parent("svg") and (fault := _lead(page, link, known))
    ]
    if faults:
        raise PaperError("broken links in the printed book:\n" + "\n".join(faults))


def _named(page: Page) -> list[Tag]:
    return [page.article, *page.article.find_all(id=True)]


def _lead(page: Page, link: Tag, known: dict[str, set[str]]) -> str:
    """Redirect a link to its anchor; return its address if there is none, else ""."""
    address = str(link["href"])
    if urlsplit(address).scheme in ("http", "https", "mailto"):
        return ""
    place = target(page.name, address)
    if place is None:
        # A file beside the pages, such as a notebook, is not part of the PDF.
        link.unwrap()
        return ""
    name, fragment = place
    goal = anchor(name, fragment or "top")
    if goal not in known.get(name, ()):
        return address
    link["href"] = f"#{goal}"
    return ""

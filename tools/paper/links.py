"""Make the links between the pages lead to places in the joined document."""

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
        raise PaperError("links that lead nowhere in the printed book:\n" + "\n".join(faults))


def _named(page: Page) -> list[Tag]:
    return [page.article, *page.article.find_all(id=True)]


def _lead(page: Page, link: Tag, known: dict[str, set[str]]) -> str:
    """Point a link to its place; return what is wrong with it."""
    address = str(link["href"])
    if urlsplit(address).scheme in ("http", "https", "mailto"):
        return ""
    place = target(page.name, address)
    if place is None:
        # A file beside the pages, such as a notebook: a PDF travels without it.
        link.unwrap()
        return ""
    name, fragment = place
    goal = anchor(name, fragment or "top")
    if goal not in known.get(name, ()):
        return address
    link["href"] = f"#{goal}"
    return ""

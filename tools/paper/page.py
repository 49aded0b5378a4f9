"""One built page: its article and its style sheets, with IDs that are unique in the book."""

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from . import PaperError

# Attributes that refer to other elements by ID.
NAMING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Page:
    """`name` is the page's path without `.html`."""

    name: str
    article: Tag
    styles: list[str]
    title: str

    @property
    def anchor(self) -> str:
        return anchor(self.name)

    @property
    def heading(self) -> Tag:
        return self.article.select("h1")[0]


def anchor(page: str, name: str = "top") -> str:
    return f"{page.replace('/', '-')}--{name}"


def read(html: Path, name: str) -> Page:
    path = html / f"{name}.html"
    if not path.is_file():
        raise PaperError(f"the book is not built: there is no {path}. Run: make book")
    soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    article = soup.find("article")
    if not isinstance(article, Tag):
        raise PaperError(f"{path} has no article. Run: make book")
    _tidy(article)
    heading = article.find("h1")
    if heading is None:
        raise PaperError(f"{path} has no heading of the first level")
    title = " ".join(heading.get_text().split())
    page = Page(name, article, [_resolved(name, style) for style in _styles(soup)], title)
    _rename(page)
    return page


def _styles(soup: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in soup.select("link[rel=stylesheet]")]


def _resolved(page: str, address: str) -> str:
    """Return an address relative to the book's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def _tidy(article: Tag) -> None:
    for comment in article.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for unwanted in article.select("a.headerlink, script, noscript, template"):
        unwanted.decompose()


def _rename(page: Page) -> None:
    for element in page.article.find_all(id=True):
        element["id"] = anchor(page.name, str(element["id"]))
    for attribute in NAMING:
        for element in page.article.find_all(attrs={attribute: True}):
            names = element[attribute]
            words = names if isinstance(names, list) else str(names).split()
            element[attribute] = " ".join(anchor(page.name, word) for word in words)
    page.article["id"] = page.anchor
    _rename_in_drawings(page)


def _rename_in_drawings(page: Page) -> None:
    """Rename the references within drawings, in `href` and `url(#...)`."""
    for drawing in page.article.select("svg"):
        for part in drawing.find_all(True):
            for key, value in part.attrs.items():
                if not isinstance(value, str) or key == "id":
                    continue
                if key in ("href", "xlink:href") and value.startswith("#"):
                    part[key] = f"#{anchor(page.name, value[1:])}"
                elif "url(#" in value:
                    part[key] = value.replace("url(#", f"url(#{anchor(page.name, '')}")


def target(page: str, address: str) -> tuple[str, str] | None:
    """Return the page and the anchor that a link leads to; None if that is outside the book."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page, unquote(parts.fragment)
    path = _resolved(page, unquote(parts.path))
    return (path.removesuffix(".html"), unquote(parts.fragment)) if path.endswith(".html") else None

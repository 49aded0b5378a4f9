"""The front matter: the title page, the contents, and how to read the book on paper."""

from collections.abc import Iterable
from html import escape

from bs4 import BeautifulSoup

from . import PaperError, texts
from .contents import Book
from .page import Page

ON_PAPER = (
    f'<section class="on-paper"><h2>{texts.ON_PAPER_TITLE}</h2><p>{texts.ON_PAPER}</p></section>'
)


def title_page(book: Book) -> str:
    return (
        '<section class="title-page">'
        f'<p class="book-title" role="heading" aria-level="1">{escape(book.title)}</p>'
        f'<p class="book-subtitle">{escape(book.subtitle)}</p>'
        f'<p class="book-author">{escape(book.author)}</p>'
        f'<p class="book-licence">{escape(book.licence)}</p></section>\n'
    )


def contents_page(
    book: Book, pages: dict[str, Page], answers: str, more: Iterable[tuple[str, str]]
) -> str:
    opening = _list([(pages[book.front].anchor, texts.ABOUT)])
    parts = [
        f'<p class="contents-part">{escape(part.caption)}</p>'
        + _list((pages[name].anchor, pages[name].title) for name in part.pages)
        for part in book.parts
    ]
    key = list(pages.values())[-1]
    ending = _list([*more, (key.anchor, key.title)])
    return (
        f'<nav class="contents-page" aria-label="{texts.CONTENTS}">'
        f"<h1>{texts.CONTENTS}</h1>{opening}"
        f'{"".join(parts)}<p class="contents-part">{escape(answers)}</p>{ending}</nav>\n'
    )


def _list(entries: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f'<li><a href="#{anchor}">{escape(title)}</a><span class="dots" aria-hidden="true"></span>'
        f'<a class="page-number" href="#{anchor}"></a></li>'
        for anchor, title in entries
    )
    return f"<ul>{items}</ul>"


def about(page: Page) -> str:
    """Return the book's front page as a chapter; its own title is on the title page."""
    page.heading["class"] = "page-title"
    page.heading.string = texts.ABOUT
    last = page.article.find("section", recursive=False)
    if last is None:
        raise PaperError(f"{page.name}.html has no section")
    last.append(BeautifulSoup(ON_PAPER, "html.parser"))
    return str(page.article)

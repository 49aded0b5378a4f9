"""Join the pages into one HTML document, made for paper."""

import json
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from . import formulas, front, links, page, solutions, texts
from .contents import Book
from .page import Page
from .strip import strip

STYLE = Path(__file__).with_name("paper.css")
# Made by `book/_ext/quizzes/answer_key.py`; it is in no table of contents.
ANSWER_KEY = "answer_key"


def write(html: Path, target: Path, book: Book) -> Path:
    """Write the joined document into `target`, and return its path."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / "book.html"
    path.write_text(joined(html, book), "utf-8")
    return path


def joined(html: Path, book: Book) -> str:
    pages = {name: page.read(html, name) for name in [*book.pages, ANSWER_KEY]}
    for each in pages.values():
        strip(each)
        formulas.name(each)
    links.join(pages.values())
    solved = {name: solutions.take_out(each) for name, each in pages.items()}
    for name, each in pages.items():
        _point_to_answers(each, pages[ANSWER_KEY])
        if name != book.front:
            _lower_headings(each)
    collected = "".join(
        solutions.section(pages[name], found) for name, found in solved.items() if found
    )
    for part in book.parts:
        _open_part(pages[part.pages[0]], part.caption)
    body = [
        front.title_page(book),
        front.contents_page(book, pages, texts.ANSWERS, [(solutions.ANCHOR, texts.SOLUTIONS)]),
        front.about(pages[book.front]),
        *(str(pages[name].article) for part in book.parts for name in part.pages),
        f'<article id="{solutions.ANCHOR}"><h1 class="part">{texts.ANSWERS}</h1>'
        f'<h2 class="page-title">{texts.SOLUTIONS}</h2>{collected}</article>',
        str(pages[ANSWER_KEY].article),
    ]
    return _html(html, book, pages, body)


def _html(html: Path, book: Book, pages: dict[str, Page], body: list[str]) -> str:
    styles = dict.fromkeys(style for each in pages.values() for style in each.styles)
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape((html / style.partition("?")[0]).as_uri())}">\n'
        for style in styles
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(book.language)}" data-theme="light" '
        f'data-mode="light">\n<head><meta charset="utf-8"><title>{escape(book.title)}</title>\n'
        f"{sheets}<style>{STYLE.read_text('utf-8')}\n{_running_titles(pages)}</style></head>\n"
        f"<body><main>\n{''.join(body)}\n</main></body></html>\n"
    )


def _running_titles(pages: dict[str, Page]) -> str:
    """Return the CSS that prints each chapter's title in its page headers."""
    titles = {each.anchor: each.title for each in pages.values()}
    titles[pages[next(iter(pages))].anchor] = texts.ABOUT
    titles[solutions.ANCHOR] = texts.SOLUTIONS
    return "\n".join(
        f"@page chapter-{number} {{ @top-right {{ content: {_css_string(title)}; }} }}\n"
        f"[id='{anchor}'] {{ page: chapter-{number}; }}"
        for number, (anchor, title) in enumerate(titles.items())
    )


def _css_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lower_headings(each: Page) -> None:
    """Demote headings by one level: the first level is for the parts of the book."""
    each.heading["class"] = "page-title"
    for heading in each.article.find_all(["h1", "h2", "h3", "h4", "h5"]):
        heading.name = f"h{int(heading.name[1]) + 1}"


def _open_part(first: Page, caption: str) -> None:
    heading = BeautifulSoup(f'<h1 class="part">{escape(caption)}</h1>', "html.parser")
    first.article.insert(0, heading)


def _point_to_answers(each: Page, key: Page) -> None:
    """Print below each quiz the page of its answers, and above the answers that of the quiz."""
    for quiz in each.article.select("section.quiz:not(.quiz-review)"):
        name = page.anchor(each.name, f"quiz-{quiz['data-quiz']}")
        answers = page.anchor(key.name, f"key-{quiz['data-quiz']}")
        quiz["id"] = name
        quiz.append(solutions.reference(texts.ANSWERS_ON_PAGE, answers))
        heading = key.article.find(id=answers).find(["h2", "h3"])
        heading.insert_after(solutions.reference(texts.TO_THE_QUIZ, name))

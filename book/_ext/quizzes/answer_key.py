"""The page `answer_key.html`: the right answers of all quizzes, with their explanations.

It stands in no contents and no page links to it: it is there for the end of the printed book. It is
made from the quizzes in the pages, so that nothing is read twice.
"""

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..texts import ANSWERS_TITLE
from .parts import renderer
from .places import quizzes_of
from .quiz_nodes import QuestionNode, QuizNode

PAGE = "answer_key"


def answer_key(app: Sphinx) -> str:
    """The body of the page, as HTML."""
    sections = [quiz_section(app, quiz) for page in chapters(app) for quiz in quizzes_in(app, page)]
    return f"<section><h1>{ANSWERS_TITLE}</h1>\n{''.join(sections)}</section>"


def chapters(app: Sphinx) -> list[str]:
    """The pages that hold quizzes, in the order of the book."""
    order = list(app.env.toctree_includes.get(app.config.root_doc, []))
    return [page for page in order if quizzes_of(app.env, page)]


def quizzes_in(app: Sphinx, page: str) -> Iterator[QuizNode]:
    for quiz in app.env.get_doctree(page).findall(QuizNode):
        if not quiz.get("review"):
            yield quiz


def quiz_section(app: Sphinx, quiz: QuizNode) -> str:
    answers = "".join(f"<li>{answer(app, question)}</li>" for question in quiz.children)
    name = f"key-{quiz['stem']}"
    return (
        f'<section class="answer-key" id="{name}"><h2>{escape(quiz["title"])}</h2>'
        f"<ol>{answers}</ol></section>\n"
    )


def answer(app: Sphinx, node: QuestionNode) -> str:
    """The right answer of one question and why it is right."""
    return renderer(node["part"]).key(node, partial(rendered, app))


def rendered(app: Sphinx, *parents: nodes.Element) -> str:
    """The phrases of all paragraphs, one after the other."""
    builder = cast(StandaloneHTMLBuilder, app.builder)
    sentences = (
        "".join(builder.render_partial(child)["fragment"] for child in paragraph.children)
        for parent in parents
        for paragraph in parent.findall(nodes.paragraph)
    )
    return "<br>".join(sentences)


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.format == "html" and chapters(app):
        yield PAGE, {"title": ANSWERS_TITLE, "body": answer_key(app), "parents": []}, "page.html"


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", page)

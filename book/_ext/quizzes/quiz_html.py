"""Quizzes as HTML: native forms that say everything without a script.

The explanations are `details` that a reader can unfold. The script `quiz` folds them away until
the answer was checked, and shows the buttons that do nothing without it.
"""

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from autograder.quizzes.question import Question

from .. import texts
from .parts import renderer, write_phrase
from .quiz_nodes import (
    Explanation,
    OptionNode,
    Origin,
    QuestionNode,
    QuizNode,
    Stem,
    WrongAnswer,
)

BAR = f"""<div class="quiz-bar" hidden>
<button type="submit" class="quiz-check">{texts.QUIZ_CHECK}</button>
<button type="button" class="quiz-again" hidden>{texts.QUIZ_TRY_AGAIN}</button></div>
<div class="quiz-result" role="status"></div>"""


def visit_quiz(self: HTML5Translator, node: QuizNode) -> None:
    kind = "quiz quiz-review" if node.get("review") else "quiz"
    self.body.append(
        f'<section class="{kind}" data-quiz="{escape(node["stem"])}"'
        f' aria-label="{escape(node["label"])}">'
        '<p class="quiz-tally" hidden></p>\n'
    )


def depart_quiz(self: HTML5Translator, node: QuizNode) -> None:
    questions = [facts(child["question"]) for child in node.children]
    # "</" would end the script element.
    data = json.dumps(questions).replace("</", "<\\/")
    self.body.append(
        f'<p class="quiz-restart" hidden><button type="button">{texts.QUIZ_CLEAR}</button></p>'
        f'<script type="application/json" class="quiz-data">{data}</script></section>\n'
    )


def facts(question: Question) -> dict[str, Any]:
    """What the script needs to mark an answer."""
    return {"id": question.id, "kind": question.kind, **question.script_data()}


def visit_question(self: HTML5Translator, node: QuestionNode) -> None:
    question, part = node["question"], renderer(node["part"])
    self.body.append(
        f'<form class="quiz-question" id="quiz-{question.id}" data-question="{question.id}"'
        ' autocomplete="off" novalidate><fieldset><legend>'
    )
    write_stem(self, node)
    self.body.append(part.given_code(self, node["part"]))
    part.write_answer(self, node)
    self.body.append(BAR)
    part.write_explanation(self, node)
    write_origin(self, node)
    self.body.append("</fieldset></form>\n")
    raise nodes.SkipNode


def write_origin(self: HTML5Translator, node: QuestionNode) -> None:
    """Where a question of a review comes from."""
    origin: Origin | None = node.get("origin")
    if origin:
        address = self.builder.get_relative_uri(self.builder.current_docname, origin.page)
        place = texts.REVIEW_ORIGIN.format(chapter=origin.chapter, place=origin.place)
        title = self.builder.env.titles[origin.page].astext()
        link = f'<a href="{escape(address)}">{escape(title)}</a>'
        self.body.append(f'<p class="quiz-origin">{place} {link}</p>')


def write_stem(self: HTML5Translator, node: QuestionNode) -> None:
    """The question: its first paragraph names the group, what follows stands below it."""
    first, *others = node.children[0].children
    self.body.append(f'<span class="quiz-number">{node["number"]}.</span> ')
    write_phrase(self, first)
    self.body.append(f"{renderer(node['part']).hint(node['part'])}</legend>")
    for block in others:
        block.walkabout(self)


def add_nodes(app: Sphinx) -> None:
    app.add_node(QuizNode, html=(visit_quiz, depart_quiz))
    app.add_node(QuestionNode, html=(visit_question, None))
    for part in (Stem, OptionNode, Explanation, WrongAnswer):
        app.add_node(part)

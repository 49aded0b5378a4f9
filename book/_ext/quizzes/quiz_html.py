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

from autograder.quizzes import Choice, Code, Number, Question

from .quiz_nodes import Explanation, OptionNode, QuestionNode, QuizNode, Stem, WrongAnswer

BAR = """<div class="quiz-bar" hidden><button type="submit" class="quiz-check">Check</button>
<button type="button" class="quiz-again" hidden>Try again</button></div>
<div class="quiz-result" role="status"></div>"""


def visit_quiz(self: HTML5Translator, node: QuizNode) -> None:
    label = escape(f"Quiz: {node['title']}")
    self.body.append(
        f'<section class="quiz" data-quiz="{escape(node["stem"])}" aria-label="{label}">'
        '<p class="quiz-tally" hidden></p>\n'
    )


def depart_quiz(self: HTML5Translator, node: QuizNode) -> None:
    questions = [facts(child["question"]) for child in node.children]
    # "</" would end the script element.
    data = json.dumps(questions).replace("</", "<\\/")
    self.body.append(
        '<p class="quiz-restart" hidden><button type="button">Clear all answers</button></p>'
        f'<script type="application/json" class="quiz-data">{data}</script></section>\n'
    )


def facts(question: Question) -> dict[str, Any]:
    """What the script needs to mark an answer."""
    known: dict[str, Any] = {"id": question.id, "kind": question.kind}
    if isinstance(question, Choice):
        return known | {"letters": question.letters, "right": question.right_letters}
    if isinstance(question, Number):
        wrong = [item.value for item in question.wrong]
        return known | {
            "answer": question.answer,
            "tolerance": question.tolerance,
            "unit": question.unit,
            "wrong": wrong,
        }
    return known | {
        "line": question.line_with_gap,
        "accept": question.accept,
        "wrong": [item.code for item in question.wrong],
    }


def visit_question(self: HTML5Translator, node: QuestionNode) -> None:
    question: Question = node["question"]
    self.body.append(
        f'<form class="quiz-question" id="quiz-{question.id}" data-question="{question.id}"'
        ' autocomplete="off" novalidate><fieldset><legend>'
    )
    write_stem(self, node)
    if isinstance(question, Choice):
        for option in node.findall(OptionNode):
            write_option(self, question, option)
    else:
        write_entry(self, question)
    self.body.append(BAR)
    if not isinstance(question, Choice):
        write_answer(self, node)
    self.body.append("</fieldset></form>\n")
    raise nodes.SkipNode


def write_stem(self: HTML5Translator, node: QuestionNode) -> None:
    """The question: its first paragraph names the group, what follows stands below it."""
    question, stem = node["question"], node.children[0]
    first, *others = stem.children
    self.body.append(f'<span class="quiz-number">{node["number"]}.</span> ')
    write_phrase(self, first)
    if isinstance(question, Choice) and question.several:
        self.body.append(' <span class="quiz-hint">Choose all that are right.</span>')
    self.body.append("</legend>")
    for block in others:
        block.walkabout(self)
    if isinstance(question, Code):
        code = self.highlighter.highlight_block(question.code, "python")
        self.body.append(f'<div class="quiz-code">{code}</div>')


def write_option(self: HTML5Translator, question: Choice, option: OptionNode) -> None:
    letter, name = option["letter"], f"quiz-{question.id}"
    kind = "checkbox" if question.several else "radio"
    stem, why = option.children
    self.body.append(
        f'<div class="quiz-option"><label><input type="{kind}" name="{name}" value="{letter}">'
        f'<span class="quiz-letter">{letter}</span><span>'
    )
    for block in stem.children:
        write_phrase(self, block)
    self.body.append(
        f'</span></label><details class="quiz-why" id="{name}-why-{letter}">'
        f"<summary>Explanation of {letter}</summary>"
        f'<div><p><strong class="quiz-mark">{"Right" if option["right"] else "Wrong"}.</strong> '
    )
    write_blocks(self, why)
    self.body.append("</div></details></div>")


def write_entry(self: HTML5Translator, question: Number | Code) -> None:
    name = f"quiz-{question.id}-entry"
    is_code = isinstance(question, Code)
    label = "What belongs into the gap" if is_code else "Your answer"
    unit = escape(getattr(question, "unit", ""))
    self.body.append(
        f'<div class="quiz-entry"><label for="{name}">{label}{f" ({unit})" if unit else ""}</label>'
        f'<input id="{name}" type="text" class="quiz-{question.kind}"'
        f'{"" if is_code else " inputmode=text"} autocapitalize="off" spellcheck="false"></div>'
    )


def write_answer(self: HTML5Translator, node: QuestionNode) -> None:
    """The answer, how to get it, and what is wrong with typical other ones."""
    question = node["question"]
    (why,) = node.findall(Explanation)
    self.body.append(
        '<details class="quiz-why"><summary>The answer</summary>'
        f'<div><p><strong class="quiz-mark">{right_answer(question)}</strong> '
    )
    write_blocks(self, why)
    mistakes = list(node.findall(WrongAnswer))
    if mistakes:
        self.body.append('<p>Other answers that people give:</p><ul class="quiz-mistakes">')
    for mistake in mistakes:
        self.body.append(f"<li><p>{shown(question, mistake['given'])} ")
        write_blocks(self, mistake)
        self.body.append("</li>")
    self.body.append(f"{'</ul>' if mistakes else ''}</div></details>")


def right_answer(question: Number | Code) -> str:
    """The answer that is shown, as HTML."""
    if isinstance(question, Number):
        return escape(f"{question.answer:g} {question.unit}".strip())
    return shown(question, question.accept[0])


def shown(question: Number | Code, given: str) -> str:
    if isinstance(question, Number):
        return f"{escape(given)}:"
    return f'<code class="docutils literal notranslate">{escape(given)}</code>'


def write_phrase(self: HTML5Translator, block: nodes.Node) -> None:
    """Write a paragraph without its element, where HTML allows phrases only."""
    if not isinstance(block, nodes.paragraph):
        raise ValueError(f"a quiz needs plain text here, not a {type(block).__name__}: {block}")
    for child in block.children:
        child.walkabout(self)


def write_blocks(self: HTML5Translator, parent: nodes.Element) -> None:
    """Write the rest of a paragraph that is already open, end it, and write all that follows."""
    first, *others = parent.children
    write_phrase(self, first)
    self.body.append("</p>")
    for block in others:
        block.walkabout(self)


def add_nodes(app: Sphinx) -> None:
    app.add_node(QuizNode, html=(visit_quiz, depart_quiz))
    app.add_node(QuestionNode, html=(visit_question, None))
    for part in (Stem, OptionNode, Explanation, WrongAnswer):
        app.add_node(part)

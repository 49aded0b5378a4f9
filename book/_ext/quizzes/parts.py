"""What stands below a question in a page, for each part of `autograder.quizzes.page`.

A part becomes nodes, so that Sphinx reads its Markdown; the nodes are written as HTML; and the
answer key takes the right answers from them. A kind of question that consists of these parts needs
nothing here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.writers.html5 import HTML5Translator

from autograder.quizzes.page import AnswerText, Entry, OptionList, PagePart

from .. import texts
from .quiz_nodes import Explanation, OptionNode, QuestionNode, Stem, WrongAnswer

Parse = Callable[[str], list[nodes.Node]]
Render = Callable[..., str]


class PartRenderer(ABC):
    """How one part becomes nodes, HTML, and its share of the answer key."""

    @abstractmethod
    def nodes(self, part: Any, parse: Parse) -> Iterator[nodes.Element]:
        """Yield the nodes below the question's text; `parse` reads Markdown."""

    def hint(self, part: Any) -> str:
        """Return what follows the question inside the legend, as HTML."""
        return ""

    def given_code(self, translator: HTML5Translator, part: Any) -> str:
        """Return what stands between the question and its answer, as HTML."""
        return ""

    @abstractmethod
    def write_answer(self, translator: HTML5Translator, node: QuestionNode) -> None:
        """Write what the reader answers with."""

    @abstractmethod
    def write_explanation(self, translator: HTML5Translator, node: QuestionNode) -> None:
        """Write what stands below the buttons."""

    @abstractmethod
    def key(self, node: QuestionNode, render: Render) -> str:
        """Return the right answer and why it is right, as HTML."""


class OptionListRenderer(PartRenderer):
    """Radio buttons or check boxes, each with its explanation."""

    def nodes(self, part: OptionList, parse: Parse) -> Iterator[nodes.Element]:
        for option in part.options:
            node = OptionNode("", letter=option.letter, right=option.right)
            node += Stem("", *parse(option.text))
            node += Explanation("", *parse(option.explanation))
            yield node

    def hint(self, part: OptionList) -> str:
        return f' <span class="quiz-hint">{escape(part.hint)}</span>' if part.hint else ""

    def write_answer(self, translator: HTML5Translator, node: QuestionNode) -> None:
        for option in node.findall(OptionNode):
            self._write_option(translator, node, option)

    def _write_option(
        self, translator: HTML5Translator, node: QuestionNode, option: OptionNode
    ) -> None:
        letter, name = option["letter"], f"quiz-{node['question'].id}"
        kind = "checkbox" if node["part"].several else "radio"
        verdict = texts.QUIZ_RIGHT if option["right"] else texts.QUIZ_WRONG
        stem, explanation = option.children
        translator.body.append(
            f'<div class="quiz-option"><label><input type="{kind}" name="{name}" value="{letter}">'
            f'<span class="quiz-letter">{letter}</span><span>'
        )
        for block in stem.children:
            write_phrase(translator, block)
        translator.body.append(
            f'</span></label><details class="quiz-explanation" id="{name}-explanation-{letter}">'
            f"<summary>{texts.QUIZ_EXPLANATION.format(letter=letter)}</summary>"
            f'<div><p><strong class="quiz-mark">{verdict}</strong> '
        )
        write_blocks(translator, explanation)
        translator.body.append("</div></details></div>")

    def write_explanation(self, translator: HTML5Translator, node: QuestionNode) -> None:
        """Write nothing: each option is explained below itself."""

    def key(self, node: QuestionNode, render: Render) -> str:
        return "".join(
            f"<p><strong>{option['letter']}</strong> {render(*option.children)}</p>"
            for option in node.findall(OptionNode)
            if option["right"]
        )


class EntryRenderer(PartRenderer):
    """A text field; below it the answer, how to get it, and what is wrong with typical others."""

    def nodes(self, part: Entry, parse: Parse) -> Iterator[nodes.Element]:
        yield Explanation("", *parse(part.explanation))
        for given, explanation in part.mistakes:
            yield WrongAnswer("", *parse(explanation), given=given)

    def given_code(self, translator: HTML5Translator, part: Entry) -> str:
        if not part.code:
            return ""
        code = translator.highlighter.highlight_block(part.code, "python")
        return f'<div class="quiz-code">{code}</div>'

    def write_answer(self, translator: HTML5Translator, node: QuestionNode) -> None:
        question, part = node["question"], node["part"]
        name = f"quiz-{question.id}-entry"
        translator.body.append(
            f'<div class="quiz-entry"><label for="{name}">{escape(part.label)}</label>'
            f'<input id="{name}" type="text" class="quiz-{question.kind}"'
            f'{"" if part.answer.is_code else " inputmode=text"} autocapitalize="off"'
            ' spellcheck="false"></div>'
        )

    def write_explanation(self, translator: HTML5Translator, node: QuestionNode) -> None:
        (explanation,) = node.findall(Explanation)
        translator.body.append(
            f'<details class="quiz-explanation"><summary>{texts.QUIZ_ANSWER}</summary>'
            f'<div><p><strong class="quiz-mark">{answer_html(node["part"].answer)}</strong> '
        )
        write_blocks(translator, explanation)
        mistakes = list(node.findall(WrongAnswer))
        if mistakes:
            translator.body.append(f'<p>{texts.QUIZ_MISTAKES}</p><ul class="quiz-mistakes">')
        for mistake in mistakes:
            translator.body.append(f"<li><p>{answer_html(mistake['given'])} ")
            write_blocks(translator, mistake)
            translator.body.append("</li>")
        translator.body.append(f"{'</ul>' if mistakes else ''}</div></details>")

    def key(self, node: QuestionNode, render: Render) -> str:
        (explanation,) = node.findall(Explanation)
        return f"<p><strong>{answer_html(node['part'].answer)}</strong> {render(explanation)}</p>"


RENDERERS: dict[type[PagePart], PartRenderer] = {
    OptionList: OptionListRenderer(),
    Entry: EntryRenderer(),
}


def renderer(part: PagePart) -> PartRenderer:
    """Return what renders a part.

    Raises
    ------
    ExtensionError
        If nothing does.
    """
    if type(part) not in RENDERERS:
        raise ExtensionError(
            f"{__file__}: nothing renders {type(part).__name__}; add an entry to RENDERERS"
        )
    return RENDERERS[type(part)]


def answer_html(answer: AnswerText) -> str:
    """Return an answer as HTML."""
    text = escape(answer.text)
    return f'<code class="docutils literal notranslate">{text}</code>' if answer.is_code else text


def write_phrase(translator: HTML5Translator, block: nodes.Node) -> None:
    """Write a paragraph without its element, where HTML allows phrases only."""
    if not isinstance(block, nodes.paragraph):
        raise ValueError(f"a quiz needs plain text here, not a {type(block).__name__}: {block}")
    for child in block.children:
        child.walkabout(translator)


def write_blocks(translator: HTML5Translator, parent: nodes.Element) -> None:
    """Write the rest of a paragraph that is already open, end it, and write all that follows."""
    first, *others = parent.children
    write_phrase(translator, first)
    translator.body.append("</p>")
    for block in others:
        block.walkabout(translator)

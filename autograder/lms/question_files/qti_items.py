"""Questions as items of QTI 2.1: what is shown, how it is marked, and what is said afterwards.

The marking is the course's own: shares for right and wrong options, the same tolerances, and the
explanation of each chosen option, of each right one that was not chosen, and of typical mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch
from xml.etree import ElementTree as ET

from ...quizzes.kinds.choice import Choice
from ...quizzes.kinds.code import Code
from ...quizzes.kinds.number import Number
from ...quizzes.question import Question
from . import asked, markup
from .placed import no_form

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
EXPLANATION = "explanation"

Tree = ET.Element


def node(tag: str, *children: Tree, **attributes: str) -> Tree:
    """Return an element with these children."""
    element = ET.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.extend(children)
    return element


def value(text: str, base_type: str) -> Tree:
    """Return a constant of an expression."""
    return _text(node("baseValue", baseType=base_type), text)


def identifier_of(question: Question) -> str:
    """Return the name under which a package knows a question."""
    return f"item_{question.id}"


def item(question: Question, title: str) -> Tree:
    """Return a question as an `assessmentItem`."""
    element = node("assessmentItem", identifier=identifier_of(question), title=title)
    element.attrib |= {
        "xmlns": QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA,
        "adaptive": "false", "timeDependent": "false",
    }  # fmt: skip
    element.extend(parts(question))
    return element


@singledispatch
def parts(question: Question) -> list[Tree]:
    """Return what stands in a question's item."""
    raise no_form(question, "qti_items")


@parts.register
def _(question: Choice) -> list[Tree]:
    cardinality = "multiple" if question.several else "single"
    letters = list(zip(question.letters, question.options))
    choices = node(
        "choiceInteraction",
        _inner(node("prompt"), asked.choice_request(question)),
        *(_inner(node("simpleChoice", identifier=x), markup.phrase(o.text)) for x, o in letters),
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices="0" if question.several else "1",
    )
    processing = [_set(SCORE, node("mapResponse", identifier=RESPONSE)), _set(FEEDBACK, _given())]
    for letter in question.right_letters:
        missed = _if(node("not", _chosen(letter, question.several)), _say(f"missed_{letter}"))
        processing.append(node("responseCondition", missed))
    said = {letter: markup.blocks(option.explanation) for letter, option in letters}
    said |= {
        f"missed_{x}": markup.paragraph(
            f"{x}: {question.also_right}.", markup.phrase(o.explanation)
        )
        for x, o in letters
        if o.right
    }
    return [
        _response("identifier", cardinality, list(question.right_letters), question.shares),
        *_outcomes(),
        _body(markup.blocks(question.text), choices),
        node("responseProcessing", *processing),
        *_feedback(said),
    ]


@parts.register
def _(question: Number) -> list[Tree]:
    near = asked.number(asked.allowed(question))
    right = _equal(asked.number(question.answer), near)
    wrong = {
        f"mistake_{place}": _equal(
            asked.number(each.value), asked.number(asked.recognised(question, each))
        )
        for place, each in enumerate(question.wrong, 1)
    }
    text = markup.blocks(question.text) + markup.paragraph(asked.number_request(question))
    said = {f"mistake_{i}": each.explanation for i, each in enumerate(question.wrong, 1)}
    return [
        _response("float", "single", [asked.number(question.answer)]),
        *_outcomes(),
        _body(text, _entry(20)),
        _marking(right, wrong),
        *_entry_feedback(said, question.explanation),
    ]


@parts.register
def _(question: Code) -> list[Tree]:
    accepted = [text for each in question.accept for text in asked.spellings(question, each)]
    wrong = {
        f"mistake_{place}": _any_of(asked.spellings(question, each.code))
        for place, each in enumerate(question.wrong, 1)
    }
    said = {f"mistake_{i}": each.explanation for i, each in enumerate(question.wrong, 1)}
    return [
        _response("string", "single", [question.accept[0]], dict.fromkeys(accepted, 1.0)),
        *_outcomes(),
        _body(asked.code_question(question), _entry(60)),
        _marking(_any_of(accepted), wrong),
        *_entry_feedback(said, question.explanation),
    ]


def _response(
    base_type: str,
    cardinality: str,
    right: Sequence[str],
    shares: Mapping[str, float] | None = None,
) -> Tree:
    values = (_text(node("value"), text) for text in right)
    declared = node(
        "responseDeclaration",
        node("correctResponse", *values),
        identifier=RESPONSE,
        cardinality=cardinality,
        baseType=base_type,
    )
    if shares:
        entries = (_map_entry(key, share, base_type) for key, share in shares.items())
        bounds = {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}
        declared.append(node("mapping", *entries, **bounds))
    return declared


def _map_entry(key: str, share: float, base_type: str) -> Tree:
    entry = node("mapEntry", mapKey=key, mappedValue=repr(share))
    if base_type == "string":
        entry.set("caseSensitive", "true")
    return entry


def _outcomes() -> list[Tree]:
    none = node("defaultValue", _text(node("value"), "0"))
    score = node(
        "outcomeDeclaration", none, identifier=SCORE, cardinality="single", baseType="float"
    )
    score.attrib |= {"normalMinimum": "0", "normalMaximum": "1"}
    said = node(
        "outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier"
    )
    return [score, said]


def _body(shown: str, interaction: Tree) -> Tree:
    return _inner(node("itemBody"), shown, interaction)


def _entry(length: int) -> Tree:
    entry = node("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=str(length))
    return node("p", entry)


def _given() -> Tree:
    return node("multiple", node("variable", identifier=RESPONSE))


def _chosen(letter: str, several: bool) -> Tree:
    operands = value(letter, "identifier"), node("variable", identifier=RESPONSE)
    return node("member" if several else "match", *operands)


def _equal(number: str, near: str) -> Tree:
    given = node("variable", identifier=RESPONSE)
    tolerance = f"{near} {near}"
    return node(
        "equal", given, value(number, "float"), toleranceMode="absolute", tolerance=tolerance
    )


def _any_of(texts: Iterable[str]) -> Tree:
    given = (
        node(
            "stringMatch", node("variable", identifier=RESPONSE), value(text, "string"),
            caseSensitive="true",
        )
        for text in texts
    )  # fmt: skip
    return node("or", *given)


def _marking(right: Tree, wrong: dict[str, Tree]) -> Tree:
    one = _set(SCORE, value("1", "float"))
    branches = [node("responseIf", right, one, _say(EXPLANATION))]
    for name, condition in wrong.items():
        branches.append(node("responseElseIf", condition, _say(name, EXPLANATION)))
    branches.append(node("responseElse", _say(EXPLANATION)))
    return node("responseProcessing", node("responseCondition", *branches))


def _if(condition: Tree, *rules: Tree) -> Tree:
    return node("responseIf", condition, *rules)


def _set(outcome: str, expression: Tree) -> Tree:
    return node("setOutcomeValue", expression, identifier=outcome)


def _say(*names: str) -> Tree:
    """Return the rule that adds explanations to those that are shown."""
    shown = node("variable", identifier=FEEDBACK)
    return _set(FEEDBACK, node("multiple", shown, *(value(name, "identifier") for name in names)))


def _entry_feedback(mistakes: dict[str, str], explanation: str) -> list[Tree]:
    texts = {**mistakes, EXPLANATION: explanation}
    return _feedback({name: markup.blocks(text) for name, text in texts.items()})


def _feedback(texts: dict[str, str]) -> list[Tree]:
    """Return each explanation, shown when the outcome holds its name."""
    return [
        _inner(node("modalFeedback", outcomeIdentifier=FEEDBACK, identifier=x, showHide="show"), t)
        for x, t in texts.items()
    ]


def _inner(element: Tree, xhtml: str, *others: Tree) -> Tree:
    """Put XHTML into an element, and other elements behind it."""
    parsed = ET.fromstring(f"<x>{xhtml}</x>")
    element.text = parsed.text
    element.extend([*parsed, *others])
    return element


def _text(element: Tree, text: str) -> Tree:
    element.text = text
    return element

"""Read the files of `autograder export-quizzes` back, as the programs do that import them.

QTI's response processing and Moodle's marking are written here a second time, from their
documentation, for the elements that the files use.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
TAGS = {"strong": "**", "b": "**", "em": "*", "code": "`"}


def markdown(html: str) -> str:
    """Return XHTML as the Markdown that it was made from, with single spaces."""
    text = re.sub(r"</?(p|pre|div|ol|ul|li)\b[^>]*>", " ", html)
    for tag, mark in TAGS.items():
        text = re.sub(rf"</?{tag}>", mark, text)
    for delimiter, dollars in ((r"\\[()]", "$"), (r"\\[\[\]]", "$$")):
        text = re.sub(delimiter, dollars, text)
    return words(unescape(text))


def words(text: str) -> str:
    return " ".join(text.split())


def inner_html(element: ET.Element | None) -> str:
    """Return what stands in an element, without the names of spaces."""
    assert element is not None
    parts = [ET.tostring(child, encoding="unicode") for child in element]
    html = (element.text or "") + "".join(parts)
    return re.sub(r"(</?)\w+:", r"\1", re.sub(r' xmlns:\w+="[^"]*"', "", html))


# Anki


@dataclass(frozen=True)
class Note:
    id: str
    deck: str
    front: str
    back: str
    tags: str


def anki_notes(file: bytes) -> tuple[list[str], list[Note]]:
    """Return the headers of the file and its notes."""
    lines = file.decode("utf-8").splitlines(keepends=True)
    headers = [line.strip() for line in lines if line.startswith("#")]
    rows = csv.reader(io.StringIO("".join(lines[len(headers) :])), delimiter="\t")
    return headers, [Note(*row) for row in rows]


# Moodle


@dataclass(frozen=True)
class MoodleAnswer:
    text: str
    fraction: float
    feedback: str
    tolerance: float | None


class MoodleQuestion:
    """A question of a Moodle XML file."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element
        self.id = element.findtext("idnumber", "")
        self.kind = element.get("type", "")
        self.text = element.findtext("questiontext/text", "")
        self.general_feedback = element.findtext("generalfeedback/text", "")
        self.answers = [self._answer(each) for each in element.findall("answer")]

    @staticmethod
    def _answer(element: ET.Element) -> MoodleAnswer:
        tolerance = element.findtext("tolerance")
        return MoodleAnswer(
            element.findtext("text", ""),
            float(element.get("fraction", "nan")) / 100,
            element.findtext("feedback/text", ""),
            None if tolerance is None else float(tolerance),
        )

    def mark(self, given: Any) -> float:
        """Return what Moodle gives for letters, a number or a text."""
        if self.kind == "multichoice":
            total = sum(self.answers["abcdefgh".index(letter)].fraction for letter in given)
            return min(1.0, max(0.0, total))
        first = self.matching(given)
        return first.fraction if first else 0.0

    def matching(self, given: Any) -> MoodleAnswer | None:
        return next((each for each in self.answers if self._matches(each, given)), None)

    def _matches(self, answer: MoodleAnswer, given: Any) -> bool:
        if self.kind == "numerical":
            value, tolerance = float(answer.text), answer.tolerance or 0.0
            # qtype_numerical: a little more, so that decimal fractions compare as they look
            rounding = 1e-14 * max(tolerance, abs(value), 1e-14)
            return abs(float(given) - value) <= tolerance + rounding
        pieces = re.split(r"(?<!\\)\*", answer.text)
        pattern = ".*".join(re.escape(piece.replace(r"\*", "*")) for piece in pieces)
        return re.fullmatch(pattern, str(given).strip()) is not None


def moodle_questions(file: bytes) -> Iterator[tuple[str, MoodleQuestion]]:
    """Yield each question with its category."""
    category = ""
    for element in ET.fromstring(file):
        if element.get("type") == "category":
            category = element.findtext("category/text", "")
        else:
            yield category, MoodleQuestion(element)


# QTI 2.1


class QtiItem:
    """An item of a QTI 2.1 package, with its response processing."""

    def __init__(self, text: bytes) -> None:
        self.root = ET.fromstring(text)
        self.response = self._find("responseDeclaration")
        self.body = self._find("itemBody")
        feedback = self.root.findall(f"{QTI}modalFeedback")
        self.feedback = {each.get("identifier", ""): inner_html(each) for each in feedback}

    def _find(self, path: str) -> ET.Element:
        found = self.root.find("/".join(QTI + part for part in path.split("/")))
        assert found is not None, path
        return found

    @property
    def right(self) -> list[str]:
        return [each.text or "" for each in self.response.iter(f"{QTI}value")]

    def process(self, given: Any) -> tuple[float, list[str]]:
        """Return the score of a response, and which explanations are shown."""
        state = {"RESPONSE": given, "SCORE": 0.0, "FEEDBACK": []}
        for rule in self._find("responseProcessing"):
            self._run(rule, state)
        return state["SCORE"], state["FEEDBACK"]

    def _run(self, rule: ET.Element, state: dict[str, Any]) -> None:
        if rule.tag == f"{QTI}setOutcomeValue":
            state[rule.get("identifier", "")] = self._value(rule[0], state)
            return
        assert rule.tag == f"{QTI}responseCondition", rule.tag
        for branch in rule:
            is_else = branch.tag == f"{QTI}responseElse"
            if is_else or self._value(branch[0], state):
                for inner in branch if is_else else branch[1:]:
                    self._run(inner, state)
                return

    def _value(self, expression: ET.Element, state: dict[str, Any]) -> Any:
        name = expression.tag.removeprefix(QTI)
        if name == "variable":
            return state[expression.get("identifier", "")]
        if name == "baseValue":
            is_number = expression.get("baseType") == "float"
            return float(expression.text or "") if is_number else expression.text
        if name == "mapResponse":
            return self._mapped(state["RESPONSE"])
        operands = [self._value(each, state) for each in expression]
        if name == "multiple":
            lists = (each if isinstance(each, list) else [each] for each in operands)
            return [each for inner in lists for each in inner]
        if name == "equal":
            below, above = map(float, expression.get("tolerance", "").split())
            given, wanted = operands
            return wanted - below <= given <= wanted + above
        return {
            "not": lambda: not operands[0],
            "or": lambda: any(operands),
            "member": lambda: operands[0] in operands[1],
            "match": lambda: operands[0] == operands[1],
            "stringMatch": lambda: operands[0] == operands[1],
        }[name]()

    def _mapped(self, given: Any) -> float:
        (mapping,) = self.response.findall(f"{QTI}mapping")
        entries = {each.get("mapKey"): float(each.get("mappedValue", "")) for each in mapping}
        values = [
            entries.get(each, 0.0) for each in (given if isinstance(given, list) else [given])
        ]
        return min(1.0, max(0.0, sum(values)))


def qti_items(package: bytes) -> dict[str, QtiItem]:
    """Return the items of a package, by the ids of the questions."""
    archive = zipfile.ZipFile(io.BytesIO(package))
    names = [name for name in archive.namelist() if name.startswith("items/")]
    return {name[6:-4]: QtiItem(archive.read(name)) for name in names}

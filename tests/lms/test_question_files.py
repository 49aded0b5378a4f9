"""The files with the questions of the quizzes, read back as the programs do that import them."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from qti_rules import faults_of_item, faults_of_package
from question_readers import (
    MoodleQuestion,
    Note,
    QtiItem,
    anki_notes,
    inner_html,
    markdown,
    moodle_questions,
    qti_items,
    words,
)
from word_kind import WORD_FORM, Word

from autograder.checks.quiz import FORMS
from autograder.cli import main
from autograder.course import paths
from autograder.lms.question_files import asked, markup, run
from autograder.lms.question_files.placed import CannotExportError
from autograder.quizzes import library
from autograder.quizzes.code_form import fits
from autograder.quizzes.kinds import KINDS
from autograder.quizzes.kinds.choice import Choice, Many
from autograder.quizzes.kinds.code import Code
from autograder.quizzes.kinds.number import Number
from autograder.quizzes.marking import mark
from autograder.quizzes.question import Question, Quiz
from autograder.quizzes.reading import load

pytestmark = pytest.mark.xdist_group("question_files")
QUESTIONS = {q.id: q for page in paths.chapters() for q in library.of_chapter(page).questions}
NAMES = {
    "anki": "from-dense-to-adam-anki.txt",
    "moodle": "from-dense-to-adam-moodle.xml",
    "qti": "from-dense-to-adam-qti21.zip",
}


def export(folder: Path, to: str, *arguments: str) -> bytes:
    assert main(["export-quizzes", "--to", to, "--folder", str(folder), *arguments]) == 0
    return (folder / NAMES[to]).read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("questions")


@pytest.fixture(scope="module")
def notes(folder: Path) -> dict[str, Note]:
    _, notes = anki_notes(export(folder, "anki"))
    return {note.id.removeprefix("dense-to-adam-"): note for note in notes}


@pytest.fixture(scope="module")
def in_moodle(folder: Path) -> dict[str, MoodleQuestion]:
    return {each.id: each for _, each in moodle_questions(export(folder, "moodle"))}


@pytest.fixture(scope="module")
def items(folder: Path) -> dict[str, QtiItem]:
    return qti_items(export(folder, "qti"))


def questions_of(page: str) -> tuple[Any, ...]:
    return library.of_chapter(page).questions


def answers_to(question: Question) -> Iterator[Any]:
    """Yield answers that a mark can depend on."""
    if isinstance(question, Choice):
        most = len(question.letters) if question.several else 1
        for count in range(1, most + 1):
            yield from map("".join, itertools.combinations(question.letters, count))
    elif isinstance(question, Number):
        yield from (question.answer, *(wrong.value for wrong in question.wrong))
        for sign, share in itertools.product((-1, 1), (1, 1.01)):
            yield question.answer + sign * (share * question.tolerance + (share - 1) * 1e-4)
    elif isinstance(question, Code):
        yield from (*question.accept, *(wrong.code for wrong in question.wrong), "nonsense")


def explanations(question: Any) -> list[str]:
    """Return all texts that explain something, in the order of the quiz file."""
    if isinstance(question, Choice):
        return [words(option.explanation) for option in question.options]
    return [words(each.explanation) for each in (question, *question.wrong)]


@pytest.mark.parametrize("fixture", ["notes", "in_moodle", "items"])
def test_is_every_question_of_the_book_in_each_file_once(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    assert list(request.getfixturevalue(fixture)) == list(QUESTIONS)


@pytest.mark.parametrize("page", paths.chapters())
def test_does_moodle_hold_the_same_text_answers_tolerances_and_feedback(
    page: str, in_moodle: dict[str, MoodleQuestion]
) -> None:
    for question in questions_of(page):
        read = in_moodle[question.id]
        assert markdown(read.text).startswith(words(question.text))
        answers, general = read.answers, markdown(read.general_feedback)
        if isinstance(question, Choice):
            assert read.kind == "multichoice"
            assert read.element.findtext("single") == str(not question.several).lower()
            assert [markdown(a.text) for a in answers] == [words(o.text) for o in question.options]
            right = "".join(x for x, a in zip(question.letters, answers) if a.fraction > 0)
            assert right == question.right_letters
            for letter, option, answer in zip(question.letters, question.options, answers):
                said = words(option.explanation)
                if option.right:
                    assert f"**{letter}: right.** {said}" in general
                else:
                    assert markdown(answer.feedback) == said
        elif isinstance(question, Number):
            first, *others = answers
            assert (read.kind, first.fraction) == ("numerical", 1)
            assert (float(first.text), first.tolerance) == (question.answer, question.tolerance)
            assert [float(a.text) for a in others] == [w.value for w in question.wrong]
            assert [general, *(markdown(a.feedback) for a in others)] == explanations(question)
        elif isinstance(question, Code):
            assert (read.kind, read.element.findtext("usecase")) == ("shortanswer", "1")
            shown = ET.fromstring(f"<x>{read.text}</x>").findtext("pre/code", "")
            assert shown == question.code.strip()
            written = {a.text.replace(r"\*", "*"): a for a in answers}
            assert all(written[right].fraction == 1 for right in question.accept)
            found = [written[wrong.code] for wrong in question.wrong]
            assert [general, *(markdown(a.feedback) for a in found)] == explanations(question)


@pytest.mark.parametrize("page", paths.chapters())
def test_does_qti_hold_the_same_text_answers_and_feedback(
    page: str, items: dict[str, QtiItem]
) -> None:
    for question in questions_of(page):
        item = items[question.id]
        shown = markdown(inner_html(item.body))
        assert shown.startswith(words(question.text))
        feedback = {key: markdown(text) for key, text in item.feedback.items()}
        if isinstance(question, Choice):
            assert "".join(item.right) == question.right_letters
            for letter, option in zip(question.letters, question.options):
                assert words(option.text) in shown
                assert feedback[letter] == words(option.explanation)
                if option.right:
                    assert words(option.explanation) in feedback[f"missed_{letter}"]
        else:
            right = question.right_answer
            assert item.right == [f"{right:.12g}" if isinstance(question, Number) else right]
            names = ["explanation", *(f"mistake_{i}" for i in range(1, len(feedback)))]
            assert [feedback[key] for key in names] == explanations(question)


@pytest.mark.parametrize("page", paths.chapters())
def test_do_qti_and_moodle_mark_as_the_course_does(
    page: str, items: dict[str, QtiItem], in_moodle: dict[str, MoodleQuestion]
) -> None:
    for question in questions_of(page):
        for given in answers_to(question):
            wanted = mark(question, given).fraction
            response = list(given) if isinstance(question, Many) else given
            score, _ = items[question.id].process(response)
            assert score == pytest.approx(wanted, abs=1e-12), given
            # Moodle writes thirds with seven digits.
            assert in_moodle[question.id].mark(given) == pytest.approx(wanted, abs=1e-6), given


@pytest.mark.parametrize("page", paths.chapters())
def test_do_qti_and_moodle_explain_an_answer_as_the_course_does(
    page: str, items: dict[str, QtiItem], in_moodle: dict[str, MoodleQuestion]
) -> None:
    for question in questions_of(page):
        for given in answers_to(question):
            said = words(mark(question, given).explanation)
            response = list(given) if isinstance(question, Many) else given
            _, keys = items[question.id].process(response)
            shown = [markdown(items[question.id].feedback[key]) for key in keys]
            expected = [text for text in dict.fromkeys(explanations(question)) if text in said]
            assert len(shown) == len(expected), given
            assert all(any(text in one for one in shown) for text in expected), given
            if not isinstance(question, Choice) and len(expected) == 2:
                answer = in_moodle[question.id].matching(given)
                assert answer is not None
                assert markdown(answer.feedback) in expected, given


@pytest.mark.parametrize("page", paths.chapters())
def test_does_a_card_of_anki_hold_the_question_and_all_that_is_said_of_its_answers(
    page: str, notes: dict[str, Note]
) -> None:
    for question in questions_of(page):
        note = notes[question.id]
        front, back = markdown(note.front), markdown(note.back)
        assert words(question.text) in front
        assert all(text in back for text in explanations(question))
        if isinstance(question, Choice):
            assert all(words(option.text) in front for option in question.options)
            assert re.findall(r"\*\*(\w): right\.\*\*", back) == list(question.right_letters)
        elif isinstance(question, Number):
            tolerance = f" ± {question.tolerance:g}" if question.tolerance else ""
            assert back.startswith(f"**{question.answer:.12g}{tolerance}**")
        elif isinstance(question, Code):
            assert all(f"`{right}`" in back for right in question.accept)


def test_is_ankis_file_in_the_form_of_its_manual(folder: Path) -> None:
    headers, notes = anki_notes(export(folder, "anki"))
    known = "separator|html|notetype|guid column|deck column|tags column"
    assert all(re.fullmatch(rf"#({known}):\w+", line) for line in headers)
    assert len({note.id for note in notes}) == len(notes)
    assert notes[0].deck == "From Dense to Adam::Week 1: inference::01. Neurons and the brain"


def test_are_moodles_fractions_among_those_that_it_accepts(
    in_moodle: dict[str, MoodleQuestion],
) -> None:
    shares = {1 / parts for parts in range(1, 10)} | {0.0}
    for question in in_moodle.values():
        for answer in question.answers:
            assert min(abs(abs(answer.fraction) - share) for share in shares) < 1e-5


@pytest.mark.parametrize("fixture", ["notes", "in_moodle", "items"])
def test_is_no_markdown_left_and_are_formulas_between_mathjaxs_delimiters(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    read = request.getfixturevalue(fixture)["the_other_probability"]
    text = {"notes": lambda: read.front, "in_moodle": lambda: read.text}.get(
        fixture, lambda: inner_html(read.body)
    )()
    assert r"\(P(y = 1 \mid \vec x) = 0.71\)" in text
    assert "$" not in text
    assert "**" not in text


def test_do_items_manifest_and_test_keep_the_rules_of_qti(
    folder: Path, items: dict[str, QtiItem]
) -> None:
    faults = {name: faults_of_item(item.root) for name, item in items.items()}
    assert not {name: found for name, found in faults.items() if found}
    assert (
        faults_of_package(zipfile.ZipFile(io.BytesIO((folder / NAMES["qti"]).read_bytes()))) == []
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('maxChoices="0"', ""),
        ('cardinality="multiple"', 'cardinality="many"'),
        ("<prompt>", "<prompt><p/>"),
        ('identifier="SCORE" cardinality', 'identifier="POINTS" cardinality'),
    ],
)
def test_do_the_rules_find_what_is_not_qti(
    before: str, after: str, items: dict[str, QtiItem]
) -> None:
    text = ET.tostring(items["network_parts"].root, encoding="unicode").replace("ns0:", "")
    damaged = text.replace("xmlns:ns0=", "xmlns=").replace(before, after, 1)
    assert before in text
    assert faults_of_item(ET.fromstring(damaged))


def test_is_a_package_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    assert export(tmp_path, "qti", "softmax") == export(tmp_path, "qti", "softmax")


def test_are_named_chapters_exported_alone_and_in_the_books_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = dict(moodle_questions(export(tmp_path, "moodle", "adam", "softmax")))
    course = "$course$/top/From Dense to Adam/Week 2: training"
    assert list(found) == [f"{course}/14. Softmax", f"{course}/18. Adam"]
    assert "13 questions of 2 chapters; in Moodle: " in capsys.readouterr().out


def test_does_an_unknown_chapter_get_a_message_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export-quizzes", "--to", "qti", "--folder", str(tmp_path), "adamant"]) == 1
    assert "no chapter 'adamant' with questions; there are: neurons" in capsys.readouterr().err


def quiz_with(folder: Path, entry: str) -> Quiz:
    path = folder / "extra.yml"
    path.write_text(f"title: A title\nquestions:\n{entry}")
    return load(path, "training/softmax")


@pytest.mark.parametrize("to", NAMES)
def test_is_a_kind_without_a_form_named_with_the_reason_and_the_rest_written(
    to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(KINDS, "word", Word)
    monkeypatch.setitem(FORMS, "word", WORD_FORM)
    words = "    question: What is added?\n    answer: bias\n    explanation: It is.\n"
    number = "    question: And?\n    answer: 4\n    explanation: It is.\n"
    entry = f"  - id: a_word\n    kind: word\n{words}  - id: a_number\n    kind: number\n{number}"
    quiz = quiz_with(tmp_path, entry)
    monkeypatch.setattr(run, "of_chapter", lambda _page: quiz)
    command = ["export-quizzes", "--to", to, "--folder", str(tmp_path), "softmax"]
    assert main(command) == 1
    said = capsys.readouterr()
    assert "1 questions of 1 chapters" in said.out
    assert "extra.yml:3: question `a_word` is left out: its kind `word` has no form" in said.err
    assert (tmp_path / NAMES[to]).is_file()


def test_is_a_picture_refused_with_the_reason() -> None:
    with pytest.raises(CannotExportError, match="holds a picture"):
        markup.blocks("Look at ![a cat](cat.png).")


def test_is_code_accepted_as_it_is_usually_spelt() -> None:
    question = QUESTIONS["second_layer_line"]
    assert isinstance(question, Code)
    found = asked.spellings(question, question.accept[0])
    assert {"Dense(units=4, activation='sigmoid')", 'Dense(units=4,activation="sigmoid")'} <= set(
        found
    )
    assert all(fits(question.line_with_gap, text, question.accept[0]) for text in found)


def test_does_no_answer_lie_near_two_typical_wrong_numbers() -> None:
    for question in QUESTIONS.values():
        if isinstance(question, Number):
            for one, other in itertools.combinations(question.wrong, 2):
                reach = asked.recognised(question, one) + asked.recognised(question, other)
                assert reach < abs(one.value - other.value)

"""A kind of question is one module per side: a made-up one goes all the way from its file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from quiz_in_page import ROOT, PageScript
from word_kind import WORD_FORM, Word

from autograder.checks.quiz import FORMS, check_answer
from autograder.course.errors import FileError
from autograder.quizzes import notebook
from autograder.quizzes.kinds import KINDS
from autograder.quizzes.library import find
from autograder.quizzes.marking import mark
from autograder.quizzes.question import Quiz
from autograder.quizzes.reading import load
from autograder.scoring import quiz as scoring

SUPPORT = ROOT / "tests" / "support"
FILE = """\
title: A title
questions:
  - id: the_other_parameter
    kind: word
    question: What is added to $w x$?
    answer: Bias
    explanation: The output is $w x + b$.
"""


@pytest.fixture
def quiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Quiz:
    monkeypatch.setitem(KINDS, "word", Word)
    monkeypatch.setitem(FORMS, "word", WORD_FORM)
    return load(written(tmp_path))


def written(folder: Path) -> Path:
    path = folder / "extra.yml"
    path.write_text(FILE)
    return path


@pytest.fixture
def script() -> Iterator[PageScript]:
    process = PageScript(SUPPORT / "scripts" / "word_kind.mjs")
    yield process
    process.close()


def test_its_entry_in_the_file_is_read_and_checked(quiz: Quiz) -> None:
    (question,) = quiz.questions
    assert question == Word(
        id="the_other_parameter",
        text="What is added to $w x$?",
        answer="bias",
        explanation="The output is $w x + b$.",
    )
    assert question.line == 3
    quiz.path.write_text(FILE.replace("Bias", "two words"))
    with pytest.raises(FileError, match=r"extra\.yml:6: .*`answer` must be one word"):
        load(quiz.path)
    quiz.path.write_text(FILE.replace("answer:", "anwser:"))
    with pytest.raises(FileError, match=r"extra\.yml:6: .*unknown key `anwser`"):
        load(quiz.path)


def test_the_notebook_asks_it_and_checks_the_form(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quiz = Quiz("inference/neurons_and_brains", quiz.title, quiz.questions, quiz.path)
    monkeypatch.setattr(notebook, "of_assignment", lambda _: (quiz,))
    introduction, _, _, asked, answer, test = notebook.notebook("quiz_week1").cells
    assert '| a word | the word, in quotes | `"bias"` |' in introduction.source
    assert "*Give one word.*" in asked.source
    assert "answer_the_other_parameter = 'bias'" in answer.source
    assert test.source.startswith('check_answer("word", answer_the_other_parameter)\n')
    for given in ("BIAS", 3):
        check_answer("word", given)
    assert capsys.readouterr().out == "Your answer: bias\nWrite one word in quotes.\n"


def test_the_grader_marks_and_explains_it(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (question,) = quiz.questions
    assert mark(question, " Bias ").fraction == 1
    assert mark(question, None).explanation == "Not answered yet."
    monkeypatch.setattr(scoring, "find", lambda _: (question, quiz))
    assert scoring.grade_answer(question.id, "weight") == 0
    assert "bias is right. The output is w x + b." in capsys.readouterr().out


def test_the_page_marks_it(quiz: Quiz, script: PageScript) -> None:
    (question,) = quiz.questions
    assert script.marks([(question, given) for given in (" BIAS ", "weight", " ")]) == [
        {"right": True},
        {"right": False},
        {"unreadable": "Write a word first."},
    ]


def test_the_page_and_the_answer_key_show_it(tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    written(tmp_path / "quizzes")
    (tmp_path / "conf.py").write_text(
        "import word_kind\n"
        "word_kind.register()\n"
        "extensions = ['myst_parser', 'book._ext.quizzes']\n"
        "myst_enable_extensions = ['dollarmath']\n"
    )
    (tmp_path / "index.md").write_text("# A book\n\n```{toctree}\na_page\n```\n")
    (tmp_path / "a_page.md").write_text("# A page\n\n```{quiz} extra\n```\n")
    folders = [str(folder) for folder in (ROOT, SUPPORT)]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", ".", "html"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "html" / "a_page.html").read_text("utf-8")
    assert '<label for="quiz-the_other_parameter-entry">Your word</label>' in page
    assert '"kind": "word", "answer": "bias"' in page
    assert '<strong class="quiz-mark">bias</strong> The output is' in page
    assert "<strong>bias</strong> The output is" in (
        tmp_path / "html" / "answer_key.html"
    ).read_text("utf-8")


# A kind that nobody knows is an error everywhere; none is taken for another one.


def test_a_file_with_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refused:
        load(written(tmp_path))
    assert str(refused.value) == (
        f"{tmp_path}/extra.yml:3: question `the_other_parameter`: no kind 'word'; there are: one, "
        "many, number, code; write one of these, or add a module to autograder/quizzes/kinds/"
    )


def test_a_kind_whose_answers_have_no_form_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "word", Word)
    with pytest.raises(
        FileError, match=r"'word' have no form; add one to FORMS in checks/quiz/__init__.py"
    ):
        load(written(tmp_path))


def test_a_check_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(LookupError, match="no kind of question 'word'; there are: one, many"):
        check_answer("word", "bias")


def test_the_page_does_not_mark_an_unknown_kind(script: PageScript) -> None:
    question, _ = find("adam_line")
    asked = {"id": question.id, "kind": "essay"}
    (answer,) = script.answers([{"mark": [asked, "x"]}])
    assert "no kind essay; there are: one, many, number, code" in answer["error"]


def test_each_kind_has_an_object_in_the_page_and_no_other_has(script: PageScript) -> None:
    (answer,) = script.answers([{"mark": [{"id": "x", "kind": "essay"}, "x"]}])
    listed = answer["error"].split("there are: ")[1].split(";")[0]
    assert listed.split(", ") == [*KINDS, "word"] == [*FORMS, "word"]

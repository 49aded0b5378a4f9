"""The quizzes: their files, how answers are marked, and the notebooks made from them."""

import ast
import dataclasses
import io
import json
import sqlite3
import subprocess
import sys
import tokenize
from contextlib import redirect_stdout
from copy import deepcopy
from fractions import Fraction
from pathlib import Path

import classrooms
import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.preprocessors import ClearHiddenTests

from autograder.checks.quiz import NOT_ANSWERED, check_answer
from autograder.course import paths
from autograder.course.errors import FileError
from autograder.course.nbgrader_command import nbgrader
from autograder.grading.cells import name_of
from autograder.quizzes import library
from autograder.quizzes.answer_cells import ClearAnswers
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.kinds.code import Code
from autograder.quizzes.kinds.number import Number
from autograder.quizzes.marking import mark
from autograder.quizzes.notebook import notebook, variable
from autograder.quizzes.plain import plain
from autograder.quizzes.reading import load
from autograder.quizzes.rules import GAP
from autograder.scoring.quiz import grade_answer

# The first example reads every quiz, and a busy machine takes its time over it.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

QUIZZES = [quiz for name in paths.quizzes() for quiz in library.of_assignment(name)]
QUESTIONS = [question for quiz in QUIZZES for question in quiz.questions]
BY_ID = {question.id: question for question in QUESTIONS}
CHOICES = [question for question in QUESTIONS if isinstance(question, Choice)]
SEVERAL = [question for question in CHOICES if question.several]
NUMBERS = [question for question in QUESTIONS if isinstance(question, Number)]
CODES = [question for question in QUESTIONS if isinstance(question, Code)]

GOOD = """\
title: A title
questions:
  - id: first_one
    kind: one
    question: What is $1 + 1$?
    options:
      - text: Two
        right: true
        explanation: It is.
      - text: Three
        explanation: One too many.
  - id: second_one
    kind: number
    question: What is $2 + 2$?
    answer: 4
    tolerance: 0.1
    explanation: It is.
    wrong:
      - value: 5
        explanation: One too many.
  - id: third_one
    kind: code
    question: Complete the line.
    code: x = ____
    accept:
      - a + b
    explanation: It is.
    wrong:
      - code: a - b
        explanation: The sign.
"""
BAD = {
    "not YAML": ("title: A title", "title: [A title", 2, "not YAML"),
    "a tab": ("    kind: one", "\tkind: one", 4, "not YAML"),
    "a missing key": (
        "    tolerance: 0.1\n    explanation: It is.\n",
        "    tolerance: 0.1\n",
        12,
        "question `second_one`: `explanation` is missing",
    ),
    "an unknown key": (
        "    tolerance:",
        "    tolerence:",
        16,
        "unknown key `tolerence`; there are: id, kind",
    ),
    "a key twice": (
        "    answer: 4",
        "    answer: 4\n    answer: 5",
        16,
        "the key `answer` occurs twice",
    ),
    "an unknown kind": (
        "kind: number",
        "kind: numeric",
        12,
        "no kind 'numeric'; there are: one, many, number, code",
    ),
    "no kind": ("    kind: one\n", "", 3, "question `first_one`: `kind` is missing"),
    "a bad id": ("id: first_one", "id: First-One", 3, "`id` must be 3 to 40 small letters"),
    "an id twice": (
        "id: second_one",
        "id: first_one",
        12,
        "the id `first_one` is already used in line 3",
    ),
    "two right options": (
        "        explanation: One too many.\n  - id",
        "        explanation: One too many.\n        right: true\n  - id",
        7,
        "exactly one option must be right, not 2",
    ),
    "no right option": ("        right: true\n", "", 7, "exactly one option must be right, not 0"),
    "many with nothing wrong": ("kind: one", "kind: many", 7, None),
    "an option without an explanation": (
        "        explanation: One too many.\n  - id",
        "  - id",
        10,
        "question `first_one`, option 2: `explanation` is missing",
    ),
    "an empty explanation": (
        "        explanation: One too many.\n  - id",
        "        explanation:\n  - id",
        11,
        "`explanation` is empty",
    ),
    "a single option": (
        "      - text: Three\n        explanation: One too many.\n",
        "",
        7,
        "2 to 8 options, not 1",
    ),
    "the same option twice": (
        "- text: Three",
        "- text: Two",
        10,
        "the same text as another option",
    ),
    "right that is no truth value": (
        "right: true",
        "right: yes",
        8,
        "`right` must be true or false, not 'yes'",
    ),
    "a number as text": ("- text: Two", "- text: 2", 7, "`text` must be text: put 2 in quotes"),
    "an open dollar": ("What is $1 + 1$?", "What is $1 + 1?", 5, "an odd number of dollar signs"),
    "an open backtick": ("- text: Two", "- text: Two `x", 7, "an odd number of backticks"),
    "a backslash in double quotes": ("What is $1 + 1$?", '"$\\vec x$"', 5, "single quotes"),
    "an answer that is no number": (
        "answer: 4",
        "answer: four",
        15,
        "`answer` must be a number, not 'four'",
    ),
    "an answer without end": ("answer: 4", "answer: .inf", 15, "`answer` must be a number"),
    "a negative tolerance": (
        "tolerance: 0.1",
        "tolerance: -1",
        16,
        "`tolerance` must not be negative",
    ),
    "a wrong number that is right": ("value: 5", "value: 4.05", 19, "too near the answer"),
    "code without a gap": ("code: x = ____", "code: x = a + b", 24, "`code` must hold ____ once"),
    "code that is not Python": ("- a + b", "- a + ", 26, "is not Python"),
    "wrong code that is right": (
        "- code: a - b",
        "- code: x = (b + a)",
        29,
        "is accepted as right",
    ),
    "the same code twice": (
        "      - a + b\n",
        "      - a + b\n      - b + a\n",
        26,
        "is equivalent to another entry",
    ),
    "questions that are no list": ("questions:\n", "questions: {}\nx:\n", 3, "unknown key `x`"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_file_is_refused_with_its_line_and_the_reason(name, tmp_path):
    before, after, line, reason = BAD[name]
    assert GOOD.count(before) >= 1
    path = tmp_path / "quiz.yml"
    text = GOOD.replace(before, after, 1)
    if reason is None:
        text = text.replace("      - text: Three\n", "      - text: Three\n        right: true\n")
        reason = "at least one option must be right and one wrong; 2 of 2 are right"
    path.write_text(text)
    with pytest.raises(FileError) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}:{line}: "), str(refused.value)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"- a\n- b\n", "the file: must have the keys title, questions"),
        (b"title: x\nquestions: []\n", "`questions` must be a list with at least one entry"),
        (b"title: x\nquestions: y\n", "`questions` must be a list with at least one entry"),
        (b"title: x\nquestions:\n  - y\n", "a question: `kind` is missing"),
        (b"title: \xff\n", "not YAML"),
        (b"title: \x00\n", "not YAML"),
    ],
)
def test_a_file_that_is_no_quiz_at_all_is_refused(content, reason, tmp_path):
    path = tmp_path / "quiz.yml"
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        load(path)
    assert reason in str(refused.value)
    assert str(refused.value).startswith(f"{path}:")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileError, match=r"none\.yml:1: cannot be read: No such file"):
        load(tmp_path / "none.yml")


def test_a_good_file_is_read(tmp_path):
    path = tmp_path / "quiz.yml"
    path.write_text(GOOD)
    one, number, code = load(path).questions
    assert (one.right_letters, number.answer, code.accept) == ("a", 4, ("a + b",))
    assert [question.line for question in (one, number, code)] == [3, 12, 21]


def test_is_a_question_of_the_page_only_kept_out_of_the_graded_quiz(tmp_path):
    path = tmp_path / "quiz.yml"
    path.write_text(GOOD.replace("  - id: third_one", "  - id: third_one\n    page_only: true"))
    quiz = load(path)
    assert [question.id for question in quiz.graded] == ["first_one", "second_one"]


def test_must_questions_of_the_page_only_come_last(tmp_path):
    path = tmp_path / "quiz.yml"
    path.write_text(GOOD.replace("  - id: first_one", "  - id: first_one\n    page_only: true"))
    with pytest.raises(FileError, match=r"quiz\.yml:13: .*a graded question after one that is"):
        load(path)


def test_ids_are_unique_in_the_book():
    assert len(BY_ID) == len(QUESTIONS)


def test_the_same_id_in_two_chapters_is_refused(monkeypatch):
    library._book.cache_clear()
    monkeypatch.setattr(library, "path_of", lambda _: paths.QUIZ_FILES / "adam.yml")
    with pytest.raises(FileError, match=r"adam\.yml:3: the id .* is already used in adam\.yml:3"):
        library._book()
    library._book.cache_clear()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_everything_has_an_explanation_that_a_terminal_can_show(question):
    if isinstance(question, Choice):
        texts = [option.explanation for option in question.options]
    else:
        texts = [question.explanation, *(item.explanation for item in question.wrong)]
        assert question.wrong, "typical wrong answers are missing"
    for text in texts:
        assert text.endswith((".", "$."))
        shown = plain(text)
        assert not set(shown) & set("$\\{}"), shown
        assert len(shown) <= 240


def test_the_right_letters_are_spread():
    one = [question.right_letters for question in CHOICES if not question.several]
    for letter in "abcd":
        assert one.count(letter) >= len(one) / 8


# Marking


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_right_answer_earns_the_point(question):
    assert mark(question, question.right_answer).fraction == 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_no_answer_earns_nothing_and_reveals_nothing(question):
    for nothing in (None, ..., "", "  "):
        assert mark(question, nothing) == (0, NOT_ANSWERED)


@pytest.mark.parametrize("question", CHOICES, ids=lambda question: question.id)
def test_each_option_chosen_is_explained(question):
    for letter, option in zip(question.letters, question.options):
        fraction, explanation = mark(question, letter)
        assert (
            f"{letter}: {'right' if option.right else 'wrong'}. {option.explanation}" in explanation
        )
        assert (fraction > 0) == option.right
        assert question.several or fraction in (0, 1)


@pytest.mark.parametrize("question", [*NUMBERS, *CODES], ids=lambda question: question.id)
def test_each_typical_wrong_answer_is_explained(question):
    for item in question.wrong:
        given = item.value if isinstance(question, Number) else item.code
        fraction, explanation = mark(question, given)
        assert fraction == 0
        assert item.explanation in explanation
        assert question.explanation in explanation


@pytest.mark.parametrize("question", CODES, ids=lambda question: question.id)
def test_every_accepted_code_earns_the_point(question):
    for text in question.accept:
        assert mark(question, text).fraction == 1
        if question.line_with_gap != GAP:
            whole = question.line_with_gap.replace(GAP, text)
            assert mark(question, whole).fraction == 1


subset = st.sets(st.sampled_from("abcdefgh"))


@given(st.sampled_from(SEVERAL), subset)
def test_several_choices_earn_between_nothing_and_all(question, chosen):
    chosen &= set(question.letters)
    fraction = mark(question, chosen).fraction
    right = set(question.right_letters)
    assert 0 <= fraction <= 1
    assert (fraction == 1) == (chosen == right)
    if not chosen & right:
        assert fraction == 0


@given(st.sampled_from(SEVERAL), subset, st.sampled_from("abcdefgh"))
def test_one_more_right_choice_never_costs_and_one_more_wrong_never_pays(question, chosen, more):
    chosen &= set(question.letters)
    if more not in question.letters or more in chosen:
        return
    before, after = (mark(question, one).fraction for one in (chosen, chosen | {more}))
    assert after >= before if more in question.right_letters else after <= before


@pytest.mark.parametrize("question", SEVERAL, ids=lambda question: question.id)
def test_ticking_everything_earns_nothing(question):
    assert mark(question, question.letters).fraction == 0


@given(st.sampled_from(SEVERAL), st.randoms(use_true_random=False))
def test_letters_may_be_written_in_any_way(question, random):
    letters = list(question.right_letters)
    random.shuffle(letters)
    written = [
        "".join(letters),
        "".join(letters).upper(),
        ", ".join(letters),
        " and ".join(letters),
        f" ({') ('.join(letters)}) ",
        letters,
        tuple(letters),
        set(letters),
        frozenset(letters),
        [f" {letter.upper()}. " for letter in letters],
        np.str_("".join(letters)),
    ]
    for answer in written:
        assert mark(question, answer).fraction == 1, answer


@given(st.sampled_from(NUMBERS), st.floats(-3, 3))
def test_a_number_is_right_within_the_tolerance(question, share):
    distance = share * question.tolerance if question.tolerance else share
    if abs(abs(distance) - question.tolerance) < 1e-6:
        return
    right = abs(distance) <= question.tolerance
    assert (mark(question, question.answer + distance).fraction == 1) == right


@given(st.sampled_from(NUMBERS))
def test_a_number_may_be_written_in_any_way(question):
    value = question.answer
    answers = [value, str(value), f" {value} ", f"{value} {question.unit}", Fraction(str(value))]
    answers += [np.float64(value), np.array(value), np.array([value])]
    if float(value).is_integer():
        answers += [int(value), np.int64(value)]
    for answer in answers:
        assert mark(question, answer).fraction == 1, answer


def test_a_number_at_the_edge_of_the_tolerance_is_right():
    question = dataclasses.replace(
        BY_ID["the_other_probability"], answer=0.3, tolerance=0.01, wrong=()
    )
    assert mark(question, 0.29).fraction == mark(question, 0.31).fraction == 1
    assert mark(question, 0.2899).fraction == 0


def test_a_percentage_is_understood():
    assert mark(BY_ID["the_other_probability"], "29 %").fraction == 1


def respaced(line: str, spaces: list[str]) -> str:
    """Return the line with other spaces and quotes, and with parentheses around it."""
    text, end = "", (1, 0)
    gaps = iter(spaces * 50)
    for token in tokenize.generate_tokens(io.StringIO(line).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            break
        touching = token.start == end and not (text[-1:].isalnum() and token.string[0].isalnum())
        extra = next(gaps)
        string_ = token.string
        if token.type == tokenize.STRING:
            other = "'" if string_[0] == '"' else '"'
            string_ = other + string_[1:-1] + other
        text += (extra if touching else extra or " ") + string_
        end = token.end
    return text.strip()


@given(
    st.sampled_from([(question, text) for question in CODES for text in question.accept]),
    st.lists(st.sampled_from(["", " ", "  "]), min_size=1, max_size=20),
)
def test_spaces_quotes_and_parentheses_in_code_do_not_matter(pair, spaces):
    question, text = pair
    other = respaced(text, spaces)
    assert ast.dump(ast.parse(other)) == ast.dump(ast.parse(text))
    assert mark(question, other).fraction == 1
    assert mark(question, f"`{other}`").fraction == 1
    if not isinstance(ast.parse(text).body[0].value, ast.Tuple):
        assert mark(question, f"(({other}))").fraction == 1
    assert mark(question, f"{other}  # a remark").fraction == 1


@pytest.mark.parametrize(
    ("question_id", "line"),
    [
        ("conv_line", "Conv1D(activation='relu', strides=10, kernel_size=20, filters=1)"),
        ("conv_line", "tf.keras.layers.Conv1D(1, 20, 10, activation=tf.nn.relu)"),
        (
            "conv_line",
            "layer = layers.Conv1D(1, 20, strides=10, activation=keras.activations.relu)",
        ),
        ("second_layer_line", "Dense(4, 'sigmoid')"),
        ("second_layer_line", 'layer_2 = keras.layers.Dense(activation = "sigmoid", units = 4)'),
        ("third_logit_line", "b1_3 + w1_3 @ x"),
        ("third_logit_line", "z1_3 = (x * w1_3).sum() + b1_3"),
        ("third_logit_line", "numpy.matmul(x, w1_3) + b1_3"),
        ("column_in_dense_line", "W[:, j].dot(a_in) + b[j]"),
        ("decision_line", "1 if 0.5 <= a3 else 0"),
        ("column_line", "[[200], [17]]"),
        ("column_line", "x = np.array([[200.], [17.]])"),
        ("relu_line", "np.maximum(z, 0.0)"),
        ("most_likely_class_line", "P.argmax(1)"),
        ("most_likely_class_line", "np.argmax(P, -1)"),
        ("output_for_a_change", "Dense(1)"),
        ("output_for_a_change", "Dense(units=1, activation='linear'),"),
        ("output_for_a_change", "layers.Dense(1, activation=None)"),
        ("adam_line", "tf.keras.optimizers.Adam(0.001)"),
        ("adam_line", "model.compile(optimizer=Adam(1e-3), loss=loss)"),
        ("collapsed_weights_line", "np.dot(W1, W2)"),
        ("probabilities_from_logits_line", "softmax(logits)"),
        ("back_to_numpy_line", "a2_array = a2.numpy()"),
    ],
)
def test_other_spellings_of_the_same_code_are_right(question_id, line):
    assert mark(BY_ID[question_id], line).fraction == 1


@pytest.mark.parametrize(
    ("question_id", "line"),
    [
        ("second_layer_line", "Dense(units=4, activation='Sigmoid ')"),
        ("collapsed_weights_line", "np.dot(W2, W1)"),
        ("third_logit_line", "np.dot(w1_3, x) - b1_3"),
        ("third_logit_line", "np.dot(w1_3, x) + b1_3; print('x')"),
        ("adam_line", "Adam(0.01)"),
        ("most_likely_class_line", "P.max(1)"),
        ("decision_line", "1 if a3 <= 0.5 else 0"),
    ],
)
def test_code_that_says_something_else_is_wrong(question_id, line):
    assert mark(BY_ID[question_id], line).fraction == 0


# Answers of any kind


class Hostile:
    """Raises at whatever is done with it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    def __hash__(self):
        raise RuntimeError("no")

    def __bool__(self):
        raise RuntimeError("no")


class HostileText(str):
    def lower(self):
        raise RuntimeError("no")


class HostileNumpy(np.float64):
    __module__ = "numpy"

    def item(self):
        raise RuntimeError("no")


STRANGE = [
    3.7, -1, True, 10**5000, float("nan"), float("inf"), 1j, "zzz", "a" * 10**7, "((((" * 200,
    "-" * 400 + "1", "\ud800", "\x00", "a\nb", "e", "1e999", "٣", b"a", lambda: "a", print, Hostile,
    Hostile(), HostileText("a"), HostileNumpy(1.0), [1, 2], ["a", None], [["a"]], {"a": 1},
    np.zeros(3), np.array(["a", "b"]), np.array([None]), np.float16("nan"), {1: "a"}, object(),
    type, range(3), [Hostile()], "1 is 1", r"'\q'", "x" + "[0]" * 100, "import os",
    Fraction(10**400, 3), "b e",
]  # fmt: skip
OF_EACH_KIND = ["place_in_w", "network_parts", "the_other_probability", "third_logit_line"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("question_id", OF_EACH_KIND)
@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_a_strange_answer_gets_a_sentence_and_no_points(question_id, number, capsys):
    earned = grade_answer(question_id, STRANGE[number])
    shown = capsys.readouterr()
    assert earned == 0
    assert type(earned) is float
    assert shown.err == ""
    head, explanation, *_ = shown.out.splitlines()
    assert head == f"{question_id}: 0 of 1 point"
    assert len(explanation) > 10
    assert len(shown.out) < 1500
    shown.out.encode("utf-8")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("question_id", OF_EACH_KIND)
@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_the_visible_check_answers_a_strange_answer_in_one_line(question_id, number, capsys):
    question, answer = BY_ID[question_id], STRANGE[number]
    check_answer(question.kind, answer, getattr(question, "letters", ""))
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.count("\n") == 1


@given(st.sampled_from(QUESTIONS), st.text(max_size=60))
def test_any_text_is_marked(question, text):
    assert 0 <= mark(question, text).fraction <= 1


@given(st.sampled_from(QUESTIONS), st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
))  # fmt: skip
def test_any_plain_data_is_marked(question, answer):
    assert 0 <= mark(question, answer).fraction <= 1


def test_the_visible_check_says_what_form_is_asked_for(capsys):
    check_answer("one", "B", letters="abcd")
    check_answer("one", "ab", letters="abcd")
    check_answer("one", 3.7, letters="abcd")
    check_answer("many", "ax", letters="abcd")
    check_answer("many", {"c", "a"}, letters="abcd")
    check_answer("number", "a lot")
    check_answer("number", 0.25, unit="times")
    check_answer("code", "np.dot(w, x")
    check_answer("code", print)
    check_answer("code", None)
    assert capsys.readouterr().out.splitlines() == [
        "Your answer: b",
        'Write one letter out of a, b, c, d, in quotes, such as "a". Yours are 2 letters, and one '
        "answer is right.",
        'Write one letter out of a, b, c, d, in quotes, such as "a". Yours is of type float.',
        "Write letters out of a, b, c, d, in quotes, such as \"ab\". Yours is 'ax'.",
        "Your answer: a, c",
        "Write a number, such as 0.25. Yours is the text 'a lot'.",
        "Your answer: 0.25 times",
        "Write the missing code as a string: one line of Python in quotes. Yours is not Python: "
        "'(' was never closed.",
        "Write the missing code as a string: one line of Python in quotes. Yours is of type "
        "builtin_function_or_method.",
        NOT_ANSWERED,
    ]


def test_the_feedback_names_points_explanation_and_chapter(capsys):
    assert grade_answer("network_parts", "abc") == 0.0
    assert grade_answer("the_other_probability", 0.71) == 0.0
    text = " ".join(capsys.readouterr().out.split())
    assert "network_parts: 0 of 1 point a: wrong. An axon" in text
    assert "d: right too, and not chosen." in text
    assert "0.71: wrong. That is P(y = 1 | x)." in text
    assert "Read: the book, training/softmax.html" in text or "training/softmax.html" in text


# The notebooks


def students(assignment: str) -> list[tuple[str, str]]:
    """Return the cells that a student gets."""
    made = deepcopy(notebook(assignment))
    made, _ = ClearAnswers().preprocess(made, {})
    made, _ = ClearHiddenTests().preprocess(made, {})
    return [(cell["id"], cell.source) for cell in made.cells]


def with_other_answers(question):
    if isinstance(question, Choice):
        turned = [question.options[i - 1].right for i in range(len(question.options))]
        options = [
            dataclasses.replace(option, right=right, explanation="another")
            for option, right in zip(question.options, turned)
        ]
        return dataclasses.replace(question, options=tuple(options))
    if isinstance(question, Number):
        return dataclasses.replace(question, answer=-77.0, explanation="another", wrong=())
    return dataclasses.replace(question, accept=("other",), explanation="another", wrong=())


@pytest.mark.parametrize("assignment", paths.quizzes())
def test_what_a_student_gets_does_not_depend_on_the_answers(assignment, monkeypatch):
    before = students(assignment)
    changed = tuple(
        dataclasses.replace(quiz, questions=tuple(map(with_other_answers, quiz.questions)))
        for quiz in library.of_assignment(assignment)
    )
    monkeypatch.setattr("autograder.quizzes.notebook.of_assignment", lambda _: changed)
    assert students(assignment) == before


@pytest.mark.parametrize("assignment", paths.quizzes())
def test_the_students_folder_holds_no_answers(assignment):
    folder = paths.EXERCISES / assignment
    cells = nbformat.read(folder / f"{assignment}.ipynb", as_version=4).cells
    assert [(cell.id, cell.source) for cell in cells] == students(assignment)
    everything = "\n".join(
        path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in (".ipynb", ".py")
    )
    assert "BEGIN SOLUTION" not in everything
    assert "grade_answer" not in everything
    for quiz in library.of_assignment(assignment):
        for question in quiz.questions:
            assert (question in quiz.graded) == (f'"{question.id}"' in everything)
            explanations = [item.explanation for item in getattr(question, "options", ())]
            explanations += [question.explanation] if not isinstance(question, Choice) else []
            for explanation in explanations:
                assert json.dumps(explanation)[1:-1] not in everything
    assert not [path for path in folder.rglob("*") if path.suffix in (".yml", ".yaml")]


@pytest.mark.parametrize("assignment", paths.quizzes())
def test_the_students_notebook_runs_from_top_to_bottom_unanswered(assignment):
    cells = dict(students(assignment))
    program = "\n".join(
        text
        for name, text in cells.items()
        if not name.startswith(("question-", "chapter-", "intro"))
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=paths.EXERCISES / assignment,
        capture_output=True,
        text=True,
    )
    count = sum(len(quiz.graded) for quiz in library.of_assignment(assignment))
    assert done.stderr == ""
    assert done.stdout.splitlines() == [NOT_ANSWERED] * count


@pytest.mark.parametrize("assignment", paths.quizzes())
def test_the_notebook_with_solutions_earns_every_point(assignment):
    from autograder.assignments.source import all_points, reference

    module = reference(assignment)
    asked = [q for quiz in library.of_assignment(assignment) for q in quiz.graded]
    with redirect_stdout(io.StringIO()):
        assert all(grade_answer(q.id, getattr(module, variable(q))) == 1 for q in asked)
    assert all_points(assignment) == {f"grade_{question.id}": 1.0 for question in asked}


# Through nbgrader


def wrong_answer(question):
    """Return an answer and what it earns."""
    if isinstance(question, Choice):
        letters = set(question.letters) - set(question.right_letters)
        if question.several:  # one right, none wrong
            return question.right_letters[0], round(1 / len(question.right_letters), 4)
        return min(letters), 0.0
    return (
        question.wrong[0].value if isinstance(question, Number) else question.wrong[0].code
    ), 0.0


def submit(release: Path, folder: Path, assignment: str, answers: dict[str, object]) -> None:
    """Write a submission with these answers to these questions."""
    made = nbformat.read(release / assignment / f"{assignment}.ipynb", as_version=4)
    for cell in made.cells:
        if cell.id in answers:
            cell.source = f"answer_{cell.id} = {answers[cell.id]!r}"
    target = folder / assignment
    target.mkdir(parents=True)
    (target / "checks").symlink_to(release / assignment / "checks")
    nbformat.write(made, target / f"{assignment}.ipynb")


@pytest.mark.slow
def test_nbgrader_gives_a_right_an_empty_and_a_wrong_submission_their_points(tmp_path):
    assignment, classroom = "quiz_week1", tmp_path / "classroom"
    release = classroom / "release"
    classrooms.generate(classroom, assignment)

    asked = [q for quiz in library.of_assignment(assignment) for q in quiz.graded]
    wrong = {question.id: wrong_answer(question) for question in asked}
    submitted = classroom / "submitted"
    right = {question.id: question.right_answer for question in asked}
    submit(release, submitted / "right", assignment, right)
    submit(release, submitted / "empty", assignment, {})
    submit(release, submitted / "wrong", assignment, {key: wrong[key][0] for key in wrong})
    done = nbgrader("autograde", assignment, classroom=classroom)
    assert done.returncode == 0, done.output

    earned = marks(classroom / "gradebook.db")
    assert earned["right"] == {f"grade_{question.id}": 1.0 for question in asked}
    assert earned["empty"] == {f"grade_{question.id}": 0.0 for question in asked}
    assert earned["wrong"] == {f"grade_{key}": value for key, (_, value) in wrong.items()}

    feedback = nbformat.read(
        classroom / "autograded" / "wrong" / assignment / f"{assignment}.ipynb", as_version=4
    )
    outputs = {
        name_of(cell): "".join(o.text for o in cell.outputs if o.output_type == "stream")
        for cell in feedback.cells
        if cell.cell_type == "code"
    }
    for question in asked:
        explanation = mark(question, wrong[question.id][0]).explanation
        shown = " ".join(outputs[f"grade_{question.id}"].split())
        for row in plain(explanation).splitlines():
            assert " ".join(row.split()) in shown


def marks(database: Path) -> dict[str, dict[str, float]]:
    """Return what each student earned in each cell, from nbgrader's gradebook."""
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score
        FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    """
    found: dict[str, dict[str, float]] = {}
    with sqlite3.connect(database) as connection:
        for student, cell, score in connection.execute(query):
            found.setdefault(student, {})[cell] = score
    return found

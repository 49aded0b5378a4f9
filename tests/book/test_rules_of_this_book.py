"""The rules of this book, as its authors set them for its chapters, its quizzes and its proof.

Nothing of the engine depends on them. A course of your own may change or delete this file.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from autograder.course import paths
from autograder.exercises import Exercise, all_exercises
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.library import find, of_assignment
from book._ext.notebooks.released import hints

EXERCISES = {f"{e.assignment}/{e.name}": e for e in all_exercises()}
QUIZZES = [quiz for name in paths.quizzes() for quiz in of_assignment(name)]
IN_THE_PAGE = {name: e for name, e in EXERCISES.items() if isinstance(e, Exercise)}
# Functions that the course turns on: people get them wrong in many ways.
AT_LEAST_EIGHT = (
    "forward_propagation/sigmoid",
    "forward_propagation/dense",
    "forward_propagation/dense_batch",
    "activations/sigmoid",
    "activations/softmax",
    "losses/squared_error",
    "losses/binary_crossentropy",
    "losses/binary_crossentropy_from_logits",
    "losses/sparse_categorical_crossentropy",
    "losses/sparse_categorical_crossentropy_from_logits",
    "training/dense_backward",
    "adam/adam_step",
    "convolution/conv1d",
)
# The points of the original quizzes: the chapter and the question that asks for each.
POINTS = {
    "which words name parts of a network": (1, "network_parts"),
    "inspired by the brain, without mimicking how it learns": (1, "brain_as_model"),
    "the third unit of layer 2": (2, "third_unit_of_layer_2"),
    "what the output of the digit network means": (3, "meaning_of_the_output"),
    "layers in Sequential of 25, 15, 10 and 1 units": (6, "counting_sequential"),
    "a second layer of 4 sigmoid units": (4, "second_layer_line"),
    "the third unit of layer 1 in NumPy": (7, "third_logit_line"),
    "where a unit's parameters stand in W": (7, "place_in_w"),
    "how often dense loops": (7, "loop_count"),
    "P(y=0) when P(y=1) is 0.71": (14, "the_other_probability"),
    "the fourth of 0.30, 0.20, 0.15": (14, "the_fourth_probability"),
}
ANSWERS_TO_POINTS = {
    "network_parts": ["Layer", "Activation function", "Neuron"],
    "brain_as_model": [
        "No. The idea came from the brain, but networks do not copy how a brain learns."
    ],
    "third_unit_of_layer_2": [r"$a^{[2]}_3 = g(\vec w^{[2]}_3 \cdot \vec a^{[1]} + b^{[2]}_3)$"],
    "meaning_of_the_output": [
        "The network estimates a probability of 0.84 that the image shows a 1."
    ],
    "counting_sequential": 4,
    "second_layer_line": "Dense(units=4, activation='sigmoid')",
    "third_logit_line": "np.dot(w1_3, x) + b1_3",
    "place_in_w": ["In a column of `W`"],
    "loop_count": 3,
    "the_other_probability": 0.29,
    "the_fourth_probability": 0.35,
}

BACKPROPAGATION = (
    "dz_of_the_output",
    "dw_of_the_output",
    "dz_of_a_hidden_unit",
    "dw_of_a_hidden_unit",
)


def sigmoid(z: float) -> float:
    return 1 / (1 + np.exp(-z))


def text_of(chapter: str) -> str:
    return (paths.ROOT / "book" / f"{chapter}.md").read_text("utf-8")


# Chapters


@pytest.mark.parametrize("chapter", paths.chapters())
def test_every_chapter_says_what_it_teaches_and_has_a_picture_and_exercises(chapter: str) -> None:
    text = text_of(chapter)
    assert "you can" in text[:2500], "what the reader will be able to do"
    assert "lecture" in text[:3500], "the lecture that it mirrors"
    assert re.search(r"\d+ minutes", text[:3500]), "how long it takes"
    assert "alt: >-" in text, "a picture with a text alternative"
    assert len(re.findall(r"^`*\{exercise\}", text, re.MULTILINE)) >= 2
    assert "## What to remember" in text


@pytest.mark.parametrize("chapter", paths.quizzes()["quiz_week2"])
def test_every_chapter_of_week_2_links_to_its_lecture(chapter: str) -> None:
    address = "https://www.coursera.org/learn/advanced-learning-algorithms/lecture/"
    assert address in text_of(chapter)


# Quizzes


def test_every_chapter_has_a_quiz_and_every_quiz_a_chapter():
    assert len(paths.chapters()) == 19
    stems = {Path(chapter).name for chapter in paths.chapters()}
    assert {path.stem for path in paths.QUIZ_FILES.iterdir()} == stems


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.path.stem)
def test_every_chapter_has_at_least_four_questions_of_mixed_kinds(quiz):
    assert len(quiz.questions) >= 4
    assert len({question.kind for question in quiz.questions}) >= 3


def reviewed(page: str) -> list[str]:
    """Return the ids of the questions that a page asks once more."""
    found = re.findall(r"^```\{review\}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)
    return " ".join(found).split()


@pytest.mark.parametrize("chapter", paths.chapters()[1:])
def test_does_every_quiz_end_with_two_questions_from_earlier_chapters(chapter: str) -> None:
    origins = [find(name)[1].chapter for name in reviewed(chapter)]
    assert len(origins) == 2
    assert all(paths.chapters().index(o) < paths.chapters().index(chapter) for o in origins)


def test_is_no_question_asked_once_more_in_two_chapters() -> None:
    asked = [name for chapter in paths.chapters() for name in reviewed(chapter)]
    twice = {name for name in asked if asked.count(name) > 1}
    assert twice == {"order_in_a_unit"}  # what a unit computes, and later what else it may compute


@pytest.mark.parametrize("week", [1, 2])
def test_does_each_weeks_review_mix_all_its_chapters(week: int) -> None:
    origins = [find(name)[1].chapter for name in reviewed(f"review_week{week}")]
    assert set(origins) == set(paths.quizzes()[f"quiz_week{week}"])
    assert all(one != other for one, other in pairwise(origins))


def test_are_the_answers_about_backpropagation_the_slopes_that_one_measures() -> None:
    def logistic_loss(z2: float, y: int = 0) -> float:
        return -np.log(1 - sigmoid(z2)) if y == 0 else -np.log(sigmoid(z2))

    def slope(function: Callable[[float], float], at: float) -> float:
        return (function(at + 1e-6) - function(at - 1e-6)) / 2e-6

    answers = {name: find(name)[0].right_answer for name in BACKPROPAGATION}
    logit, hidden = np.log(0.8 / 0.2), np.log(0.25 / 0.75)
    first, second, bias = 3.0, -2.0, np.log(0.8 / 0.2) - 3 * 0.5 + 2 * 0.25
    measured = {
        "dz_of_the_output": slope(logistic_loss, logit),
        "dw_of_the_output": slope(lambda w: logistic_loss(first * 0.5 + w * 0.25 + bias), second),
        "dz_of_a_hidden_unit": slope(
            lambda z: logistic_loss(first * 0.5 + second * sigmoid(z) + bias), hidden
        ),
    }
    measured["dw_of_a_hidden_unit"] = 0.1 - 0.5 * 2 * measured["dz_of_a_hidden_unit"]
    assert measured == pytest.approx(answers, abs=1e-6)


@pytest.mark.parametrize("point", POINTS)
def test_every_point_of_the_original_quizzes_is_asked_in_its_chapter(point):
    chapter, question_id = POINTS[point]
    question, quiz = find(question_id)
    assert paths.chapters().index(quiz.chapter) + 1 == chapter
    if isinstance(question, Choice):
        answer = [option.text for option in question.options if option.right]
    else:
        answer = question.right_answer
    assert answer == ANSWERS_TO_POINTS[question_id]


# Exercises


@pytest.mark.parametrize("name", EXERCISES)
def test_enough_mistakes_and_correct_variants_are_known(name: str) -> None:
    exercise = EXERCISES[name]
    folder, function = f"autograder/exercises/{exercise.assignment}", exercise.name
    missing = (8 if name in AT_LEAST_EIGHT else 4) - len(exercise.misconceptions)
    assert missing <= 0, f"add {missing} mistakes to {folder}/{function}.py"
    missing = 9 - len(exercise.correct) - 1  # the solution is one
    assert missing <= 0, f"add {missing} correct variants to {folder}/correct/{function}.py"


def test_the_table_of_assignments_names_every_function() -> None:
    builds = {assignment.name: assignment.builds for assignment in paths.course().assignments}
    for exercise in all_exercises():
        by_kind = exercise.assignment in ("losses", "keras_models")
        assert f"`{exercise.name}`" in builds[exercise.assignment] or by_kind, (
            f"add `{exercise.name}` to `builds` of {exercise.assignment} in course.yml"
        )


@pytest.mark.parametrize("name", IN_THE_PAGE)
def test_hints_lead_from_where_to_look_to_the_shape_of_the_code(name: str) -> None:
    found = hints(*name.split("/"))
    titles = ["what to look at", "what to compute", "the shape of the code"]
    assert [title for title, _ in found] == [f"Hint {i}: {t}" for i, t in enumerate(titles, 1)]
    first, *_, last = (text for _, text in found)
    assert "`" not in first
    assert "`" in last or "One line" in last


@pytest.mark.parametrize("name", IN_THE_PAGE)
def test_another_right_way_that_readers_are_shown_runs_with_numpy_alone(name: str) -> None:
    exercise = IN_THE_PAGE[name]
    for way, _, source in exercise.ways_to_show():
        namespace = {"np": np}
        exec(source, namespace)
        function = namespace[exercise.correct[way].__name__]
        for case in exercise.visible_cases():
            with np.errstate(all="ignore"):
                function(*case.arguments, **case.keywords)

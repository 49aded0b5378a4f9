"""Make the solutions notebook of a quiz assignment from the book's quizzes."""

from __future__ import annotations

from typing import Any

import nbformat.v4
from nbformat import NotebookNode

from ..course import book_links, paths
from . import ANSWER_TAG
from .kinds import KINDS
from .library import of_assignment
from .question import Question

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

INTRODUCTION = """\
# {title}

{count} questions on the {chapters} chapters of *{part}*. They ask what follows from what,
rather than for words. Plan about {minutes} minutes. The same questions stand at the end of the
chapters.

**How to answer.** Below each question a variable has the value `None`. Put your answer there:

| question | write | for example |
|---|---|---|
{examples}

Capital letters and spaces do not matter. `["a", "c"]` and `"a, c"` do as well as `"ac"`. If the
code holds quotes itself, put the other kind around it: `"Dense(3, activation='relu')"`. Spaces in
code do not matter either.

**The check** below each answer says whether its form can be read. It does not say whether it is
right.

**Points.** Each question is worth 1 point. Where several answers are right, each right one earns
its share and each wrong one costs its share, so ticking everything earns nothing. It never falls
below 0. When the quiz is graded, every answer is explained in the feedback."""


def notebook(assignment: str) -> NotebookNode:
    """Return the notebook of a quiz assignment, with its solutions and hidden tests."""
    quizzes, course = of_assignment(assignment), paths.course()
    count = sum(len(quiz.graded) for quiz in quizzes)
    introduction = INTRODUCTION.format(
        title=next(a.title for a in course.assignments if a.name == assignment),
        part=" and ".join(part.caption for part in course.parts if part.quiz == assignment),
        count=count,
        chapters=len(quizzes),
        minutes=-(-count // 5) * 5,
        examples="\n".join(
            f"| {each.asked} | {each.write} | `{each.answer}` |"
            for each in (kind.example for kind in KINDS.values())
        ),
    )
    cells = [
        nbformat.v4.new_markdown_cell(introduction, id="introduction"),
        nbformat.v4.new_code_cell(
            "from checks.quiz import check_answer", id="setup", metadata={"tags": ["setup"]}
        ),
    ]
    for quiz in quizzes:
        number = paths.chapters().index(quiz.chapter) + 1
        heading = f"## {number}. {quiz.title}\n\nTo read: {book_links.link(quiz.chapter)}"
        cells.append(nbformat.v4.new_markdown_cell(heading, id=f"chapter-{number:02d}"))
        for place, question in enumerate(quiz.graded, 1):
            cells += _cells(question, f"{number}.{place}")
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def _cells(question: Question, number: str) -> list[NotebookNode]:
    return [
        nbformat.v4.new_markdown_cell(_asked(question, number), id=f"question-{question.id}"),
        nbformat.v4.new_code_cell(
            _answer(question),
            id=question.id,
            metadata={"nbgrader": _settings(question.id, solution=True), "tags": [ANSWER_TAG]},
        ),
        nbformat.v4.new_code_cell(
            _test(question),
            id=f"grade_{question.id}",
            metadata={"nbgrader": _settings(f"grade_{question.id}", solution=False)},
        ),
    ]


def _asked(question: Question, number: str) -> str:
    return "\n\n".join([f"### Question {number}", question.text, question.request()])


def _answer(question: Question) -> str:
    name = variable(question)
    return (
        f"# {question.comment}\n{name} = None\n"
        f"### BEGIN SOLUTION\n{name} = {question.right_answer!r}\n### END SOLUTION"
    )


def _test(question: Question) -> str:
    name = variable(question)
    hidden = (
        f'from autograder.grade_quiz import grade_answer\n\ngrade_answer("{question.id}", {name})'
    )
    check = f'check_answer("{question.kind}", {name}{question.check_arguments()})'
    return f"{check}\n{HIDDEN.format(hidden)}"


def variable(question: Question) -> str:
    """Return the name of the variable that holds the student's answer."""
    return f"answer_{question.id}"


def _settings(grade_id: str, *, solution: bool) -> dict[str, Any]:
    settings = {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        "cell_type": "code",
    }
    return settings if solution else {**settings, "points": 1}

"""The quizzes of the book, by assignment and by question."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..course import paths
from ..course.errors import FileError
from .question import Question, Quiz
from .reading import load


def path_of(chapter: str) -> Path:
    """Return the file with the questions of a chapter, given as its path in the book."""
    return paths.quiz_of(chapter)


@cache
def of_assignment(assignment: str) -> tuple[Quiz, ...]:
    """Return the quizzes that an assignment consists of, in the order of the chapters.

    Raises
    ------
    FileError
        If a file is not a quiz, or if two questions of the book have the same id.
    """
    return tuple(quiz for quiz in _book() if quiz.chapter in paths.quizzes()[assignment])


@cache
def of_chapter(chapter: str) -> Quiz:
    """Return the quiz of a chapter, given as its path in the book."""
    for quiz in _book():
        if quiz.chapter == chapter:
            return quiz
    raise LookupError(f"no quiz in {paths.QUIZ_FILES} belongs to {chapter!r}")


@cache
def find(question_id: str) -> tuple[Question, Quiz]:
    """Return a question of the book by its id, with the quiz that it belongs to."""
    for quiz in _book():
        for question in quiz.questions:
            if question.id == question_id:
                return question, quiz
    raise LookupError(f"no quiz in {paths.QUIZ_FILES} has a question {question_id!r}")


@cache
def _book() -> tuple[Quiz, ...]:
    asked = [chapter for chapter in paths.chapters() if path_of(chapter).is_file()]
    quizzes = tuple(load(path_of(chapter), chapter) for chapter in asked)
    places: dict[str, str] = {}
    for quiz in quizzes:
        for question in quiz.questions:
            if question.id in places:
                reason = f"the id `{question.id}` is already used in {places[question.id]}"
                raise FileError(quiz.path, question.line, reason)
            places[question.id] = f"{quiz.path.name}:{question.line}"
    return quizzes

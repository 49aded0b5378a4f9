"""The `review` directive: questions of other chapters, asked once more.

    ```{review}
    the_other_probability
    loss_of_one_example
    ```

It names questions by their ids. In a chapter they come from those before it. Answers are kept apart
from those that the reader gave the first time, and count nowhere.
"""

from pathlib import PurePosixPath
from typing import NoReturn

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from autograder.course import paths
from autograder.course.errors import FileError
from autograder.quizzes import library
from autograder.quizzes.question import Question, Quiz

from .. import page_scripts, texts
from .directive import question_node
from .quiz_nodes import Origin, QuestionNode, QuizNode


def asked_before(name: str, page: str) -> tuple[Question, Quiz]:
    """Return a question by its id, with its quiz.

    Raises
    ------
    LookupError
        If there is none, or if `page` is a chapter that comes before its own.
    """
    question, quiz = library.find(name)
    order = paths.chapters()
    if page in order and order.index(quiz.chapter) >= order.index(page):
        raise LookupError(f"`{name}` is asked in {quiz.chapter}, which is not before this chapter")
    return question, quiz


class ReviewDirective(SphinxDirective):
    """Questions by their ids, one per line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        page_scripts.use(self.env, "quiz")
        self.assert_has_content()
        names = " ".join(self.content).split()
        questions = [self.question(name, number) for number, name in enumerate(names, 1)]
        stem = f"review-{PurePosixPath(self.env.docname).name}"
        return [QuizNode("", *questions, stem=stem, label=texts.REVIEW_NAME, review=True)]

    def question(self, name: str, number: int) -> QuestionNode:
        try:
            question, quiz = asked_before(name, self.env.docname)
        except LookupError as error:
            self.fail(str(error.args[0]))
        except FileError as error:
            raise ExtensionError(str(error)) from error
        self.env.note_dependency(str(quiz.path))
        chapter = paths.chapters().index(quiz.chapter) + 1
        node = question_node(self, question, number, quiz.path)
        place = quiz.questions.index(question) + 1
        node["origin"] = Origin(quiz.chapter, chapter, place)
        return node

    def fail(self, reason: str) -> NoReturn:
        raise ExtensionError(f"{self.env.docname}:{self.lineno}: {reason}")


def setup(app: Sphinx) -> None:
    app.add_directive("review", ReviewDirective)

"""The `quiz` directive: the questions of `book/quizzes/<stem>.yml` in the page.

    ```{quiz} adam
    ```

They are read by `autograder.quizzes`, as for the graded quizzes. A file that is not a quiz stops
the build with its line and the reason. The page is a native form that the script `quiz` brings to
life; without a script each explanation can be unfolded.
"""

from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from autograder.course.errors import FileError
from autograder.quizzes.question import Question
from autograder.quizzes.reading import load

from .. import page_scripts, texts
from . import quiz_html
from .parts import renderer
from .places import note_place
from .quiz_nodes import QuestionNode, QuizNode, Stem


class QuizDirective(SphinxDirective):
    """All questions of one file."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        stem: str = self.arguments[0]
        path = Path(self.env.srcdir, "quizzes", f"{stem}.yml")
        self.env.note_dependency(str(path))
        try:
            quiz = load(path, self.env.docname)
        except FileError as error:
            raise ExtensionError(str(error)) from error
        note_place(self.env, stem, len(quiz.questions))
        page_scripts.use(self.env, "quiz")
        questions = [
            question_node(self, each, number, path) for number, each in enumerate(quiz.questions, 1)
        ]
        label = texts.QUIZ_NAME.format(title=quiz.title)
        return [QuizNode("", *questions, stem=stem, title=quiz.title, label=label)]


def question_node(
    directive: SphinxDirective, question: Question, number: int, path: Path
) -> QuestionNode:
    """Return a question with its answers and their explanations."""
    part = question.page()
    node = QuestionNode("", number=number, question=question, part=part)
    node += Stem("", *directive.parse_text_to_nodes(question.text))
    node += list(renderer(part).nodes(part, directive.parse_text_to_nodes))
    for link in node.findall(pending_xref):
        raise ExtensionError(
            f"quizzes/{path.name}:{question.line}: question `{question.id}`: "
            f"no links to places in the book, such as {link.astext()!r}: "
            "the graded quizzes show the same text without the book"
        )
    return node


def setup(app: Sphinx) -> None:
    app.setup_extension(page_scripts.__name__)
    app.add_directive("quiz", QuizDirective)
    quiz_html.add_nodes(app)

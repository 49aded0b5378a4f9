"""The `quiz` directive: the questions of `book/quizzes/<stem>.yml` in the page.

    ```{quiz} adam
    ```

They are read by `autograder.quizzes`, as for the graded quizzes. A file that is not a quiz stops
the build with its line and the reason. The page is a native form that the script `quiz` brings to
life; without a script each explanation can be unfolded.
"""

from pathlib import Path

import page_scripts
import quiz_html
from docutils import nodes
from quiz_nodes import QuestionNode, QuizNode, Stem
from quiz_parts import renderer
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from autograder.quizzes.fields import QuizError
from autograder.quizzes.question import Question
from autograder.quizzes.reading import load


class QuizDirective(SphinxDirective):
    """All questions of one file."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        stem = self.arguments[0]
        path = Path(self.env.srcdir, "quizzes", f"{stem}.yml")
        self.env.note_dependency(str(path))
        try:
            quiz = load(path, self.env.docname)
        except QuizError as error:
            raise ExtensionError(str(error)) from error
        note_place(self.env, stem, len(quiz.questions))
        page_scripts.use(self.env, "quiz")
        questions = [self.question(stem, *item) for item in enumerate(quiz.questions, 1)]
        return [QuizNode("", *questions, stem=stem, title=quiz.title)]

    def question(self, stem: str, number: int, question: Question) -> QuestionNode:
        """A question with all that is said about its answers."""
        part = question.page()
        node = QuestionNode("", stem=stem, number=number, question=question, part=part)
        node += Stem("", *self.parse_text_to_nodes(question.text))
        node += list(renderer(part).nodes(part, self.parse_text_to_nodes))
        for link in node.findall(pending_xref):
            raise ExtensionError(
                f"quizzes/{stem}.yml:{question.line}: question `{question.id}`: "
                f"no links to places in the book, such as {link.astext()!r}: "
                "the graded quizzes show the same text without the book"
            )
        return node


def note_place(env: BuildEnvironment, stem: str, questions: int) -> None:
    """Remember which page holds the quiz. Two places would share one set of kept answers."""
    for page in env.metadata:
        if stem in quizzes_of(env, page):
            raise ExtensionError(
                f"{env.docname}: the quiz `{stem}` stands already in {page}; a quiz has one place"
            )
    env.metadata[env.docname].setdefault("quizzes", {})[stem] = questions


def quizzes_of(env: BuildEnvironment, page: str) -> dict[str, int]:
    """The quizzes of a page, and how many questions each has."""
    found: dict[str, int] = env.metadata.get(page, {}).get("quizzes", {})
    return found


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("quiz", QuizDirective)
    quiz_html.add_nodes(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""What a quiz in a page consists of, as nodes between its file and the HTML."""

from typing import NamedTuple

from docutils import nodes


class Origin(NamedTuple):
    """Where a question of a review is asked first: a page, its number, and the question's."""

    page: str
    chapter: int
    place: int


class QuizNode(nodes.General, nodes.Element):
    """A whole quiz, named by its `label`; answers are kept under its `stem`.

    It has the `title` of its chapter, or is a `review`.
    """


class QuestionNode(nodes.General, nodes.Element):
    """One question: `question` is what the quiz file says, `part` what it shows in a page.

    In a review, `origin` says where it comes from.
    """


class Stem(nodes.General, nodes.Element):
    """What a question or an option says."""


class OptionNode(nodes.General, nodes.Element):
    """An answer to choose, with its `letter` and whether it is `right`."""


class Explanation(nodes.General, nodes.Element):
    """Why an option is right or wrong, or how to get the answer."""


class WrongAnswer(nodes.General, nodes.Element):
    """What is wrong with an answer that people typically give, which is `given`."""

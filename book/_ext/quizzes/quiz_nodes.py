"""What a quiz in a page consists of, as nodes between its file and the HTML."""

from docutils import nodes


class QuizNode(nodes.General, nodes.Element):
    """A whole quiz: `stem` names its file, `title` its chapter."""


class QuestionNode(nodes.General, nodes.Element):
    """One question: `question` is what the quiz file says, `part` what it shows in a page."""


class Stem(nodes.General, nodes.Element):
    """What a question or an option says."""


class OptionNode(nodes.General, nodes.Element):
    """An answer to choose, with its `letter` and whether it is `right`."""


class Explanation(nodes.General, nodes.Element):
    """Why an option is right or wrong, or how to get the answer."""


class WrongAnswer(nodes.General, nodes.Element):
    """What is wrong with an answer that people typically give, which is `given`."""

"""What a practice cell shows once it is solved: the author's version, and other right ways."""

import html
import re
from collections.abc import Callable

from docutils import nodes

from autograder.assignments.source import cell_source
from autograder.exercises import Exercise

from .. import texts
from ..raw_html import raw

MARK = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
DOCSTRING = re.compile(r'^    """.*?"""\n', re.MULTILINE | re.DOTALL)

Parse = Callable[[str], list[nodes.Node]]


def authors_version(exercise: Exercise) -> str:
    """The solution as the notebook's source has it, without marks and docstring."""
    source = MARK.sub("", cell_source(exercise.assignment, exercise.name))
    return DOCSTRING.sub("", source, count=1).strip()


def after_solving(exercise: Exercise, parse: Parse) -> list[nodes.Node]:
    """Nodes that stay hidden until the page's script has seen the function solved."""
    return [
        raw('<div class="practice-after" hidden>'),
        raw(f"<p><strong>{texts.AFTER_AUTHOR}</strong></p>"),
        code(authors_version(exercise)),
        *(node for way in exercise.ways_to_show() for node in other_way(*way, parse)),
        raw("</div>"),
    ]


def other_way(name: str, good_for: str, source: str, parse: Parse) -> list[nodes.Node]:
    """Another right way, folded, with what it is good for."""
    title = texts.AFTER_OTHER.format(name=html.escape(name))
    return [
        raw(f"<details><summary>{title}</summary>"),
        *parse(good_for),
        code(source),
        raw("</details>"),
    ]


def code(text: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language="python")

"""The `chapters` directive: all pages of the book, with what the reader has done of each.

The script `progress` fills in what this browser has kept of quizzes and of functions practised.
"""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from .. import page_scripts, texts
from ..quizzes.places import quizzes_of
from .places import functions_of


class Chapters(nodes.General, nodes.Element):
    """The place of the list."""


class ChaptersDirective(SphinxDirective):
    """A list that is written when all pages are known."""

    def run(self) -> list[nodes.Node]:
        page_scripts.use(self.env, "progress")
        self.env.metadata[self.env.docname]["lists chapters"] = True
        return [Chapters("", page=self.env.docname)]


def visit_chapters(self: HTML5Translator, node: Chapters) -> None:
    self.body.append('<div class="chapters"><p class="chapters-total" hidden></p>')
    parts = vars(self.builder.env)["external_site_map"].root.subtrees
    for number, part in enumerate(parts, 1):
        self.body.append(
            f'<p class="chapters-part" id="chapters-{number}">{escape(part.caption or "")}</p>'
            f'<ul aria-labelledby="chapters-{number}">'
        )
        for page in map(str, part.items):
            write_entry(self, node["page"], page)
        self.body.append("</ul>")
    self.body.append("</div>")
    raise nodes.SkipNode


def write_entry(self: HTML5Translator, here: str, page: str) -> None:
    env = self.builder.env
    quizzes, functions = quizzes_of(env, page), functions_of(env, page)
    attributes = ""
    if quizzes:
        attributes += f' data-quiz="{" ".join(quizzes)}" data-questions="{sum(quizzes.values())}"'
    if functions:
        attributes += f' data-practice="{escape(" ".join(functions))}"'
    numbers = env.toc_secnumbers.get(page, {}).get("", ())
    number = f'<span class="chapter-number">{numbers[-1]}</span> ' if numbers else ""
    address = self.builder.get_relative_uri(here, page)
    self.body.append(f'<li{attributes}>{number}<a href="{escape(address)}">')
    for part in env.titles[page].children:
        part.walkabout(self)
    self.body.append(f"</a>{waiting(sum(quizzes.values()), len(functions))}</li>")


def waiting(questions: int, functions: int) -> str:
    """What there is to do, for those whose browser runs no script."""
    parts = []
    if questions:
        parts.append(texts.counted(texts.QUESTIONS, questions))
    if functions:
        parts.append(texts.counted(texts.FUNCTIONS, functions))
    return f'<span class="chapter-progress">{", ".join(parts)}</span>' if parts else ""


def pages_with_lists(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write these pages again: their list is made from what stands in the others."""
    return [page for page, known in env.metadata.items() if "lists chapters" in known]


def setup(app: Sphinx) -> None:
    app.setup_extension(page_scripts.__name__)
    app.add_directive("chapters", ChaptersDirective)
    app.add_node(Chapters, html=(visit_chapters, None))
    app.connect("env-updated", pages_with_lists)

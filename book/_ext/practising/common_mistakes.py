"""The `common-mistakes` directive: what the checks know about wrong answers, in the book.

    ```{common-mistakes} forward_propagation/dense
    ```

lists the misconceptions of that exercise from `autograder.exercises`, each with its wrong code
folded below it. So a mistake is described once, for the checks' feedback and for the reader. The
option `only` picks some by their names, separated by commas, in the order in which they are to be
read.
"""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.exercises import Misconception, files_of, find

from .. import texts
from ..raw_html import raw


class SeeSection(nodes.inline):
    """A sentence that links to a section."""


class CommonMistakes(SphinxDirective):
    """A folded box with the misconceptions of one exercise."""

    required_arguments = 1
    option_spec: ClassVar = {"only": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        assignment, _, name = self.arguments[0].partition("/")
        try:
            mistakes = self.chosen(find(assignment, name).misconceptions)
        except LookupError as error:
            raise self.error(str(error)) from error
        self.depend_on(assignment)
        title = nodes.title("", "", nodes.Text(texts.MISTAKES_TITLE), nodes.literal("", name))
        items = nodes.bullet_list("", *(self.item(mistake) for mistake in mistakes), bullet="-")
        return [nodes.admonition("", title, items, classes=["warning", "dropdown"])]

    def chosen(self, mistakes: list[Misconception]) -> list[Misconception]:
        """Those that the option `only` names, or all."""
        if "only" not in self.options:
            return mistakes
        by_name = {mistake.name: mistake for mistake in mistakes}
        wanted = [name.strip() for name in self.options["only"].split(",")]
        unknown = [name for name in wanted if name not in by_name]
        if unknown:
            raise LookupError(
                f"no such mistake: {', '.join(unknown)}; there are: {', '.join(by_name)}"
            )
        return [by_name[name] for name in wanted]

    def item(self, mistake: Misconception) -> nodes.list_item:
        """The sentence, where the book explains it, and the wrong code."""
        explanation = self.parse_text_to_nodes(mistake.explanation)
        if mistake.section:
            section = f"{{ref}}`{mistake.section}`"
            (link,) = self.parse_text_to_nodes(texts.MISTAKE_SECTION.format(section=section))
            place = {"section": mistake.section}
            explanation[-1] += SeeSection("", nodes.Text(" "), *link.children, **place)
        return nodes.list_item(
            "",
            *explanation,
            raw(f"<details><summary>{texts.MISTAKE_CODE}</summary>"),
            nodes.literal_block(mistake.source, mistake.source, language="python"),
            raw("</details>"),
            classes=["mistake"],
        )

    def depend_on(self, assignment: str) -> None:
        """Build the page again when a specification of the assignment changes."""
        for path in files_of(assignment):
            self.env.note_dependency(str(path))


def drop_links_to_where_we_are(_app: Sphinx, doctree: nodes.document) -> None:
    """Do not send readers to the section in which the box stands."""
    for link in list(doctree.findall(SeeSection)):
        around = link.parent
        while around and not (
            isinstance(around, nodes.section) and link["section"] in around["ids"]
        ):
            around = around.parent
        if around:
            link.parent.remove(link)
        else:
            link.replace_self(link.children)


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", drop_links_to_where_we_are)
    app.add_directive("common-mistakes", CommonMistakes)

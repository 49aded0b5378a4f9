"""Practising in the page: the directives `practice` and `practice-list`.

    ```{practice} forward_propagation/sigmoid forward_propagation/dense
    ```

puts a cell for each function: the stub of the notebook with the notebook's hints. The script
`practice` turns it into an editor whose Check runs the notebook's own check in the browser. Without
the script it is a stub to read, and a link to the notebook.

    ```{practice-list} forward_propagation
    ```

lists the functions of an assignment with the pages on which they are practised, and lets what was
written be exported as the notebook and imported again.
"""

import html
from collections.abc import Iterable
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from autograder.assignments.source import solution_of
from autograder.course import paths
from autograder.exercises import Exercise, files_of, find

from .. import page_scripts, texts
from ..notebooks.links import NotebookDirective
from ..notebooks.released import hints, solution_cells
from ..raw_html import attributes, raw
from .after import after_solving
from .packed import borrowed, functions, practised
from .places import places

SCRIPT = "practice"
HAS_LIST = "practice_list"
logger = logging.getLogger(__name__)


class PlaceOfPractice(nodes.Element):
    """Stands for the link to the page on which a function is practised."""


class PracticeDirective(NotebookDirective):
    """What the directives share."""

    def settings(self) -> str:
        """Attributes that tell the script where the book begins and where Pyodide comes from."""
        config = self.config
        address = config["practice_pyodide"]
        return attributes(
            {
                "data-root": self.root,
                "data-pyodide": address,
                "data-pyodide-host": urlsplit(address).hostname or "",
                "data-pyodide-files": " ".join(config["practice_pyodide_files"]),
            }
        )

    def depend_on(self, assignment: str) -> None:
        """Build the page again when the assignment changes."""
        for path in (*files_of(assignment), paths.source_of(assignment)):
            self.env.note_dependency(str(path))


class Practice(PracticeDirective):
    """A cell for each function that is named."""

    def run(self) -> list[nodes.Node]:
        page_scripts.use(self.env, SCRIPT)
        return [node for name in self.arguments[0].split() for node in self.cell(name)]

    def cell(self, full_name: str) -> list[nodes.Node]:
        exercise = self.exercise(full_name)
        self.depend_on(exercise.assignment)
        self.remember(full_name)
        stub = solution_cells(exercise.assignment)[exercise.name]
        anchor = anchor_of(full_name)
        head = attributes(
            {"class": "practice", "id": anchor, "data-practice-cell": full_name, "role": "group"}
        )
        return [
            raw(f'<div {head} aria-labelledby="{anchor}-title" {self.settings()}>'),
            raw(f'<p class="practice-title" id="{anchor}-title">'),
            raw(texts.PRACTICE_TITLE.format(function=f"<code>{exercise.name}</code>") + "</p>"),
            raw('<div class="practice-stub">'),
            nodes.literal_block(stub, stub, language="python"),
            raw("</div>"),
            *self.hints(exercise),
            *self.where_explained(exercise),
            *after_solving(exercise, self.parse_text_to_nodes),
            self.notebook(exercise.assignment),
            raw("</div>"),
        ]

    def exercise(self, full_name: str) -> Exercise:
        assignment, _, name = full_name.partition("/")
        try:
            exercise = find(assignment, name)
        except LookupError as error:
            raise self.error(str(error)) from error
        if not isinstance(exercise, Exercise):
            raise self.error(
                f"{full_name} is built with Keras, which does not run in a browser; "
                "only functions that need NumPy alone can be practised in the page"
            )
        return exercise

    def remember(self, full_name: str) -> None:
        """Note that the function is practised on this page, and nowhere else."""
        for page, names in places(self.env).items():
            if full_name in names:
                raise self.error(f"{full_name} is practised on the page {page} already")
        places(self.env).setdefault(self.env.docname, []).append(full_name)

    def hints(self, exercise: Exercise) -> Iterable[nodes.Node]:
        """The notebook's hints, each folded: one leads to the next."""
        for title, text in hints(exercise.assignment, exercise.name):
            summary = html.escape(title)
            yield raw(f'<details class="practice-hint"><summary>{summary}</summary>')
            yield from self.parse_text_to_nodes(text)
            yield raw("</details>")

    def where_explained(self, exercise: Exercise) -> Iterable[nodes.Node]:
        """Where the book explains it."""
        sections = dict.fromkeys(m.section for m in exercise.misconceptions if m.section)
        if not sections:
            return
        links = ", ".join(f"{{ref}}`{section}`" for section in sections)
        yield raw('<div class="practice-hint">')
        yield from self.parse_text_to_nodes(texts.PRACTICE_SECTIONS.format(sections=links))
        yield raw("</div>")


class PracticeList(PracticeDirective):
    """The functions of one assignment, with their states and the way out and in."""

    def run(self) -> list[nodes.Node]:
        assignment = self.arguments[0]
        if assignment not in practised():
            known = ", ".join(practised())
            raise self.error(
                f"nothing of {assignment!r} is practised in the page; of these is: {known}"
            )
        page_scripts.use(self.env, SCRIPT)
        self.env.metadata[self.env.docname][HAS_LIST] = True
        self.depend_on(assignment)
        head = attributes({"class": "practice-list", "data-practice-list": assignment})
        return [
            raw(f"<div {head} {self.settings()}><ul>"),
            *self.items(assignment),
            raw("</ul>"),
            *self.elsewhere(assignment),
            self.notebook(assignment),
            *self.first_in_launched(assignment),
            raw("</div>"),
        ]

    def items(self, assignment: str) -> Iterable[nodes.Node]:
        for name in practised()[assignment]:
            full_name = f"{assignment}/{name}"
            summary = (solution_of(find(assignment, name)).__doc__ or "").partition("\n")[0]
            yield raw(f'<li data-practice-item="{full_name}">')
            yield PlaceOfPractice("", full_name=full_name)
            yield raw(f'<span class="practice-summary">{html.escape(summary)}</span></li>')

    def elsewhere(self, assignment: str) -> list[nodes.Node]:
        """Name the cells that only the notebook has."""
        known = {*practised()[assignment], *borrowed(assignment)}
        rest = {n: code for n, code in solution_cells(assignment).items() if n not in known}
        if not rest:
            return []
        names = [name for n, code in rest.items() for name in functions(code) or [n]]
        shown = texts.LIST_AND.join(f"<code>{name}</code>" for name in names)
        return [raw(f"<p>{texts.PRACTICE_NOTEBOOK_ONLY.format(functions=shown)}</p>")]


def anchor_of(full_name: str) -> str:
    return "practice-" + full_name.replace("/", "-").replace("_", "-")


def link_places(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the links in, now that every page has been read."""
    page_of = {name: where for where, names in places(app.env).items() for name in names}
    for place in list(doctree.findall(PlaceOfPractice)):
        full_name = place["full_name"]
        name = full_name.partition("/")[2]
        if full_name not in page_of:
            logger.warning("no page has {practice} %s", full_name, location=page)
            place.replace_self(raw(f"<code>{name}</code>"))
        elif app.builder.format == "html":
            address = app.builder.get_relative_uri(page, page_of[full_name])
            link = f'<a href="{address}#{anchor_of(full_name)}"><code>{name}</code></a> '
            place.replace_self(raw(link))
        else:
            place.replace_self(nodes.literal("", name))


def pages_to_write_anew(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages with lists: the place of a function may have changed."""
    return [page for page, known in env.metadata.items() if HAS_LIST in known]


def setup(app: Sphinx) -> None:
    app.setup_extension(page_scripts.__name__)
    app.add_node(PlaceOfPractice)
    app.add_directive("practice", Practice)
    app.add_directive("practice-list", PracticeList)
    app.connect("env-updated", pages_to_write_anew)
    app.connect("doctree-resolved", link_places)

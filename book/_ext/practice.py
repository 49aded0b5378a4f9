"""Practising in the page: the directives `practice`, `practice-list` and `notebook-links`.

    ```{practice} forward_propagation/sigmoid forward_propagation/dense
    ```

puts a cell for each function: the stub of the notebook with the notebook's hints. The script
`practice` turns it into an editor whose Check runs the notebook's own check in the browser. Without
the script it is a stub to read, and a link to the notebook.

    ```{practice-list} forward_propagation
    ```

lists the functions of an assignment with the pages on which they are practised, and lets what was
written be exported as the notebook and imported again.

    ```{notebook-links} keras_models
    ```

gives the links to a notebook alone.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import local_pyodide
import page_scripts
import practice_files
from docutils import nodes
from launch_links import launches
from released import hints, solution_cells, title
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from autograder.assignments.source import solution_of
from autograder.course import paths
from autograder.exercises import Exercise, files_of, find

SCRIPT = "practice"
HAS_LIST = "practice_list"
logger = logging.getLogger(__name__)


class PlaceOfPractice(nodes.Element):
    """Stands for the link to the page on which a function is practised."""


class PracticeDirective(SphinxDirective):
    """What the directives share."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

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

    @property
    def root(self) -> str:
        """The way from this page to the first page of the book."""
        return "../" * self.env.docname.count("/")

    def depend_on(self, assignment: str) -> None:
        """Build the page again when the assignment changes."""
        for path in (*files_of(assignment), paths.source_of(assignment)):
            self.env.note_dependency(str(path))

    def notebook(self, assignment: str) -> str:
        """Links to the notebook: the folder to download, and where it can be launched."""
        folder = f"{self.root}notebooks/{assignment}.zip"
        links = [f'<a href="{folder}" download>{html.escape(title(assignment))} (zip)</a>']
        links += [
            f'<a href="{html.escape(launch.address)}">{launch.place}</a>'
            for launch in launches(self.config, assignment)
        ]
        return " · ".join(links)

    def first_in_launched(self, assignment: str) -> list[nodes.Node]:
        """What must be run first where the notebook is opened without its folder."""
        found: list[nodes.Node] = []
        for launch in launches(self.config, assignment):
            if launch.first:
                text = f"In {launch.place}, run this in a cell of its own first:"
                found.append(nodes.paragraph("", text))
                found.append(nodes.literal_block(launch.first, launch.first, language="text"))
        return found


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
            raw(f"Practise <code>{exercise.name}</code></p>"),
            raw('<div class="practice-stub">'),
            nodes.literal_block(stub, stub, language="python"),
            raw('</div><details class="practice-hint"><summary>Hint</summary>'),
            *self.hint(exercise),
            raw("</details>"),
            raw(f'<p class="practice-notebook">Notebook: {self.notebook(exercise.assignment)}</p>'),
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

    def hint(self, exercise: Exercise) -> list[nodes.Node]:
        """The notebook's hints, then where the book explains it."""
        found: list[nodes.Node] = []
        for head, text in hints(exercise.assignment, exercise.name):
            found.append(nodes.paragraph("", "", nodes.strong("", head[0].upper() + head[1:])))
            found += self.parse_text_to_nodes(text)
        sections = dict.fromkeys(m.section for m in exercise.misconceptions if m.section)
        links = ", ".join(f"{{ref}}`{section}`" for section in sections)
        return [*found, *self.parse_text_to_nodes(f"The book explains it in {links}.")]


class PracticeList(PracticeDirective):
    """The functions of one assignment, with their states and the way out and in."""

    def run(self) -> list[nodes.Node]:
        assignment = self.arguments[0]
        if assignment not in practice_files.practised():
            known = ", ".join(practice_files.practised())
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
            raw(f'<p class="practice-notebook">Notebook: {self.notebook(assignment)}</p>'),
            *self.first_in_launched(assignment),
            raw("</div>"),
        ]

    def items(self, assignment: str) -> Iterable[nodes.Node]:
        for name in practice_files.practised()[assignment]:
            full_name = f"{assignment}/{name}"
            says = (solution_of(find(assignment, name)).__doc__ or "").partition("\n")[0]
            yield raw(f'<li data-practice-item="{full_name}">')
            yield PlaceOfPractice("", full_name=full_name)
            yield raw(f'<span class="practice-says">{html.escape(says)}</span></li>')

    def elsewhere(self, assignment: str) -> list[nodes.Node]:
        """Name the cells that only the notebook has."""
        known = {*practice_files.practised()[assignment], *practice_files.borrowed(assignment)}
        rest = {n: code for n, code in solution_cells(assignment).items() if n not in known}
        if not rest:
            return []
        names = [name for n, code in rest.items() for name in practice_files.functions(code) or [n]]
        shown = " and ".join(f"<code>{name}</code>" for name in names)
        return [raw(f"<p>In the notebook only: {shown}.</p>")]


class NotebookLinks(PracticeDirective):
    """The links to a notebook."""

    def run(self) -> list[nodes.Node]:
        assignment = self.arguments[0]
        if assignment not in paths.assignments():
            known = ", ".join(paths.assignments())
            raise self.error(f"no assignment {assignment!r}; there are: {known}")
        links = raw(f'<p class="practice-notebook">Notebook: {self.notebook(assignment)}</p>')
        return [links, *self.first_in_launched(assignment)]


def raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def attributes(values: dict[str, str]) -> str:
    return " ".join(f'{name}="{html.escape(value)}"' for name, value in values.items())


def anchor_of(full_name: str) -> str:
    return "practice-" + full_name.replace("/", "-").replace("_", "-")


def places(env: BuildEnvironment) -> dict[str, list[str]]:
    """Which functions are practised on which page."""
    if not hasattr(env, "practice_places"):
        env.practice_places = {}
    found: dict[str, list[str]] = env.practice_places
    return found


def forget_page(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    places(env).pop(page, None)


def take_over(_app: Sphinx, env: BuildEnvironment, pages: set[str], other: Any) -> None:
    places(env).update({page: names for page, names in places(other).items() if page in pages})


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


def check_settings(app: Sphinx, config: Config) -> None:
    local_pyodide.take_setting(app, config)
    launches(config, "forward_propagation")


def setup(app: Sphinx) -> dict[str, bool]:
    cdn = f"https://cdn.jsdelivr.net/pyodide/v{local_pyodide.VERSION}/full/"
    app.add_config_value("practice_pyodide", cdn, "env")
    app.add_config_value("practice_pyodide_files", [], "env")
    app.add_config_value("practice_repository", "", "env")
    app.add_config_value("practice_branch", "main", "env")
    app.add_config_value("practice_jupyterhub", "", "env")
    app.add_node(PlaceOfPractice)
    app.add_directive("practice", Practice)
    app.add_directive("practice-list", PracticeList)
    app.add_directive("notebook-links", NotebookLinks)
    app.connect("config-inited", check_settings)
    app.connect("builder-inited", practice_files.write_all)
    app.connect("builder-inited", local_pyodide.write_files)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", take_over)
    app.connect("env-updated", pages_to_write_anew)
    app.connect("doctree-resolved", link_places)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""The `notebook-links` directive: where an assignment's notebook is downloaded and launched.

```{notebook-links} keras_models
```
"""

import html

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from autograder.course import paths

from .. import texts
from ..raw_html import raw
from .launch_links import launches
from .released import title


class NotebookDirective(SphinxDirective):
    """What directives share that link to a notebook."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    @property
    def root(self) -> str:
        """The way from this page to the first page of the book."""
        return "../" * self.env.docname.count("/")

    def notebook(self, assignment: str) -> nodes.raw:
        """Links to the notebook: the folder to download, and where it can be launched."""
        folder = f"{self.root}notebooks/{assignment}.zip"
        name = texts.NOTEBOOK_FOLDER.format(title=html.escape(title(assignment)))
        links = [f'<a href="{folder}" download>{name}</a>']
        links += [
            f'<a href="{html.escape(launch.address)}">{launch.place}</a>'
            for launch in launches(self.config, assignment)
        ]
        shown = texts.NOTEBOOK_LINKS.format(links=" · ".join(links))
        return raw(f'<p class="practice-notebook">{shown}</p>')

    def first_in_launched(self, assignment: str) -> list[nodes.Node]:
        """What must be run first where the notebook is opened without its folder."""
        found: list[nodes.Node] = []
        for launch in launches(self.config, assignment):
            if launch.first:
                text = texts.NOTEBOOK_RUN_FIRST.format(place=launch.place)
                found.append(nodes.paragraph("", text))
                found.append(nodes.literal_block(launch.first, launch.first, language="text"))
        return found


class NotebookLinks(NotebookDirective):
    """The links to a notebook."""

    def run(self) -> list[nodes.Node]:
        assignment = self.arguments[0]
        if assignment not in paths.assignments():
            known = ", ".join(paths.assignments())
            raise self.error(f"no assignment {assignment!r}; there are: {known}")
        return [self.notebook(assignment), *self.first_in_launched(assignment)]


def check_settings(_app: Sphinx, config: Config) -> None:
    """Refuse a faulty address before any page is read."""
    launches(config, "any")


def setup(app: Sphinx) -> None:
    app.add_config_value("practice_repository", "", "env")
    app.add_config_value("practice_branch", "main", "env")
    app.add_config_value("practice_jupyterhub", "", "env")
    app.add_directive("notebook-links", NotebookLinks)
    app.connect("config-inited", check_settings)

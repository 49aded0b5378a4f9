"""The `live-figure` directive: a figure to play with, where scripts run.

    ```{live-figure} activations
    Move $z$ far to the left. Which slopes become small?
    ```

stands before the code cell (or `{figure}`) that draws the same as a static picture. Both share that
picture's number and caption. On a screen with scripts the live figure, made by
`_scripts/activations/`, takes the picture's place; in print and without scripts the picture stays.
The text is what to try, and is shown with the live figure only.
"""

import html
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .. import page_scripts

LOGGER = logging.getLogger(__name__)
PARTS = ("model.js", "view.js", "index.js")


class LivePlace(nodes.General, nodes.Element):
    """Where a script will put a live figure."""


def known_figures() -> list[str]:
    """The names of the folders that hold a live figure."""
    return sorted(
        folder.name
        for folder in page_scripts.SOURCES.glob("*/")
        if all((folder / part).is_file() for part in PARTS)
    )


class LiveFigure(SphinxDirective):
    """The place of a live figure, with the text that goes with it."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in known_figures():
            raise self.error(
                f"no live figure {name!r}: there is no folder book/_scripts/{name}/ with "
                f"{', '.join(PARTS)}. Live figures: {', '.join(known_figures())}"
            )
        self.assert_has_content()
        page_scripts.use(self.env, name)
        place = LivePlace("", *self.parse_content_to_nodes(), name=name)
        self.set_source_info(place)
        return [place]


def static_picture(place: LivePlace) -> nodes.figure | None:
    """The figure in what follows directly."""
    after = place.next_node(descend=False, siblings=True)
    return None if after is None else next(iter(after.findall(nodes.figure)), None)


def move_into_figures(_app: Sphinx, doctree: nodes.document) -> None:
    """Put each live figure where its static picture is, above it."""
    for place in list(doctree.findall(LivePlace)):
        figure = static_picture(place)
        if figure is None:
            LOGGER.warning(
                "the live figure %r has no static picture: a code cell that draws one, with a "
                "caption (mystnb: figure:), must follow directly",
                place["name"],
                location=place,
            )
            continue
        place.parent.remove(place)
        figure.insert(0, place)


def visit_html(translator: Any, node: LivePlace) -> None:
    name = html.escape(node["name"])
    translator.body.append(
        f'<div class="live-figure" data-live-figure="{name}" role="group" hidden>\n'
    )


def depart_html(translator: Any, _node: LivePlace) -> None:
    translator.body.append("</div>\n")


def skip(_translator: Any, _node: LivePlace) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.setup_extension(page_scripts.__name__)
    app.add_node(
        LivePlace,
        html=(visit_html, depart_html),
        latex=(skip, None),
        text=(skip, None),
        man=(skip, None),
        texinfo=(skip, None),
    )
    app.add_directive("live-figure", LiveFigure)
    app.connect("doctree-read", move_into_figures)

"""Print what a cell printed, however the kernel cut it into pieces.

A busy machine delivers one `print` in several pieces. myst-nb 1.x (`nb_merge_streams`) trims each
piece and ends it with a new line, so that pages would differ from build to build.
"""

from typing import Any

from myst_nb.core import render
from sphinx.application import Sphinx


def join_streams(outputs: list[Any]) -> list[Any]:
    """Join all pieces of stdout, and all of stderr, each at the place of its first piece."""
    joined: list[Any] = []
    first: dict[str, Any] = {}
    for output in outputs or []:
        if output["output_type"] != "stream":
            joined.append(output)
        elif output["name"] in first:
            first[output["name"]]["text"] += output["text"]
        else:
            first[output["name"]] = output
            joined.append(output)
    return joined


def setup(app: Sphinx) -> None:
    render.coalesce_streams = join_streams

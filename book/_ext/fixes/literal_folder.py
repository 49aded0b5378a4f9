"""Build the book in a folder of any name.

sphinx-external-toc 1.1.0 finds the files that are no pages by a pattern that begins with the path
of the book. In a folder such as `[CS101]` it would match nothing, and stray files would be built.
"""

import glob
import os
from collections.abc import Iterator
from types import SimpleNamespace

from sphinx.application import Sphinx
from sphinx_external_toc import events

ANY_DEPTH = f"{os.sep}**{os.sep}"


def find(pattern: str, recursive: bool) -> Iterator[str]:
    """`glob.iglob` for which only what follows the book's folder is a pattern."""
    folder, _, names = pattern.rpartition(ANY_DEPTH)
    return glob.iglob(f"{glob.escape(folder)}{ANY_DEPTH}{names}", recursive=recursive)


def setup(_app: Sphinx) -> None:
    events.glob = SimpleNamespace(iglob=find)  # type: ignore[attr-defined, assignment]

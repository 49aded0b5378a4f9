"""Say which page is being read, for its cells run meanwhile: a first build takes minutes.

Sphinx says so itself unless it is asked to be quiet.
"""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def count(app: Sphinx, _env: BuildEnvironment, names: list[str]) -> None:
    """Remember in which order the pages will be read."""
    app.pages_to_read = sorted(names)  # type: ignore[attr-defined]


def say(app: Sphinx, name: str, _source: list[str]) -> None:
    """Say that a page is read now."""
    names: list[str] = app.pages_to_read  # type: ignore[attr-defined]
    if app.quiet and name in names:
        print(f"  {names.index(name) + 1:2} of {len(names)}  {name}", flush=True)


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", count, priority=900)
    app.connect("source-read", say)

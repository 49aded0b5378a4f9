"""Which functions are practised on which page."""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def places(env: BuildEnvironment) -> dict[str, list[str]]:
    """Each page's functions, as "assignment/function"."""
    found: dict[str, list[str]] = vars(env).setdefault("practice_places", {})
    return found


def functions_of(env: BuildEnvironment, page: str) -> list[str]:
    """The functions that are practised on this page."""
    return places(env).get(page, [])


def forget_page(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """A page is read anew, or is gone."""
    places(env).pop(page, None)


def take_over(
    _app: Sphinx, env: BuildEnvironment, pages: set[str], other: BuildEnvironment
) -> None:
    """Add what another process has read."""
    places(env).update({page: names for page, names in places(other).items() if page in pages})


def setup(app: Sphinx) -> None:
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", take_over)

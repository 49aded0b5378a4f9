"""Let a broken reference fail every build, not only the first one from nothing.

Sphinx resolves references when it writes a page, and writes a page again when its own text has
changed. So a page or a label that has gone leaves the pages that refer to it untouched, and the
build stays green. And a build that has failed with warnings is green when it is simply repeated:
what it could not resolve is in pages that it regards as done.
"""

from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment


def targets(env: BuildEnvironment) -> set[tuple[str, ...]]:
    """All that a page can refer to: pages, labels with their places, terms and the like."""
    standard = env.get_domain("std")
    labels = {(name, *place[:2]) for name, place in standard.data["anonlabels"].items()}
    objects = {(name, kind, page) for name, _, kind, page, *_ in standard.get_objects()}
    return {(page,) for page in env.found_docs} | labels | objects


def pages_that_may_refer_to_what_has_gone(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write all pages again if something that they could refer to has gone or moved."""
    before: set[tuple[str, ...]] = getattr(env, "reference_targets", set())
    now = targets(env)
    env.reference_targets = now  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before - now else []


def forget_a_failed_build(app: Sphinx, _error: Exception | None) -> None:
    """Read all pages again after a build with warnings, so that it warns again."""
    if app._warncount:
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    app.connect("env-updated", pages_that_may_refer_to_what_has_gone)
    app.connect("build-finished", forget_a_failed_build)

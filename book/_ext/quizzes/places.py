"""Which page holds which quiz."""

from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError


def note_place(env: BuildEnvironment, stem: str, questions: int) -> None:
    """Remember which page holds the quiz. Two places would share one set of kept answers."""
    for page in env.metadata:
        if stem in quizzes_of(env, page):
            raise ExtensionError(
                f"{env.docname}: the quiz `{stem}` stands already in {page}; a quiz has one place"
            )
    env.metadata[env.docname].setdefault("quizzes", {})[stem] = questions


def quizzes_of(env: BuildEnvironment, page: str) -> dict[str, int]:
    """The quizzes of a page, and how many questions each has."""
    found: dict[str, int] = env.metadata.get(page, {}).get("quizzes", {})
    return found

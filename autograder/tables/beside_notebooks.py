"""The tables as they lie beside a notebook: the stored values with their explanations."""

from __future__ import annotations

from ..checks.check import load
from ..course import paths
from ..course.errors import CourseError
from ..exercises import find
from ..specification.explanations import explain, explanations_of


def explained_tables(assignment: str) -> dict[str, str]:
    """Return the texts of an assignment's tables by the names of their files.

    Raises
    ------
    CourseError
        If a table is of no exercise, or holds values that its exercise does not explain.
    """
    texts = {}
    for path in sorted((paths.GOLDEN / assignment).glob("*.json")):
        try:
            explanations = explanations_of(find(assignment, path.stem))
            texts[path.name] = explain(load(path), explanations).to_json()
        except (CourseError, LookupError) as error:
            raise CourseError(f"{path.relative_to(paths.ROOT)}: {error}") from error
    return texts

"""On which line of which file an author wrote something."""

from __future__ import annotations

from ..course.errors import Fault
from ..exercises import AnyExercise
from ..exercises.registry import place_of


def at_exercise(exercise: AnyExercise, what: str, remedy: str) -> Fault:
    """Return a fault at the line that makes the exercise."""
    return Fault(*place_of(exercise), what, remedy)

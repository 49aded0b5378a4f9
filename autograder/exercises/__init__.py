"""The exercises of the course: a folder per assignment, a file per function."""

from __future__ import annotations

from ..specification.exercise import Exercise, Misconception
from ..specification.model_exercise import ModelExercise
from .registry import AnyExercise, all_exercises, files_of, find, of_assignment

__all__ = [
    "AnyExercise",
    "Exercise",
    "Misconception",
    "ModelExercise",
    "all_exercises",
    "files_of",
    "find",
    "of_assignment",
]

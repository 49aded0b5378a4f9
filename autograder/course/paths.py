"""Where the parts of the course stand on disk."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
GOLDEN = ROOT / "autograder" / "golden"
CHECKS = ROOT / "autograder" / "checks"
QUIZ_FILES = ROOT / "book" / "quizzes"

# The assignments that are made from `book/quizzes/`, and their chapters in the order of the book.
QUIZZES = {
    "quiz_week1": (
        "inference/neurons_and_brains",
        "inference/layers_and_notation",
        "inference/forward_propagation",
        "inference/inference_in_tensorflow",
        "inference/data_in_tensorflow",
        "inference/building_a_network",
        "inference/forward_propagation_in_numpy",
    ),
    "quiz_week2": (
        "training/training_in_tensorflow",
        "training/training_details",
        "training/alternatives_to_sigmoid",
        "training/choosing_activation_functions",
        "training/why_activation_functions",
        "training/multiclass",
        "training/softmax",
        "training/softmax_output_layer",
        "training/numerical_stability",
        "training/multilabel",
        "training/adam",
        "training/convolutional_layers",
    ),
}
CHAPTERS = tuple(chapter for chapters in QUIZZES.values() for chapter in chapters)

# The demonstration class and the tests grade in a folder of their own by setting this variable.
CLASSROOM_VARIABLE = "DENSE_TO_ADAM_CLASSROOM"


def classroom() -> Path:
    """Return the folder that holds submissions, feedback and the gradebook."""
    return ROOT / os.environ.get(CLASSROOM_VARIABLE, "classroom")


def assignments() -> list[str]:
    """Return the names of all assignments: those with a source text, and the quizzes."""
    written = [p.stem for p in SOLUTIONS.glob("*/*.py") if p.stem == p.parent.name]
    return sorted([*written, *QUIZZES])


def source_of(assignment: str) -> Path:
    """Return the path of an assignment's source text."""
    return SOLUTIONS / assignment / f"{assignment}.py"

"""What the students of the demonstration earn; the points are those of the notebook's cells."""

from autograder.assignments.source import all_points
from autograder.demo.students import ASSIGNMENT

POINTS = all_points(ASSIGNMENT)
FULL = sum(POINTS.values())
FUNCTIONS = ("sigmoid", "dense", "sequential", "dense_batch", "predict", "coffee")
DENSE_IS_WRONG = {"dense": 1.0, "check_sequential": 1.0, "coffee": 1.0}


def points_of(name: str) -> float:
    """Return the points of a function, or of one of its cells."""
    return sum(POINTS.get(cell, 0) for cell in (name, f"check_{name}", f"grade_{name}"))


def earned(lost: dict[str, float]) -> tuple[float, ...]:
    """Return the points by function, given which shares of functions or cells are lost."""
    return tuple(
        points_of(function)
        - sum(
            share * points_of(name)
            for name, share in lost.items()
            if name.removeprefix("check_").removeprefix("grade_") == function
        )
        for function in FUNCTIONS
    )


GRADES = {
    "ada": earned({}),
    "barbara": earned({}),
    "carl": earned(DENSE_IS_WRONG),
    "dorothy": earned(DENSE_IS_WRONG),
    "emmy": earned({"dense_batch": 1}),
    "florence": earned({"check_predict": 1, "grade_predict": 1 / 3}),
    "grace": earned({"sequential": 1, "coffee": 1}),
    "hedy": earned({"sigmoid": 1, "predict": 1, "coffee": 1}),
    "ivan": earned(DENSE_IS_WRONG),
    "joan": earned(dict.fromkeys(FUNCTIONS, 1)),
    "kurt": earned(DENSE_IS_WRONG),
    "lise": earned(dict.fromkeys(FUNCTIONS, 1)),
    "max": earned(dict.fromkeys(FUNCTIONS, 1)),
}

# What a wrong function leaves; the network of the last cell is made of all.
WITHOUT_DENSE = sum(GRADES["carl"])
WITHOUT_PREDICT = FULL - points_of("predict") - points_of("coffee")

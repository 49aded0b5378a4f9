"""Other correct variants of `ramp`."""

import numpy as np
from autograder.exercises.ramps.ramp import exercise


@exercise.also_correct("where")
def by_where(z):
    return np.where(z > 0, z, 0 * z)

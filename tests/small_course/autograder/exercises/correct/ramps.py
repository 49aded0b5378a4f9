"""Other right ways to write the functions of `ramps`."""

import numpy as np
from autograder.exercises.ramps import ramp


@ramp.also_correct("where")
def by_where(z):
    return np.where(z > 0, z, 0 * z)

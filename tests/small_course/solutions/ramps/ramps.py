# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Ramps
#
# <details><summary>Hint: two parts</summary>
#
# Compare with 0.
# </details>

# %% tags=["setup"]
import numpy as np

from checks import check


# %% nbgrader={"grade": false, "grade_id": "ramp", "locked": false, "schema_version": 3, "solution": true, "task": false, "cell_type": "code"}
def ramp(z):
    """Return z where it is above 0, and 0 elsewhere."""
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_ramp", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false, "cell_type": "code"}
check("ramp", ramp)

# %% nbgrader={"grade": true, "grade_id": "grade_ramp", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false, "cell_type": "code"}
# Fresh numbers are tried here when the notebook is graded.
### BEGIN HIDDEN TESTS
from autograder.grade import grade

grade("ramps", "ramp", ramp)
### END HIDDEN TESTS

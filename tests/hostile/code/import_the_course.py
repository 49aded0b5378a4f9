# Imports the solutions, the known ways to be right and the grader.
# points: 24
import importlib, sys

sys.path[:0] = ["@ROOT@", "@ROOT@/solutions/forward_propagation", "@CLASSROOM@"]
for name in ("autograder.exercises.forward_propagation.correct.dense", "autograder.tables.hidden",
             "autograder.exercises", "autograder.grade", "solutions", "nbgrader_config"):
    try:
        importlib.import_module(name)
        print("ESCAPED", name)
    except ImportError:
        pass

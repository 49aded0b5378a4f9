# Puts out a picture that takes for ever to be looked through by a careless pattern.
# points: 0, unwritten
import sys

kept = sys.modules["autograder.sandbox.inside.shell"].OUTPUTS
spaces = " " * 5_000_000 + "!"
type(kept).take = lambda self: [{"output_type": "display_data", "data": {"image/png": spaces}}] * 2

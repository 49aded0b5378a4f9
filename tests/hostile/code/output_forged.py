# Puts outputs of strange kinds into the place where the cell's outputs are kept.
# points: 0, unwritten
import sys

kept = sys.modules["autograder.sandbox.inside.shell"].OUTPUTS
strange = [
    {"output_type": np.array(["stream", "error"]), "name": np.array([1, 2]), "text": "a"},
    {"output_type": "stream", "name": np.array([1, 2]), "text": ["a"]},
    {"output_type": "error", "ename": None, "evalue": 5, "traceback": [1, None, "x"]},
    {"output_type": "execute_result", "data": {"text/plain": "1000"}, "metadata": {"a": 1}},
    {"output_type": "display_data", "data": {"image/png": "<script>alert(1)</script>"}},
    {"output_type": {"a": 1}}, {}, 5, None, [[]],
]
type(kept).take = lambda self: strange

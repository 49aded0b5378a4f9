# Tells of types, keys, exceptions and functions whose names hold half a character.
# points: 0 to 15
import sys
import autograder.sandbox.wire.packing as _module
_student = sys.modules["autograder.sandbox.inside.student"]
_odd, _other = object(), _module._Packer._other
def _half(self, value):
    return {"o": "half \ud800 \x00 \x1b[2J"} if value is _odd else _other(self, value)
_module._Packer._other = _half
# %% predict
def predict(a, threshold=0.5):
    return _odd
# %% dense
def dense(a_in, W, b, g):
    raise type("Half \ud800", (Exception,), {})("a message with \udfff and \x00")
# %% sigmoid
def sigmoid(z):
    return {"\ud800": np.array(["\udbff" if False else "x"]), "half \udc00": 1}

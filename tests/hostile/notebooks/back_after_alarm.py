"""Asks for a lent function once more when its time is over, with arguments that take for ever."""

from hostile_class import write
from nbformat.v4 import new_code_cell

POINTS = 0, 24
CODE = """
import gc, signal, sys
_student = sys.modules["autograder.sandbox.inside.student"]
_process = next(found for found in gc.get_objects() if type(found) is _student.Process)
_arguments = [np.zeros(0), np.zeros((0, 2**25)), np.zeros(2**25, np.int8), sigmoid]
def _again(*_):
    number = _process.shell.user_ns["dense"]._number
    for question in range(20):
        _process.channel.send(
            {"op": "back", "id": 10**6 + question, "g": number, "args": _arguments, "kwargs": {}}
        )
_right = predict
def predict(a, threshold=0.5):
    signal.signal(signal.SIGINT, _again)
    if type(dense).__name__ == "GraderFunction":
        dense(*_arguments)
    return _right(a, threshold)
"""


def hand_in(path, notebook):
    place = next(k for k, cell in enumerate(notebook.cells) if cell.id == "predict")
    notebook.cells.insert(place + 1, new_code_cell(CODE))
    write(notebook, path)

"""Answers too late when functions are lent to it, and keeps them for all later tests."""

from hostile_class import unwrite, write
from nbformat.v4 import new_code_cell

POINTS = 0, 0
CODE = """
import gc, signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
_student = sys.modules["autograder.sandbox.inside.student"]
_process = next(found for found in gc.get_objects() if type(found) is _student.Process)
_kept = {}
def _late(message):
    if "dense_batch" in message["functions"] and not _kept:
        _kept.update(message["functions"])
        time.sleep(3)  # longer than a call may take, shorter than that and the grace
        _process.shell.user_ns.update(_kept)
    return {"ok": True}
_process.ops["lend"] = _late
_process.ops["restore"] = lambda message: {"ok": True}
"""


def hand_in(path, notebook, code=CODE):
    """Put the test of the last function first, to which all others are lent."""
    unwrite(notebook)
    last = [cell for cell in notebook.cells if cell.id == "grade_predict"]
    tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    others = [cell for cell in notebook.cells if cell not in tests]
    others.insert(2, new_code_cell(code))
    notebook.cells = others + last + [cell for cell in tests if cell not in last]
    write(notebook, path)

"""Raises when functions are lent to it, and at each request to give them back, and keeps them."""

import importlib.util
from pathlib import Path

POINTS = 0, 0
spec = importlib.util.spec_from_file_location("late", Path(__file__).parent / "lend_unanswered.py")
late = importlib.util.module_from_spec(spec)
spec.loader.exec_module(late)
CODE = """
import gc, sys
_student = sys.modules["autograder.sandbox.inside.student"]
_process = next(found for found in gc.get_objects() if type(found) is _student.Process)
def _keep(message):
    for name, function in message["functions"].items():
        _process.shell.user_ns[name] = lambda *a, _f=function, **k: _f(*a, **k)
    raise ValueError("not now")
def _refuse(message):
    raise ValueError("they stay")
_process.ops["lend"], _process.ops["restore"] = _keep, _refuse
"""


def hand_in(path, notebook):
    late.hand_in(path, notebook, CODE)

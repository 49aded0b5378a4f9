"""Run the requests that ran in Pyodide in this Python: `practise_in_python.py SCRIPTS IN OUT`."""

import importlib
import json
import sys
import tempfile
from pathlib import Path

scripts, given, answers = map(Path, sys.argv[1:])
sys.path.append(str(scripts))
runner = importlib.import_module("runner")

with tempfile.TemporaryDirectory() as folder:
    runner.FOLDERS = Path(folder)
    done = json.loads(given.read_text("utf-8"))
    results = [runner.check(item["request"]) for item in done]
answers.write_text(json.dumps(results), "utf-8")

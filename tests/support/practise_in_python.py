"""Run the requests that ran in Pyodide in this Python: `practise_in_python.py SCRIPTS IN OUT`."""

import importlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

scripts, given, answers = map(Path, sys.argv[1:])

with tempfile.TemporaryDirectory() as folder:
    # As in the browser, the modules lie in a folder of a name that the checks know.
    modules = Path(folder) / "site-packages"
    shutil.copytree(scripts, modules, ignore=shutil.ignore_patterns("*.js", "*.css"))
    sys.path.append(str(modules))
    runner = importlib.import_module("runner")
    runner.FOLDERS = Path(folder)
    done = json.loads(given.read_text("utf-8"))
    results = [runner.check(item["request"]) for item in done]
answers.write_text(json.dumps(results), "utf-8")

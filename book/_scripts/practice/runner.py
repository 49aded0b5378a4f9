"""Runs in the browser's Python: defines what was written, then runs the notebook's check on it."""

import ast
import contextlib
import io
import json
import linecache
import os
import sys
import traceback
from pathlib import Path

import float_errors
import like_the_notebook

FOLDERS = Path("/practice")
MOST_PRINTED = 10_000
IN_BROWSER = not float_errors.are_reported()
if IN_BROWSER:
    # WebAssembly, and Pyodide's NumPy.
    float_errors.watch_numpy()
    like_the_notebook.even_out()


class NotSolvedYet(Exception):
    """Another function is needed first."""


class Printed(io.StringIO):
    """Keeps the beginning of what is printed: a loop may print without end."""

    def write(self, text):
        room = MOST_PRINTED - self.tell()
        super().write(text[: max(room, 0)])
        return len(text)


def check_json(text):
    """Answer one request of the page; both are JSON."""
    return json.dumps(check(json.loads(text)))


def check(request):
    """Return the state, the message, what was printed, and the report of a failed check."""
    enter(request["assignment"], request["files"])
    namespace = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for part in request["missing"]:
            namespace[part["name"]] = stand_in(part["message"])
        for part in request["earlier"]:
            run_text(part, namespace)
    printed, output = Printed(), io.StringIO()
    files = {part["file"] for part in (*request["earlier"], request["own"])}
    state = "error"
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            run_text(request["own"], namespace)
        if not callable(namespace.get(request["name"])):
            raise NotSolvedYet(f"there is no function called {request['name']} in your code")
        check = namespace["check"]
        namespace["check"] = lambda *args: run_check(check, args, output)
        state = "wrong"
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            run_text({"file": "<check>", "text": request["check"]}, namespace)
        return {
            "state": "solved",
            "message": output.getvalue().strip(),
            "printed": printed.getvalue(),
        }
    except BaseException as error:
        is_check = type(error).__name__ == "CheckFailed"
        message = str(error) if is_check else own_traceback(error, files)
        found = {"state": state, "message": message, "printed": printed.getvalue()}
        return {**found, "report": report_of(error)}


def report_of(error):
    """Return the report of a failed check as plain data; None where there is none."""
    reports = sys.modules.get("checks.report")
    if not isinstance(error, getattr(reports, "CheckFailed", ())):
        return None
    try:  # the reader's code can make such an error, too, of whatever it likes
        headline, rows = str(error.report.headline), error.report.rows
        shown = [{"head": str(r.head), "text": str(r.text), "prose": bool(r.prose)} for r in rows]
        return {"headline": headline, "rows": shown}
    except Exception:
        return None


def run_check(check, args, output):
    """Run a check and keep its own output apart from what the student's function prints."""
    checks = sys.modules[check.__module__]
    checks.print = lambda text: output.write(f"{text}\n")
    check(*args)


def enter(assignment, files):
    """Lay the assignment's files out as beside the notebook, and let `import checks` find them."""
    folder = FOLDERS / assignment
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    os.chdir(folder)
    sys.path[:] = [str(folder), *(p for p in sys.path if not p.startswith(str(FOLDERS)))]
    for name in [name for name in sys.modules if name.split(".")[0] == "checks"]:
        del sys.modules[name]


def run_text(part, namespace):
    """Run a text such that tracebacks show its lines."""
    file, text = part["file"], part["text"]
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    program = ast.parse(text, file)
    if IN_BROWSER:
        program = float_errors.WatchOperators().visit(program)
        namespace[float_errors.NAME] = float_errors.operate
    exec(compile(program, file, "exec"), namespace)


def stand_in(message):
    """Return a substitute for a function that is not solved yet."""

    def call(*_args, **_keywords):
        raise NotSolvedYet(message)

    return call


def own_traceback(error, files):
    """Return the traceback without the runner's frames."""
    if isinstance(error, NotSolvedYet):
        return f"{str(error)[0].upper()}{str(error)[1:]}."
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
    lines = traceback.format_list(frames) + traceback.format_exception_only(error)
    return "".join(lines).rstrip()

"""Pyodide inside the book, for practising with no network: `DENSE_TO_ADAM_PYODIDE=<folder>`.

The folder is that of a Pyodide release. Its files go into the book as classic scripts that hand
them over, so that practising works from a folder on disk as well.
"""

import base64
import hashlib
import json
import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

VARIABLE = "DENSE_TO_ADAM_PYODIDE"
VERSION = "0.27.7"
RUNTIME = (
    "pyodide.js",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def take_setting(_app: Sphinx, config: Config) -> None:
    """Let the folder, where one is named, win over the address."""
    folder = os.environ.get(VARIABLE, "")
    if folder:
        config["practice_pyodide"] = ""
        # Relative to where the command was given: the root of the repository.
        config["practice_pyodide_files"] = file_names(Path(folder))
    elif not config["practice_pyodide"].startswith(("https://", "http://")):
        found = config["practice_pyodide"]
        raise ExtensionError(
            f"practice_pyodide in book/_config.yml is {found!r}. It must be an "
            f"address of Pyodide {VERSION}, such as https://…/full/. For a folder set {VARIABLE}."
        )


def file_names(folder: Path) -> list[str]:
    """The files to take from a folder, once all are found to be there and of the right version."""
    lock = folder / "pyodide-lock.json"
    if not lock.is_file():
        raise ExtensionError(
            f"{VARIABLE} names {folder}, and there is no pyodide-lock.json in it. It must be the "
            f"folder of Pyodide {VERSION} with NumPy; `.venv/bin/python tools/pyodide.py` makes one"
        )
    content = json.loads(lock.read_text("utf-8"))
    if (found := content["info"]["version"]) != VERSION:
        raise ExtensionError(f"{folder} holds Pyodide {found}; the book needs {VERSION}")
    numpy = content["packages"]["numpy"]
    names = [*RUNTIME, numpy["file_name"]]
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ExtensionError(f"{folder} lacks {', '.join(missing)} of Pyodide {VERSION}")
    if hashlib.sha256((folder / numpy["file_name"]).read_bytes()).hexdigest() != numpy["sha256"]:
        raise ExtensionError(f"{folder / numpy['file_name']} is not the file of Pyodide {VERSION}")
    return names


def write_files(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "scripts" / "pyodide"
    shutil.rmtree(target, ignore_errors=True)
    for name in app.config["practice_pyodide_files"]:
        content = (Path(os.environ[VARIABLE]) / name).read_bytes()
        arguments = f"{json.dumps(name)}, {json.dumps(base64.b64encode(content).decode())}"
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{name}.js").write_text(f"denseToAdamPyodide({arguments});\n", "utf-8")


def setup(app: Sphinx) -> None:
    cdn = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
    app.add_config_value("practice_pyodide", cdn, "env")
    app.add_config_value("practice_pyodide_files", [], "env")
    app.connect("config-inited", take_setting)
    app.connect("builder-inited", write_files)

"""The environment of every program that the course starts: the book's kernels, Keras, the grader.

Environment variables change what Python, NumPy, Keras, Matplotlib and Jupyter do, mostly without a
word: with PYTHONOPTIMIZE the asserts of a test vanish, with MPLBACKEND a page loses its pictures.
What decides about results is set here; what only decides how a program reaches its files and the
network is left as it is.
"""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from . import paths

# Variables with these beginnings belong to libraries that read results out of them.
_PREFIXES = (
    "PYTHON", "KERAS_", "TF_", "XLA_", "JAX_", "NPY_", "NUMPY_", "MPL", "MATPLOTLIB",
    "IPYTHON", "LC_",
)  # fmt: skip
_NAMES = {
    # Jupyter: whose settings and kernels count.
    "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH", "JUPYTER_NO_CONFIG", "JUPYTER_PATH",
    "JUPYTER_PREFER_ENV_PATH",
    # Languages and widths of messages, and colours in text that is read by programs.
    "LANG", "LANGUAGE", "COLUMNS", "LINES", "FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS",
    # Sphinx replaces the year of the copyright by its year.
    "SOURCE_DATE_EPOCH",
    # Node renders the formulas: options would come before those that it is called with.
    "NODE_OPTIONS", "NODE_PATH", "NODE_ENV",
}  # fmt: skip
# These only say where files are.
_KEPT = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "MPLCONFIGDIR"}

FIXED = {
    "PYTHONPATH": str(paths.ROOT),
    "PYTHONUTF8": "1",
    "PYTHONNOUSERSITE": "1",
    "LC_ALL": "C.UTF-8",
    "JUPYTER_CONFIG_DIR": str(Path(sys.prefix, "etc", "jupyter")),
    # Matplotlib's own defaults, in place of a matplotlibrc of the user's.
    "MATPLOTLIBRC": os.devnull,
    "KERAS_BACKEND": "tensorflow",
    # No keras.json: its floatx would change every expected value.
    "KERAS_HOME": str(Path(os.devnull, "keras")),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # Without oneDNN TensorFlow adds in the same order on every machine.
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
}


def fixed(
    more: Mapping[str, str] | None = None, inherited: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return `inherited`, by default this process's environment, without what changes results.

    `more` is set in addition.
    """
    inherited = os.environ if inherited is None else inherited
    harmless = {name: value for name, value in inherited.items() if not _decides(name)}
    return {**harmless, **FIXED, **(more or {})}


def _decides(name: str) -> bool:
    if name in _KEPT:
        return False
    return name in _NAMES or name.startswith(_PREFIXES)


def settle() -> None:
    """Put this process into the fixed environment.

    Python reads some variables only when it starts. Where one of those has an effect, the command
    starts again from its beginning.
    """
    wanted = fixed()
    again = _read_at_start(os.environ) or not __debug__ or not _writes_utf8()
    os.environ.clear()
    os.environ.update(wanted)
    if again:
        command = [sys.executable, "-m", "autograder", *sys.argv[1:]]
        if os.name == "posix":
            os.execve(sys.executable, command, wanted)
        raise SystemExit(subprocess.run(command, env=wanted, check=False).returncode)


def _writes_utf8() -> bool:
    return locale.getpreferredencoding(False).lower().replace("-", "") == "utf8"


def _read_at_start(variables: Mapping[str, str]) -> bool:
    """Return whether a variable is set that has changed how this interpreter works."""
    harmless = {*_KEPT, "PYTHONUNBUFFERED", "PYTHONFAULTHANDLER"}
    return any(
        name.startswith("PYTHON") and name not in harmless and value and FIXED.get(name) != value
        for name, value in variables.items()
    )


def require_assertions() -> None:
    """Raise where Python was started with -O: the asserts of a test cell would check nothing."""
    if not __debug__:
        raise RuntimeError(
            "Python was started with -O or PYTHONOPTIMIZE, which drops the assertions of all test "
            "cells. Start it without them."
        )

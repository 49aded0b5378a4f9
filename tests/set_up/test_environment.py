"""Environment variables and user settings change no value, no points and no picture."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import bounded
import pytest
from nbgrader.api import Gradebook
from small_book import build_small_book, cell

from autograder.course import environment, paths
from autograder.demo.students import ASSIGNMENT, students

ODD = {
    "PYTHONOPTIMIZE": "1",
    "PYTHONUTF8": "0",
    "PYTHONHASHSEED": "1",
    "PYTHONSTARTUP": "/no/such/file.py",
    "PYTHONIOENCODING": "ascii",
    "PYTHONPATH": "/no/such/folder",
    "PYTHONINSPECT": "1",
    "PYTHONNODEBUGRANGES": "1",
    "KERAS_BACKEND": "jax",
    "KERAS_MAX_EPOCHS": "1",
    "TF_USE_LEGACY_KERAS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "1",
    "TF_XLA_FLAGS": "--tf_xla_auto_jit=2",
    "NPY_PROMOTION_STATE": "legacy",
    "MPLBACKEND": "Agg",
    "LANG": "C",
    "LC_ALL": "tr_TR.UTF-8",
    "LANGUAGE": "tr",
    "COLUMNS": "20",
    "FORCE_COLOR": "1",
    "SOURCE_DATE_EPOCH": "0",
    "NODE_OPTIONS": "--no-such-option",
    "JUPYTER_CONFIG_PATH": "/no/such/folder",
    "JUPYTER_PATH": "/no/such/folder",
}
WAYS = {
    "HOME": "/home/ada",
    "PATH": "/usr/bin",
    "TMPDIR": "/tmp/ada",
    "LD_LIBRARY_PATH": "/opt/lib",
    "https_proxy": "http://localhost:3128",
    "OMP_NUM_THREADS": "2",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "PYTHONDONTWRITEBYTECODE": "1",
    paths.CLASSROOM_VARIABLE: "classroom/demo",
}


def test_variables_that_change_results_are_removed_and_paths_are_kept() -> None:
    made = environment.fixed({"KERNEL_LOG": "log"}, inherited=ODD | WAYS)
    assert made == WAYS | environment.FIXED | {"KERNEL_LOG": "log"}


def home_with_settings(folder: Path) -> dict[str, str]:
    """A home in which Keras, Matplotlib and IPython have settings that change results."""
    files = {
        ".keras/keras.json": json.dumps({"floatx": "float16", "epsilon": 0.1, "backend": "jax"}),
        ".config/matplotlib/matplotlibrc": "backend: Agg\nlines.linewidth: 9\n",
        ".ipython/profile_default/startup/00.py": "raise SystemExit('the startup file has run')",
        ".ipython/profile_default/ipython_kernel_config.py": (
            "c = get_config()\nc.InlineBackend.figure_formats = {'png'}\n"
        ),
        ".jupyter/nbgrader_config.py": (
            "c = get_config()\nc.ClearSolutions.code_stub = {'python': 'changed'}\n"
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return {"HOME": str(folder)}


def run(*arguments: str, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python in the root of the course, with odd variables."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=paths.ROOT, env=os.environ | more, timeout=300,
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_odd_settings_do_not_change_the_stored_values(tmp_path: Path) -> None:
    odd = {name: value for name, value in ODD.items() if name != "PYTHONPATH"}
    # All exercises are compared by `make check`; these use float32, float64, an optimiser, a model.
    names = "activations", "losses", "adam/adam_step", "keras_models/build_coffee_roaster"
    done = run(
        "-m", "autograder", "golden", "--check", *names, more=odd | home_with_settings(tmp_path)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "the stored values are what the installed Keras gives" in done.stdout


def test_odd_settings_do_not_change_the_notebooks(tmp_path: Path) -> None:
    more = {"PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "ignore", "LC_ALL": "C"}
    done = run(
        "-m", "autograder", "build", "--check", "losses", more=more | home_with_settings(tmp_path)
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_grader_does_not_start_without_assertions() -> None:
    done = run(
        "-O", "-m", "autograder.grading.judge_server", "0", "0", "losses", "/tmp", "/tmp", more={}
    )
    assert done.returncode != 0
    assert "drops the assertions of all test cells" in done.stderr


@pytest.mark.slow
def test_a_mistake_costs_the_same_where_python_is_told_to_drop_assertions(tmp_path: Path) -> None:
    more = {name: ODD[name] for name in ("PYTHONOPTIMIZE", "LC_ALL", "MPLBACKEND", "KERAS_BACKEND")}
    bounded.generate(tmp_path, ASSIGNMENT)
    shutil.rmtree(tmp_path / "expected")  # it is made anew, under these variables
    (carl,) = (student for student in students() if student.name == "carl")
    path = tmp_path / "submitted" / carl.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(carl.submission(tmp_path / "release" / ASSIGNMENT / path.name), "utf-8")
    graded = bounded.nbgrader("autograde", ASSIGNMENT, classroom=tmp_path, more=more)
    assert graded.status == 0, graded.output
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, carl.name).score == 16


FIGURE = """---
mystnb:
  figure:
    caption: A line.
  image:
    alt: A straight line that rises from 1 to 2, drawn as a test.
---
"""
DRAWING = "import figures\nfigures.plt.plot([1, 2])\nfigures.plt.show()"


def test_odd_settings_do_not_change_the_pictures_of_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = ODD | home_with_settings(tmp_path / "home") | {"MATPLOTLIBRC": str(tmp_path / "home")}
    # As `make` does it: these would keep Sphinx itself from starting, or from writing.
    for name in ("PYTHONPATH", "PYTHONINSPECT", "PYTHONIOENCODING", "PYTHONUTF8"):
        odd.pop(name)
    for name, value in odd.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "Kurs (2025) [CS101] d'été 100%"
    build = build_small_book(folder, cell(FIGURE + DRAWING))
    assert build.returncode == 0, build.stdout + build.stderr
    page = (folder / "book" / "_build" / "html" / "index.html").read_text("utf-8")
    assert page.count('<svg class="book-figure" role="img"') == 1

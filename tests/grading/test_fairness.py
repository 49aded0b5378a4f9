"""Right work in notebooks as students have them: what costs no points at home costs none here."""

from dataclasses import dataclass, field
from pathlib import Path

import bounded
import nbformat
import pytest
from grades import FULL, WITHOUT_DENSE, WITHOUT_PREDICT
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from notebooks import solved

from autograder.assignments.source import fill_in
from autograder.demo.students import ASSIGNMENT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fairness")]

LIMITS = (
    "--Sandbox.call_seconds=4",
    "--Sandbox.cell_seconds=15",
    "--Sandbox.progress=False",
    "--Sandbox.jobs=2",
)
SIGMOID = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
SEQUENTIAL = """
def sequential(x, layers):
    for W, b, g in layers:
        x = dense(x, W, b, g)
    return x
"""
DENSE = "def dense(a_in, W, b, g):\n    return g(a_in @ W + b)\n"
BIASLESS = "def dense(a_in, W, b, g):\n    return g(a_in @ W)\n"
PREDICT = "def predict(a, threshold=0.5):\n{}    return (np.asarray(a) >= threshold).astype(int)\n"


@dataclass(frozen=True)
class Work:
    """What somebody hands in: cells that differ from the solutions, and the points deserved."""

    cells: dict[str, str] = field(default_factory=dict)
    points: float = FULL
    first: str = ""  # a cell behind the imports
    remark: str = ""  # a part of what the instructor reads
    shown: str = ""  # a part of what the student reads
    python: str = "3.11.4"
    file: tuple[str, str] = ("", "")


def decorated(decoration: str, sequential: str = SEQUENTIAL) -> Work:
    return Work({"dense": BIASLESS, "sequential": decoration + sequential}, WITHOUT_DENSE)


PRINTS = """
def dense(a_in, W, b, g):
    for j in range(W.shape[1]):
        for i in range(1000):
            print("unit", j, "weight", i)
    return g(a_in @ W{})
"""

WORKS = {
    "shell_line": Work({"dense": f"!ls\n{DENSE}"}, remark="`!ls` does nothing in grading"),
    "pip_first": Work(first="!pip install -q numpy\nimport numpy as np", remark="pip install"),
    "pip_magic": Work(
        {"dense": f"%pip install numpy\n%conda install numpy\n{DENSE}"}, remark="%pip"
    ),
    "shell_values": Work(
        {"dense": f"files = !ls\nassert files == []\nassert files.n == ''\n!!ls\n%sx ls\n{DENSE}"},
        shown="do nothing in grading",
    ),
    "shell_cell": Work(first="%%bash\nls\necho hello", remark="%%bash"),
    "shell_in_a_function": Work(
        {"predict": PREDICT.format("    !echo {threshold}\n")}, remark=""
    ),
    "unknown_magics": Work(
        {"dense": f"%load_ext tensorboard\n%tensorboard --logdir logs\n%nonsense\n{DENSE}"},
        remark="`%load_ext` does not work in grading",
    ),
    "known_magics": Work(
        {
            "sigmoid": f"%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n"
            f"%autosave 60\n%load_ext autoreload\n%autoreload 2\n{SIGMOID}\n"
            "%timeit -n1 -r1 sigmoid(0)",
            "dense": f"%%time\n{DENSE}",
            "sequential": f"%%capture\n{SEQUENTIAL}",
        }
    ),
    "timeit_in_a_function": Work(
        first="def speed():\n    n = 3\n    %timeit -n1 -r1 n + 1\n    %time n + 2\nspeed()"
    ),
    "write_and_import": Work(
        {"dense": "from mine import dense"},
        first=f"%%writefile mine.py\nimport numpy as np\n{DENSE}",
    ),
    "help": Work({"dense": f"np.exp?\n?np.exp\nhelp(np.exp)\n{DENSE}"}),
    "missing_libraries": Work(
        {"dense": f"import seaborn as sns\nfrom google.colab import drive\nsns.set_theme()\n"
                  f"drive.mount('/content/drive')\nimport numpy as np\n{DENSE}"},
        remark="ModuleNotFoundError: No module named 'seaborn'",
    ),
    "missing_across_cells": Work(
        {"dense": f"frame = pd.DataFrame()\nframe.head()\n{DENSE}"}, first="import pandas as pd",
        remark="name 'pd' is not defined",
    ),
    "network_and_files": Work(
        {"dense": "import subprocess, urllib.request\n"
                  "data = open('/content/drive/data.csv').read()\nlines = data.split()\n"
                  "page = urllib.request.urlopen('https://example.org').read()\n"
                  f"subprocess.run(['ls'])\nimport os\nos.system('ls')\nname = input()\n{DENSE}"},
        remark="FileNotFoundError",
    ),
    "raises": Work(
        {"predict": f"1 / 0\n{PREDICT.format('')}"}, WITHOUT_PREDICT,
        remark="raised ZeroDivisionError: division by zero; the rest of it did not run",
    ),
    "prints_and_right": Work({"dense": PRINTS.format(" + b")}),
    "prints_and_wrong": Work({"dense": PRINTS.format("")}, WITHOUT_DENSE, shown="0 of 1"),
    "warns_and_right": Work(
        {"predict": PREDICT.format(
            "    import sys, warnings\n    print('x', file=sys.stderr)\n"
            "    warnings.warn('hm')\n")},
        shown="hm",
    ),
    "every_line_in_one_cell": Work(
        {"predict": "from scipy.integrate import simps\nawait_me = __import__('asyncio').sleep(0)\n"
                    f"await await_me\n{PREDICT.format('')}"}, remark="cannot import name 'simps'"),
    "quiet_try": Work(
        {"dense": "try:\n    import torch\nexcept ImportError:\n    torch = None\n" + DENSE}),
    "data_of_keras": Work(  # Keras is imported in a function, so that its time does not count
        {"dense": "def warm():\n    import tensorflow.keras\n"
                  "from tensorflow import keras\n(x, y), _ = keras.datasets.mnist.load_data()\n"
                  f"print(x.shape)\n{DENSE}"},
        remark="keras.datasets.mnist.load_data()"),
    "style": Work(
        {"dense": f"import matplotlib.pyplot as plt\nplt.style.use('seaborn-whitegrid')\n{DENSE}"},
        remark="was skipped (OSError"),
    "folders_and_exit": Work(
        {"dense": f"%cd .\n%store\nget_ipython().magic('autosave 60')\n{DENSE}"}, first="quit()"),
    "other_backend": Work(first="%matplotlib notebook\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1, 2]);", shown="image/png"),
    "memory_magic": Work({"dense": f"%load_ext memory_profiler\n%memit 1\n{DENSE}"},
        remark="%load_ext"),
    "helper_that_wraps": decorated("import functools\n@functools.wraps(dense)\n"
        "def layer(*a):\n    return dense(*a)\n", SEQUENTIAL.replace("dense(", "layer(")),
    "errstate": decorated("@np.errstate(over='ignore')"),
    "wraps": decorated(
        "import functools\ndef shown(f):\n    @functools.wraps(f)\n    def wrapper(*a, **k):\n"
        "        return f(*a, **k)\n    return wrapper\n@shown"),
    "plain_wrapper": decorated(
        "def shown(f):\n    def wrapper(*a):\n        return f(*a)\n    return wrapper\n@shown"),
    "partial": decorated("", "import functools\ndef walk(f, x, layers):\n"
        "    for W, b, g in layers:\n        x = f(x, W, b, g)\n    return x\n"
        "sequential = functools.partial(walk, dense)"),
    "callable_object": decorated("", "class Net:\n    def __init__(self):\n"
        "        self.layer = dense\n    def __call__(self, x, layers):\n"
        "        for W, b, g in layers:\n"
        "            x = self.layer(x, W, b, g)\n        return x\nsequential = Net()"),
    "method": decorated("", "class Net:\n    def run(self, x, layers):\n"
        "        for W, b, g in layers:\n            x = dense(x, W, b, g)\n        return x\n"
        "sequential = Net().run"),
    "static_method": Work({"dense": "class Net:\n    @staticmethod\n    def dense(a_in, W, b, g):\n"
        "        return g(a_in @ W)\n    @staticmethod\n    def sequential(x, layers):\n"
        "        for W, b, g in layers:\n            x = Net.dense(x, W, b, g)\n        return x\n"
        "dense = Net.dense", "sequential": "sequential = Net.sequential"}, WITHOUT_DENSE),
    "closure": decorated("", "def make(layer):\n    def sequential(x, layers):\n"
        "        for W, b, g in layers:\n            x = layer(x, W, b, g)\n        return x\n"
        "    return sequential\nsequential = make(dense)"),
    "default_value": decorated("", "def sequential(x, layers, layer=dense):\n"
        "    for W, b, g in layers:\n        x = layer(x, W, b, g)\n    return x"),
    "own_module": Work(
        {"dense": "from mine import dense", "sequential": "from mine import sequential"},
        WITHOUT_DENSE, file=("mine.py", f"import numpy as np\n{BIASLESS}{SEQUENTIAL}")),
    "mistakes_twice": Work({"dense": "@np.errstate(over='ignore')\n" + BIASLESS,
                            "sequential": SEQUENTIAL}, WITHOUT_DENSE),
    "tensorflow_inside": Work({"predict": """
def predict(a, threshold=0.5):
    import tensorflow as tf
    return tf.cast(tf.convert_to_tensor(a) >= threshold, tf.int64).numpy()
"""}),
    "tensor": Work({"dense": """
def dense(a_in, W, b, g):
    import tensorflow as tf
    return tf.convert_to_tensor(g(a_in @ W + b))
"""}, WITHOUT_DENSE, shown="a TensorFlow tensor (EagerTensor)"),
    "too_slow": Work({"predict": "def predict(a, threshold=0.5):\n    while True:\n        pass\n"},
        WITHOUT_PREDICT, shown="in the line `"),
    "no_python_named": Work(python=""),
    "newer_python": Work({"predict": PREDICT.format("    f'{a['x']}'\n")}, WITHOUT_PREDICT,
        python="3.12.1", remark="it was written with Python 3.12", shown="graded with Python 3.11"),
    "syntax": Work({"dense": "def dense(a_in, W, b, g)\n    pass\n"}, WITHOUT_DENSE,
        remark="SyntaxError: expected ':' (<cell 5>, line 1)", shown="In[5]"),
    "svg": Work(first="import matplotlib.pyplot as plt\n"
        "%config InlineBackend.figure_formats = ['svg']\nplt.plot([1, 2]);", shown="image/png"),
    "svg_by_call": Work(first="import matplotlib.pyplot as plt\nimport matplotlib_inline\n"
        "matplotlib_inline.backend_inline.set_matplotlib_formats('svg')\n"
        "plt.plot([1, 2])\nplt.show()",
        shown="image/png"),
    "svg_alone": Work(first="from IPython.display import SVG\n"
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')",
        shown="An SVG picture is not shown in feedback"),
    "javascript": Work(first="from IPython.display import Javascript\nJavascript('1')",
        shown="JavaScript is not shown in feedback"),
}  # fmt: skip


def hand_in(name: str, work: Work, classroom: Path) -> None:
    notebook = solved(ASSIGNMENT)
    fill_in(notebook, {name: text.strip("\n") for name, text in work.cells.items()})
    if work.first:
        notebook.cells.insert(2, new_code_cell(work.first))
    notebook.metadata.pop("language_info", None)
    if work.python:
        notebook.metadata.language_info = {"name": "python", "version": work.python}
    folder = classroom / "submitted" / name / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")
    if work.file[0]:
        (folder / work.file[0]).write_text(work.file[1])


@dataclass(frozen=True)
class Graded:
    """The class once it is graded."""

    folder: Path
    log: str
    scores: dict[str, float]

    def outputs(self, name: str) -> str:
        path = self.folder / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        cells = nbformat.read(path, 4).cells
        return "\n".join(str(o) for cell in cells for o in cell.get("outputs", []))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    folder = tmp_path_factory.mktemp("fair")
    bounded.generate(folder, ASSIGNMENT)
    for name, work in WORKS.items():
        hand_in(name, work, folder)
    done = bounded.nbgrader("autograde", ASSIGNMENT, *LIMITS, classroom=folder, seconds=600)
    assert done.status == 0, done.output
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        found = {entry.student.id: entry.score for entry in book.assignment_submissions(ASSIGNMENT)}
    return Graded(folder, done.output, found)


def test_everybody_gets_the_points_that_the_functions_deserve(graded: Graded) -> None:
    assert graded.scores == {name: work.points for name, work in WORKS.items()}


def test_the_instructor_is_told_what_was_not_run(graded: Graded) -> None:
    lines = {name: _line(graded.log, name) for name in WORKS}
    missing = {n: lines[n] for n, work in WORKS.items() if work.remark not in lines[n]}
    assert missing == {}


def test_right_work_that_runs_as_a_whole_has_no_remark(graded: Graded) -> None:
    for name in (
        "known_magics",
        "prints_and_right",
        "warns_and_right",
        "errstate",
        "svg",
        "folders_and_exit",
        "other_backend",
        "quiet_try",
    ):
        assert _line(graded.log, name) == ""


def test_the_student_is_told_too(graded: Graded) -> None:
    missing = {
        n: graded.outputs(n)[-3000:]
        for n, work in WORKS.items()
        if work.shown not in graded.outputs(n)
    }
    assert missing == {}


def _line(log: str, name: str) -> str:
    lines = [line for line in log.splitlines() if f" {name}, {ASSIGNMENT}: " in line]
    return lines[0] if lines else ""

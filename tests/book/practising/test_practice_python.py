"""What is written in the practice cells, run by the browser's Python under Node and by this one."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import practice_jobs
import pytest
from practice_jobs import Job, mistaken_jobs, right_jobs, solutions, variant_jobs

from book._ext.node import node_binary
from book._ext.practising import local_pyodide

SUPPORT = Path(__file__).parents[2] / "support"
# NumPy's own integers have 32 bits in the browser; sums are rounded in another order.
COSMETIC = (
    (re.compile(r"\bint(?:32|64)\b"), "int"),
    # Two machines may round the last digits otherwise.
    (re.compile(r"(\.\d{12})\d+"), r"\1"),
    (re.compile(r"equal to (.+) to \d+e[-+]\d+$"), r"equal to \1"),
)


@dataclass(frozen=True)
class Outcome:
    """What a check said in the browser's Python, and in this one."""

    browser: dict[str, str]
    here: dict[str, str]


Outcomes = dict[Job, Outcome]


def run(jobs: list[Job], folder: Path) -> list[Outcome]:
    """Run the jobs in one Node process, then the same requests in one process of this Python."""
    given, done, answers = (folder / f"{name}.json" for name in ("given", "done", "answers"))
    content = {
        "pyodide": str(practice_jobs.need_pyodide()),
        "scripts": str(practice_jobs.SCRIPTS),
        "assignments": practice_jobs.packed_assignments(),
        "jobs": [vars(job) for job in jobs],
    }
    given.write_text(json.dumps(content), "utf-8")
    quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
    node = [node_binary(), quiet, SUPPORT / "practise_in_node.mjs", given, done]
    subprocess.run(node, check=True)
    program = [
        sys.executable,
        SUPPORT / "practise_in_python.py",
        practice_jobs.SCRIPTS,
        done,
        answers,
    ]
    subprocess.run(program, check=True)
    browser = [item["result"] for item in json.loads(done.read_text("utf-8"))]
    return [Outcome(*pair) for pair in zip(browser, json.loads(answers.read_text("utf-8")))]


def alike(message: str) -> str:
    """The words of a check without what may differ between two machines."""
    for pattern, same in COSMETIC:
        message = pattern.sub(same, message)
    return message


@pytest.fixture(scope="module", params=["solutions", "mistakes", "other correct variants"])
def tried(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[tuple[Job, Outcome]]]:
    makers: dict[str, Callable[[], object]] = {
        "solutions": right_jobs,
        "mistakes": mistaken_jobs,
        "other correct variants": variant_jobs,
    }
    jobs: list[Job] = list(makers[request.param]())  # type: ignore[call-overload]
    folder = tmp_path_factory.mktemp("practice")
    return request.param, list(zip(jobs, run(jobs, folder)))


@pytest.mark.slow
@pytest.mark.xdist_group("practice-python")
def test_the_browser_says_what_the_notebook_says(
    tried: tuple[str, list[tuple[Job, Outcome]]],
) -> None:
    kind, outcomes = tried
    assert len(outcomes) >= {"solutions": 24, "mistakes": 510, "other correct variants": 200}[kind]
    state = "wrong" if kind == "mistakes" else "solved"
    for job, outcome in outcomes:
        where = f"{job.place}, {job.label}"
        assert outcome.browser["state"] == state, f"{where}: {outcome.browser['message']}"
        assert outcome.here["state"] == state, f"{where}: {outcome.here['message']}"
        assert alike(outcome.browser["message"]) == alike(outcome.here["message"]), where
        if kind == "mistakes":
            assert "\n  Why " in outcome.browser["message"], where


SEQUENTIAL = (
    "def sequential(x, layers):\n"
    "    for W, b, g in layers:\n"
    "        x = dense(x, W, b, g)\n"
    "    return x"
)
OVERFLOW_ALLOWED = (
    "def sigmoid(z):\n    with np.errstate(over='ignore'):\n        return 1 / (1 + np.exp(-z))"
)
DENSE_BY_ROWS = (
    "def dense_batch(A_in, W, b, g):\n"
    "    return np.array([dense(row, W, np.ravel(b), g) for row in A_in])"
)


def written(place: str, code: str, solved: dict[str, str] | None = None) -> Job:
    assignment, _, name = place.partition("/")
    return Job(assignment, name, "", code, solutions() if solved is None else solved)


SPECIAL = {
    "a stub": (
        written(
            "forward_propagation/dense",
            "def dense(a_in, W, b, g):\n    raise NotImplementedError()",
        ),
        ("wrong", "dense is not written yet"),
    ),
    "an error at once": (
        written("forward_propagation/sigmoid", "a = 1\nb = a / 0\n\ndef sigmoid(z):\n    return z"),
        ("error", '  File "<your code>", line 2, in <module>\n    b = a / 0'),
    ),
    "a syntax error": (
        written("forward_propagation/sigmoid", "def sigmoid(z)\n    return z"),
        ("error", '  File "<your code>", line 1\n    def sigmoid(z)'),
    ),
    "an error inside": (
        written("forward_propagation/sigmoid", "def sigmoid(z):\n    return z.nothing"),
        ("wrong", "in the line `return z.nothing`"),
    ),
    "a name that is missing": (
        written("forward_propagation/sigmoid", "def sigmoide(z):\n    return z"),
        ("error", "There is no function called sigmoid in your code."),
    ),
    "an exit": (
        written("forward_propagation/sigmoid", "import sys\nsys.exit(3)"),
        ("error", "SystemExit: 3"),
    ),
    "an earlier function of one's own": (
        written(
            "forward_propagation/sequential",
            SEQUENTIAL,
        ),
        ("solved", "equal to"),
    ),
    "an earlier function that is not solved": (
        written(
            "forward_propagation/sequential",
            SEQUENTIAL,
            {},
        ),
        ("wrong", "your own dense is called"),
    ),
    "a function of another assignment that is not solved": (
        written("adam/cost_and_gradients", solutions()["adam/cost_and_gradients"], {}),
        ("wrong", "it belongs to the assignment forward_propagation"),
    ),
    "a borrowed function that calls another": (
        written(
            "adam/cost_and_gradients",
            solutions()["adam/cost_and_gradients"],
            {**solutions(), "forward_propagation/dense_batch": DENSE_BY_ROWS},
        ),
        ("solved", "equal to"),
    ),
    "what the notebook gives": (
        written("training/logistic_gradients", solutions()["training/logistic_gradients"], {}),
        ("solved", "equal to"),
    ),
    "an overflow that errstate allows": (
        written(
            "activations/sigmoid",
            OVERFLOW_ALLOWED,
        ),
        ("solved", "equal to"),
    ),
    "an overflow of a power": (
        written("activations/sigmoid", "def sigmoid(z):\n    return 1 / (1 + np.e ** (-z))"),
        ("wrong", "NumPy warned of an overflow"),
    ),
}


@pytest.fixture(scope="module")
def special(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    jobs = [job for job, _ in SPECIAL.values()]
    return dict(zip(SPECIAL, run(jobs, tmp_path_factory.mktemp("special"))))


@pytest.mark.xdist_group("practice-python")
@pytest.mark.parametrize("label", SPECIAL)
def test_the_reader_is_told_what_happened_in_the_readers_own_code(
    special: dict[str, Outcome], label: str
) -> None:
    state, words = SPECIAL[label][1]
    outcome = special[label]
    assert outcome.browser["state"] == state, outcome.browser["message"]
    assert words in " ".join(outcome.browser["message"].split("\n            "))
    assert alike(outcome.browser["message"]) == alike(outcome.here["message"])
    assert "runner" not in outcome.browser["message"]


def test_pyodide_is_the_version_that_the_pages_load() -> None:
    names = local_pyodide.file_names(practice_jobs.need_pyodide())
    loaded = [name for name in names if not name.endswith(".js")]
    megabytes = sum((practice_jobs.PYODIDE / name).stat().st_size for name in loaded) / 1e6
    script = (practice_jobs.SCRIPTS / "python.js").read_text("utf-8")
    assert f"MEGABYTES = {megabytes:.1f}" in script

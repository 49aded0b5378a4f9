"""The import contracts hold for modules that nobody has written yet: each is forbidden at first."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import paths

ROWS = "A folder imports only folders on lower rows"
SANDBOX = "The sandbox knows only the checks and what a running notebook needs"
SIDES = "The two sides of the sandbox do not import each other"
TABLES = "Grading and scoring read hidden tables, and make none"
EXTENSIONS = "Of the book's extensions only practising uses others"
BOOK = "The book, and all that it imports, knows nothing of grading"
EXERCISES = "The book sees exercises, not what they are made of"

NEW = "autograder/new/__init__.py"
IMPORT_NEW = "from autograder import new\n"
# What is appended to which files, and the contracts that this breaks.
VIOLATIONS: dict[str, tuple[dict[str, str], set[str]]] = {
    "nothing": ({}, set()),
    "a new folder": ({NEW: ""}, {ROWS}),
    "a new folder in the sandbox": (
        {NEW: "", "autograder/sandbox/zygote.py": IMPORT_NEW},
        {ROWS, SANDBOX},
    ),
    "a new folder in the checks": (
        {NEW: "", "autograder/checks/report.py": IMPORT_NEW},
        {ROWS, SANDBOX, BOOK},
    ),
    "a new folder in an extension of the book": (
        {NEW: "", "book/_ext/texts.py": IMPORT_NEW},
        {ROWS, BOOK, EXERCISES},
    ),
    "a new folder behind what the book imports": (
        {NEW: "", "autograder/exercises/adam/networks.py": IMPORT_NEW},
        {ROWS, BOOK},
    ),
    "the sandbox behind what the book imports": (
        {"autograder/exercises/adam/networks.py": "from autograder.sandbox import zygote\n"},
        {BOOK},
    ),
    "a new table in grading": (
        {
            "autograder/tables/new.py": "",
            "autograder/grading/cells.py": "from autograder.tables import new\n",
        },
        {TABLES},
    ),
    "a new table in scoring": (
        {
            "autograder/tables/new.py": "",
            "autograder/scoring/quiz.py": "from autograder.tables import new\n",
        },
        {TABLES},
    ),
    "hidden test cells' functions in a lower row": (
        {"autograder/tables/make.py": "from autograder.grade import grade\n"},
        {ROWS},
    ),
    "the student's side in the grader's": (
        {"autograder/sandbox/outside/errors.py": "from autograder.sandbox.inside import shell\n"},
        {SIDES},
    ),
    "a new extension of the book": ({"book/_ext/new.py": ""}, {EXTENSIONS}),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules that the contracts are about, and the contracts."""
    root = tmp_path_factory.mktemp("package")
    for folder in ("autograder", "book/_ext"):
        shutil.copytree(
            paths.ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(paths.ROOT / "pyproject.toml", root)
    return root


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_each_contract_notices_what_is_new(violation: str, package: Path, tmp_path: Path) -> None:
    changes, contracts = VIOLATIONS[violation]
    shutil.copytree(package, tmp_path, dirs_exist_ok=True)
    for name, text in changes.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True,
    )  # fmt: skip
    verdicts = dict(line.rsplit(" ", 1) for line in _verdicts(done.stdout))
    assert len(verdicts) == 7, done.stdout + done.stderr
    broken = {name for name, verdict in verdicts.items() if verdict == "BROKEN"}
    assert broken == contracts, done.stdout


def _verdicts(output: str) -> list[str]:
    """Return each contract's line, without the count of imports that it allows."""
    lines = [line.partition(" (")[0] for line in output.splitlines()]
    return [line for line in lines if line.endswith((" KEPT", " BROKEN"))]

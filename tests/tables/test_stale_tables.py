"""A class's record is made anew when what it is made from changes, and only then.

Which of these changes make the values anew, too, is asked in `test_words_apart`.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import paths
from autograder.exercises import all_exercises
from autograder.tables import class_files

ASSIGNMENTS = sorted({exercise.assignment for exercise in all_exercises()})

# Making tables imports these too, and no value depends on them: where things lie and how they are
# called, quizzes, and correct variants. Whoever adds a module here must be sure of that; one that
# values depend on belongs in `class_files.SOURCES`.
NO_VALUE_DEPENDS_ON = (
    "__init__.py",
    "course/*.py",
    "quizzes/*.py",
    "quizzes/kinds/*.py",
    "runtime/checks_alias.py",
    "exercises/*/correct/*.py",
)
# Each assignment's modules are imported as if no other assignment had been there.
IMPORTED = """
import json, sys
from autograder.exercises import registry
from autograder.tables import hidden, make

alone = set(sys.modules)
imported = {}
for assignment in sys.argv[1:]:
    registry.of_assignment(assignment)
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] == "autograder"]
    imported[assignment] = [module.__file__ for module in ours]
    for name in set(sys.modules) - alone:
        if name.startswith("autograder."):
            del sys.modules[name]
print(json.dumps(imported))
"""


def test_each_module_that_makes_tables_counts_or_is_known_not_to_matter() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *ASSIGNMENTS],
        capture_output=True, text=True, check=True, cwd=paths.ROOT,
    )  # fmt: skip
    package = paths.ROOT / "autograder"
    for assignment, files in json.loads(done.stdout).items():
        assert f"/exercises/{assignment}/" in "".join(Path(file).as_posix() for file in files)
        for path in sorted(set(map(Path, files)) - set(class_files.sources(assignment))):
            name = path.relative_to(package)
            assert any(name.match(pattern) for pattern in NO_VALUE_DEPENDS_ON), (assignment, name)


@pytest.fixture
def copied_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what tables are made from, in which a test may write."""
    no_modules = shutil.ignore_patterns("__pycache__", "golden", "*.json")
    for name in ("autograder", "solutions"):
        shutil.copytree(paths.ROOT / name, tmp_path / name, ignore=no_modules)
    shutil.copy(paths.ROOT / "requirements.lock", tmp_path)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "SOLUTIONS", tmp_path / "solutions")
    monkeypatch.setenv(class_files.SEED_VARIABLE, "1")
    return tmp_path


def is_made_anew_after_a_change_to(path: Path, assignment: str = "losses") -> bool:
    """Return whether the tables of `assignment` are made anew once a line is added to a file."""
    before = class_files.made_from(assignment)
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write("# another line\n")
    after = class_files.made_from(assignment)
    return before != after


@pytest.mark.parametrize(
    "name",
    [
        "autograder/exercises/losses/cost.py",
        "autograder/exercises/losses/a_new_function.py",
        "autograder/exercises/losses/labels.py",
        "autograder/exercises/registry.py",
        "autograder/specification/keras_oracle.py",
        "autograder/checks/compare.py",
        "autograder/checks/models/layers.py",
        "autograder/tables/make.py",
        "autograder/assignments/source.py",
        "solutions/losses/losses.py",
        "requirements.lock",
    ],
)
def test_a_change_to_what_makes_values_makes_them_anew(name: str, copied_course: Path) -> None:
    assert is_made_anew_after_a_change_to(copied_course / name)


@pytest.mark.parametrize(
    "name",
    [
        "autograder/exercises/losses/correct/cost.py",
        "autograder/exercises/adam/adam_step.py",
        "autograder/exercises/a_new_assignment/a_function.py",
        "autograder/a_new_folder/a_module.py",
        "autograder/grading/pool.py",
        "autograder/sandbox/wire.py",
        "autograder/tables/visible.py",
        "solutions/adam/adam.py",
    ],
)
def test_no_other_change_does(name: str, copied_course: Path) -> None:
    assert not is_made_anew_after_a_change_to(copied_course / name)

"""What students get: every stub fails, every solution passes, and nothing is given away."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader import utils
from notebooks import errors, is_test, released, run, solved, stderr

from autograder.assignments import build, checks_beside
from autograder.assignments.source import is_solution, read
from autograder.course import paths
from autograder.tables.beside_notebooks import explained_tables

ASSIGNMENTS = paths.assignments()
# The quizzes have no stub that raises: an open question is simply not answered.
WITH_CODE = [name for name in ASSIGNMENTS if not name.startswith("quiz_")]


@pytest.mark.parametrize("assignment", WITH_CODE)
def test_every_check_fails_while_nothing_is_written(assignment: str) -> None:
    notebook = run(released(assignment), paths.EXERCISES / assignment)
    checks = [cell for cell in notebook.cells if is_test(cell) and "check_" in cell.id]
    assert checks
    assert [cell.id for cell in checks if not errors(cell)] == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_check_passes_once_the_solution_is_in(assignment: str) -> None:
    notebook = run(solved(assignment), paths.EXERCISES / assignment)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert {cell.id: errors(cell) for cell in code if errors(cell)} == {}
    assert {cell.id: stderr(cell) for cell in code if is_test(cell) and stderr(cell)} == {}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_students_folder_holds_no_solution_and_no_hidden_test(assignment: str) -> None:
    folder = paths.EXERCISES / assignment
    text = "\n".join(
        p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in (".py", ".ipynb")
    )
    assert "BEGIN SOLUTION" not in text
    assert "BEGIN HIDDEN" not in text
    assert "import grade" not in text
    assert not (folder / f"{assignment}.py").exists()
    student = {cell.id: cell.source for cell in released(assignment).cells}
    for cell in read(assignment).cells:
        if is_solution(cell):
            given_away = _solution_lines(cell.source) & set(
                map(str.strip, student[cell["id"]].split("\n"))
            )
            assert given_away <= {""}, cell["id"]


def _solution_lines(text: str) -> set[str]:
    inside, lines = False, set()
    for line in text.splitlines():
        if "BEGIN SOLUTION" in line:
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif inside:
            lines.add(line.strip())
    return lines


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_graded_cell_has_complete_metadata(assignment: str) -> None:
    settings = [c.metadata.nbgrader for c in read(assignment).cells if "nbgrader" in c.metadata]
    assert len({item.grade_id for item in settings}) == len(settings)
    for item in settings:
        keys = {"grade", "grade_id", "locked", "schema_version", "solution", "task"}
        assert keys <= item.keys(), item.grade_id
        assert item.schema_version == 3, item.grade_id
        assert not item.grade or item.points > 0, item.grade_id


@pytest.mark.parametrize("assignment", WITH_CODE)
def test_every_function_is_followed_by_a_visible_check_and_a_hidden_test(assignment: str) -> None:
    ids = [cell["id"] for cell in read(assignment).cells]
    for cell in read(assignment).cells:
        if is_solution(cell) and _defines(cell.source, cell["id"]):
            place = ids.index(cell["id"])
            assert ids[place + 1 : place + 3] == [f"check_{cell['id']}", f"grade_{cell['id']}"]


def _defines(text: str, name: str) -> bool:
    body = ast.parse(text).body
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in body)


@pytest.mark.parametrize("assignment", WITH_CODE)
def test_the_checks_beside_a_notebook_need_numpy_alone(assignment: str) -> None:
    folder = paths.EXERCISES / assignment / "checks"
    for path in folder.rglob("*.py"):
        if path.is_relative_to(folder / "models"):
            continue  # the checks of Keras models need Keras, and import it only when called
        tree = ast.walk(ast.parse(path.read_text("utf-8")))
        imports = {
            alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names
        }
        assert not imports & {"tensorflow", "keras", "scipy", "autograder"}, path


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_beside_a_notebook_lie_the_checks_that_it_calls_and_no_others(assignment: str) -> None:
    folder = paths.EXERCISES / assignment / "checks"
    beside = {path.relative_to(folder) for path in folder.rglob("*.py")}
    modules = {path.relative_to(paths.CHECKS) for path in paths.CHECKS.rglob("*.py")}
    asked_for = {
        "models": assignment == "keras_models",
        "size_kinds.py": assignment != "keras_models",
        "loss_sizes.py": assignment == "losses",
        "step_sizes.py": assignment == "adam",
    }
    if assignment in paths.quizzes():
        wanted = {place for place in modules if place.parts[0] in ("__init__.py", "quiz")}
    else:
        wanted = {p for p in modules if p.parts[0] != "quiz" and asked_for.get(p.parts[0], True)}
    # nbgrader would leave out a module that has the name of an assignment, such as losses.py.
    assert beside == wanted


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_module_beside_a_notebook_finds_what_it_imports(assignment: str) -> None:
    folder = paths.EXERCISES / assignment
    names = [
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in sorted((folder / "checks").rglob("*.py"))
    ]
    program = "\n".join(f"import {name}".removesuffix(".__init__") for name in names)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.xdist_group("build")
def test_a_build_removes_the_checks_that_a_notebook_no_longer_calls() -> None:
    stale = paths.SOLUTIONS / "forward_propagation" / "checks" / "models" / "facts.py"
    stale.parent.mkdir(parents=True, exist_ok=True)
    stale.write_text("")
    build.prepare("forward_propagation", explained_tables)
    assert not stale.parent.exists()
    assert (stale.parents[1] / "check.py").is_file()


def test_a_file_that_nbgrader_would_leave_out_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "losses.py").touch()
    monkeypatch.setattr(paths, "CHECKS", tmp_path)
    with pytest.raises(checks_beside.BuildFailedError, match=r"losses\.py: .* rename the file"):
        build.prepare("adam", explained_tables)


@pytest.fixture
def copied_exercises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of exercises/ that a test may spoil."""
    copy = tmp_path / "exercises"
    shutil.copytree(paths.EXERCISES, copy)
    monkeypatch.setattr(paths, "EXERCISES", copy)
    return copy


@pytest.mark.xdist_group("build")
def test_a_build_that_is_up_to_date_finds_nothing_stale() -> None:
    assert build.check(["forward_propagation"], explained_tables) == []


@pytest.mark.xdist_group("build")
def test_a_stale_file_is_named_together_with_the_command_that_mends_it(
    copied_exercises: Path,
) -> None:
    folder = copied_exercises / "forward_propagation"
    (folder / "checks" / "dense.json").unlink()
    (folder / "checks" / "stray.py").write_text("")
    notebook = folder / "forward_propagation.ipynb"
    notebook.write_text(notebook.read_text().replace("sigmoid", "logistic", 1))
    assert build.check(["forward_propagation"], explained_tables) == [
        f"exercises/forward_propagation/{what}; {build.REMEDY}"
        for what in (
            "checks/dense.json is missing",
            "checks/stray.py is made by nothing",
            "forward_propagation.ipynb is stale",
        )
    ]


def test_a_notebook_with_somebodys_work_is_recognised(copied_exercises: Path) -> None:
    path = copied_exercises / "forward_propagation" / "forward_propagation.ipynb"
    assert not build.holds_work(path)
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if utils.is_solution(cell))
    cell.source = cell.source.replace("raise NotImplementedError()", "return 1 / (1 + np.exp(-z))")
    nbformat.write(notebook, path)
    assert build.holds_work(path)


@pytest.mark.xdist_group("build")
def test_a_build_leaves_somebodys_work_alone(
    copied_exercises: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied_exercises / "forward_propagation" / "forward_propagation.ipynb"
    data = json.loads(path.read_text("utf-8"))
    written = next(c for c in data["cells"] if c["id"] == "sigmoid")
    written["source"] = ["def sigmoid(z):\n", "    return 0\n"]
    path.write_text(json.dumps(data))
    before = path.read_text()
    build.build(["forward_propagation"], explained_tables)
    assert path.read_text() == before
    assert "holds somebody's work" in capsys.readouterr().out

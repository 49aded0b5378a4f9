"""What practising takes from the sources and from the settings."""

import json
import zipfile
from pathlib import Path

import nbformat
import practice_jobs
import pytest
from sphinx.errors import ExtensionError

from autograder.course import paths
from autograder.exercises import Exercise, all_exercises
from book._ext.notebooks.folders import write_zip
from book._ext.notebooks.launch_links import launches
from book._ext.notebooks.released import released
from book._ext.practising import local_pyodide

ROOT = Path(practice_jobs.ROOT)


@pytest.mark.parametrize("assignment", paths.assignments())
def test_the_book_shows_the_notebook_that_nbgrader_releases(assignment: str) -> None:
    made = nbformat.writes(released(assignment)) + "\n"
    assert made == (paths.EXERCISES / assignment / f"{assignment}.ipynb").read_text("utf-8")


def test_the_checks_in_the_page_are_the_files_beside_the_notebook() -> None:
    for name, content in practice_jobs.packed_assignments().items():
        folder = paths.EXERCISES / name
        wanted = [*folder.glob("checks/**/*.py"), *folder.glob("checks/**/*.json")]
        assert set(content["files"]) == {path.relative_to(folder).as_posix() for path in wanted}
        for path in wanted:
            assert content["files"][path.relative_to(folder).as_posix()] == path.read_text("utf-8")


@pytest.mark.parametrize("assignment", ["forward_propagation", "keras_models"])
def test_the_folder_to_download_holds_the_checks_beside_the_notebook(
    assignment: str, tmp_path: Path
) -> None:
    write_zip(assignment, tmp_path / "folder.zip")
    with zipfile.ZipFile(tmp_path / "folder.zip") as archive:
        packed = {name for name in archive.namelist() if "/checks/" in name}
    folder = paths.EXERCISES / assignment / "checks"
    wanted = [*folder.rglob("*.py"), *folder.rglob("*.json")]
    assert packed == {path.relative_to(paths.EXERCISES).as_posix() for path in wanted}


def test_nothing_that_a_student_may_have_changed_is_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "EXERCISES", tmp_path / "worked_in")
    write_zip("adam", tmp_path / "folder.zip")
    with zipfile.ZipFile(tmp_path / "folder.zip") as archive:
        assert {"adam/digits.npy", "adam/checks/check.py"} < set(archive.namelist())
    assert "checks/check.py" in practice_jobs.packed_assignments()["adam"]["files"]


def test_every_function_has_a_cell_of_its_name_and_a_check_after_it() -> None:
    packed = practice_jobs.packed_assignments()
    for exercise in all_exercises():
        if isinstance(exercise, Exercise):
            cells = packed[exercise.assignment]["notebook"]["cells"]
            ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
            at = ids.index(exercise.name)
            assert ids[at + 1] == f"check_{exercise.name}"


def test_no_solution_is_packed() -> None:
    for content in practice_jobs.packed_assignments().values():
        assert "BEGIN SOLUTION" not in json.dumps(content)
        assert "HIDDEN TESTS" not in json.dumps(content)


def settings(**changes: str) -> dict[str, str]:
    none = {"practice_repository": "", "practice_branch": "main", "practice_jupyterhub": ""}
    return none | changes


def test_launch_links_are_off_while_no_repository_is_set() -> None:
    assert launches(settings(), "losses") == []


def test_launch_links_open_the_assignments_notebook() -> None:
    found = launches(
        settings(
            practice_repository="https://github.com/someone/course.git",
            practice_jupyterhub="https://hub.example.org/",
        ),
        "losses",
    )
    assert {launch.place: launch.address for launch in found} == {
        "Colab": "https://colab.research.google.com/github/someone/course/blob/main/"
        "exercises/losses/losses.ipynb",
        "Binder": "https://mybinder.org/v2/gh/someone/course/main"
        "?labpath=exercises%2Flosses%2Flosses.ipynb",
        "JupyterHub": "https://hub.example.org/hub/user-redirect/git-pull"
        "?repo=https%3A%2F%2Fgithub.com%2Fsomeone%2Fcourse&branch=main"
        "&urlpath=lab%2Ftree%2Fcourse%2Fexercises%2Flosses%2Flosses.ipynb",
    }
    assert "git clone" in found[0].first
    assert found[0].first.endswith("%cd course/exercises/losses")
    assert (ROOT / "exercises/losses/losses.ipynb").is_file()


def test_a_repository_elsewhere_is_launched_on_a_hub_only() -> None:
    address = "https://git.example.org/someone/course"
    hub = "https://hub.example.org"
    found = launches(settings(practice_repository=address, practice_jupyterhub=hub), "adam")
    assert [launch.place for launch in found] == ["JupyterHub"]


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ExtensionError, match="practice_repository"):
        launches(settings(practice_repository="someone/course"), "adam")


def test_binder_installs_what_students_need() -> None:
    folder = ROOT / ".binder"
    (line,) = (folder / "requirements.txt").read_text("utf-8").splitlines()
    lock = (folder / line.removeprefix("-r ")).resolve()
    assert lock == ROOT / "requirements-student.lock"
    names = {row.partition("==")[0] for row in lock.read_text("utf-8").splitlines() if "==" in row}
    assert {"numpy", "matplotlib", "jupyterlab"} <= names
    assert (folder / "runtime.txt").read_text("utf-8").strip() == "python-3.11"


def test_a_folder_that_is_no_pyodide_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ExtensionError, match=r"no pyodide-lock\.json"):
        local_pyodide.file_names(tmp_path)
    lock = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text("utf-8"))
    lock["info"]["version"] = "0.26.0"
    (tmp_path / "pyodide-lock.json").write_text(json.dumps(lock))
    with pytest.raises(ExtensionError, match=r"holds Pyodide 0\.26\.0; the book needs 0\.27\.7"):
        local_pyodide.file_names(tmp_path)
    lock["info"]["version"] = local_pyodide.VERSION
    (tmp_path / "pyodide-lock.json").write_text(json.dumps(lock))
    with pytest.raises(ExtensionError, match=r"lacks pyodide\.js"):
        local_pyodide.file_names(tmp_path)
    for name in (*local_pyodide.RUNTIME[:-1], lock["packages"]["numpy"]["file_name"]):
        (tmp_path / name).write_text("not this")
    with pytest.raises(ExtensionError, match="is not the file of Pyodide"):
        local_pyodide.file_names(tmp_path)


def test_an_address_of_pyodide_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(local_pyodide.VARIABLE, raising=False)
    with pytest.raises(ExtensionError, match="practice_pyodide"):
        local_pyodide.take_setting(None, {"practice_pyodide": "pyodide/"})

"""From an assignment's source text to the student's folder, through `nbgrader generate_assignment`.

solutions/<a>/<a>.py -> solutions/<a>/<a>.ipynb and checks/ -> exercises/<a>/
"""

from __future__ import annotations

import filecmp
import io
import tempfile
from collections.abc import Container, Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
import numpy as np
from nbgrader import utils

from ..course import consistency, course_file, derived_files, paths
from ..course.nbgrader_command import nbgrader
from .checks_beside import BuildFailedError, Tables, check_files
from .datasets import DATA
from .source import read

REMEDY = "run `autograder build` and commit the result"


def build(names: Sequence[str], tables: Tables, force: bool = False) -> None:
    """Make the solutions notebooks and `exercises/` for the named assignments.

    `tables` is `explained_tables` of `tables.beside_notebooks`, which no module here may import.
    A notebook under `exercises/` in which somebody has worked is left alone unless `force`. What
    follows from `course.yml` is written too; a build of all refuses a course with faults.
    """
    faults = consistency.faults(paths.course(), paths.ROOT) if _are_all(names) else []
    if faults:
        raise BuildFailedError("\n".join(faults))
    for path in derived_files.write(paths.course(), paths.ROOT):
        print(f"changed {path.relative_to(paths.ROOT).as_posix()}")
    wanted = []
    for name in names:
        prepare(name, tables)
        if not force and holds_work(paths.EXERCISES / name / f"{name}.ipynb"):
            print(f"exercises/{name} holds somebody's work and is left as it is; save it "
                  f"elsewhere, then run `autograder build --force {name}`")  # fmt: skip
            continue
        print(f"exercises/{name}", flush=True)
        wanted.append(name)
    _generate(wanted, [])


def check(names: Sequence[str], tables: Tables) -> list[str]:
    """Return a message for each file that is not what a build would make."""
    of_course = derived_files.stale(paths.course(), paths.ROOT)
    if _are_all(names):
        of_course += [*consistency.faults(paths.course(), paths.ROOT), *_stray_folders()]
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            prepare(name, tables)
        database = f"sqlite:///{folder}/gradebook.db"
        _generate(names, [f"--CourseDirectory.release_directory={folder}", f"--db={database}"])
        for name in names:
            faults += _differences(Path(folder) / name, paths.EXERCISES / name)
    return of_course + [f"{fault}; {REMEDY}" for fault in faults]


def holds_work(path: Path) -> bool:
    """Return whether a released notebook was changed in a cell that students write."""
    if not path.exists():
        return False
    cells = nbformat.read(path, as_version=4).cells
    return any(
        cell.metadata.nbgrader.get("checksum") != utils.compute_checksum(cell)
        for cell in cells
        if utils.is_solution(cell)
    )


def prepare(name: str, tables: Tables, keep_data: bool = False) -> None:
    """Write what nbgrader reads: the solutions notebook, the checks and the data beside it.

    Files that are right already are left untouched, so that two builds do not disturb each other.
    With `keep_data`, data that are there are not made again, which takes seconds.
    """
    folder = paths.SOLUTIONS / name
    wanted = _prepared(name, tables, keep_data)
    _remove_stale(folder / "checks", wanted)
    for path, content in wanted.items():
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def prepared_files(name: str, tables: Tables) -> dict[Path, bytes]:
    """Return the files that nbgrader reads of an assignment, by their places in its folder.

    Files of `solutions/` that no build makes, such as pictures, are among them.
    """
    folder = paths.SOLUTIONS / name
    stored = {path: path.read_bytes() for path in folder.rglob("*") if _belongs(path, name)}
    files = stored | _prepared(name, tables)
    return {path.relative_to(folder): content for path, content in files.items()}


def _belongs(path: Path, name: str) -> bool:
    inside = path.relative_to(paths.SOLUTIONS / name).parts
    skipped = {"checks", "__pycache__", ".ipynb_checkpoints"} & set(inside)
    return path.is_file() and not skipped and path.name != f"{name}.py"


def _remove_stale(folder: Path, wanted: Container[Path]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # a folder comes after its contents
        if path.is_file() and path not in wanted:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _prepared(name: str, tables: Tables, keep_data: bool = False) -> dict[Path, bytes]:
    folder = paths.SOLUTIONS / name
    notebook = nbformat.writes(solutions_notebook(name)) + "\n"
    files = {folder / f"{name}.ipynb": notebook.encode()}
    checks = check_files(name, tables)
    files |= {folder / "checks" / place: content for place, content in checks.items()}
    for file, make in DATA.get(name, {}).items():
        if keep_data and (folder / file).exists():
            continue
        content = io.BytesIO()
        np.save(content, make(), allow_pickle=False)
        files[folder / file] = content.getvalue()
    return files


def solutions_notebook(name: str) -> nbformat.NotebookNode:
    """Return the solutions notebook of an assignment, without jupytext's own metadata."""
    notebook = deepcopy(read(name))
    notebook.metadata = nbformat.NotebookNode(kernelspec=notebook.metadata.kernelspec)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def _generate(names: Sequence[str], flags: list[str]) -> None:
    if not names:
        return
    done = nbgrader(*names, *flags, module="autograder.assignments.generate_all")
    if done.returncode != 0:
        raise BuildFailedError(done.output)


def _differences(made: Path, stored: Path) -> list[str]:
    names = {p.relative_to(root) for root in (made, stored) for p in root.rglob("*") if p.is_file()}
    names = {name for name in names if "__pycache__" not in name.parts}
    faults: list[str] = []
    for name in sorted(names):
        shown = f"exercises/{stored.name}/{name.as_posix()}"
        if not (stored / name).exists():
            faults.append(f"{shown} is missing")
        elif not (made / name).exists():
            faults.append(f"{shown} is made by nothing")
        elif not filecmp.cmp(made / name, stored / name, shallow=False):
            faults.append(f"{shown} is stale")
    return faults


def _are_all(names: Sequence[str]) -> bool:
    return set(names) == set(paths.assignments())


def _stray_folders() -> list[str]:
    known = set(paths.assignments())
    folders = sorted(p.name for p in paths.EXERCISES.glob("*") if p.is_dir())
    return [
        f"exercises/{name}:1: no assignment in {course_file.NAME} has this folder; delete it"
        for name in folders
        if name not in known
    ]

"""Find where the gradebook, the instructor's notebook, its source text and the release disagree.

nbgrader takes points and test cells from the gradebook, which holds them as they were when the
assignment was generated. If one of the others has changed since, right work would lose points.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from ..course import course_file, paths
from ..course.errors import CourseError
from ..course.fingerprint import fingerprint
from ..tables import class_files
from .cells import name_of
from .compare_text import without_whitespace
from .gradebook_source import Source
from .reference_trial import kept_results

MAX_SHOWN = 6
# nbgrader itself changes a cell with one of these when it generates the assignment.
FILLED_IN = ("BEGIN SOLUTION", "AUTOTEST")
# What turns a source text into cells: a change to it can change them.
READERS = ("assignments/*.py", "quizzes/**/*.py")


@dataclass(frozen=True)
class GradedCell:
    """What decides about points in a cell; `test` is the text of a test, without whitespace."""

    points: float | None
    kind: str
    test: str = ""


Cells = Mapping[str, GradedCell]


def disagreements(assignment: str, sources: Mapping[str, Source], course: CourseDirectory) -> str:
    """Return what disagrees and which command fixes it, or nothing.

    `sources` are what the gradebook holds of each notebook, by their names.
    """
    generate = f"nbgrader generate_assignment {assignment} --force"
    folder = Path(course.format_path(course.source_directory, ".", assignment))
    release = Path(course.format_path(course.release_directory, ".", assignment))
    for name, source in sources.items():
        built = _cells_in(folder / f"{name}.ipynb")
        if built is None:
            continue  # its absence is reported when it is needed
        build = f"autograder build {assignment}"
        if found := _changed_since_built(assignment, name, folder, course, built):
            return (
                f"solutions/{assignment}/{assignment}.py has changed since the notebook was built "
                f"from it: {_listed(found)}. {_remedy(assignment, build)}"
            )
        held = _held(source)
        if found := _differences(built, held):
            return (
                f"{folder / name}.ipynb has changed since the gradebook learnt of it: "
                f"{_listed(found)}. {_remedy(assignment, generate)}"
            )
        released = _cells_in(release / f"{name}.ipynb")
        if released is not None and (found := _differences(_points(released), _points(held))):
            return (
                f"{release / name}.ipynb, which students get, is not the notebook that the "
                f"gradebook holds: {_listed(found)}. Run `{generate}`, "
                "and hand it out again."
            )
    return ""


def _remedy(assignment: str, command: str) -> str:
    return (
        f"If nobody is graded yet, run `{command}`. If somebody is, `autograder regrade "
        f"{assignment} --dry-run` says what that changes, and `autograder regrade {assignment}` "
        "does it (teaching.md, `Upgrade in mid-term`)."
    )


def _cells_in(path: Path) -> Cells | None:
    """Return the cells of an instructor's notebook that count; None if it cannot be read."""
    try:
        return _cells_of(nbformat.read(path, as_version=4).cells)
    except (OSError, ValueError, AttributeError):
        return None


def _cells_of(cells: list[NotebookNode]) -> Cells:
    return {name_of(cell): _cell(cell) for cell in cells if _counts(cell)}


def _counts(cell: NotebookNode) -> bool:
    settings = cell.metadata.get("nbgrader", {})
    return bool(name_of(cell)) and any(
        settings.get(key) for key in ("grade", "solution", "locked", "task")
    )


def _cell(cell: NotebookNode) -> GradedCell:
    settings = cell.metadata["nbgrader"]
    graded, solution = bool(settings.get("grade")), bool(settings.get("solution"))
    task = bool(settings.get("task"))
    points = settings.get("points") if graded or task else None
    is_test = graded and not solution and not any(word in cell.source for word in FILLED_IN)
    return GradedCell(
        None if points is None else float(points),
        _kind(graded, solution, task),
        without_whitespace(cell.source) if is_test else "",
    )


def _held(source: Source) -> Cells:
    return {
        cell.name: GradedCell(
            cell.points,
            _kind(cell.grade, cell.solution, cell.task),
            without_whitespace(cell.source) if cell.grade and not cell.solution else "",
        )
        for cell in source.cells
    }


def _kind(graded: bool, solution: bool, task: bool) -> str:
    if task:
        return "a task"
    if graded:
        return "an answer that a person grades" if solution else "a test"
    return "a solution" if solution else "a text that students cannot change"


def _points(cells: Cells) -> Cells:
    """Leave out the tests' texts: what students get lacks their hidden parts."""
    return {name: GradedCell(cell.points, cell.kind) for name, cell in cells.items()}


def _changed_since_built(
    assignment: str, name: str, folder: Path, course: CourseDirectory, built: Cells
) -> list[str]:
    """Return how a notebook of this course differs from its source text, a phrase for each cell."""
    if folder != paths.SOLUTIONS / assignment or assignment not in paths.assignments():
        return []
    sources = _source_files(assignment)
    if name != assignment or not all(source.exists() for source in sources):
        return []
    found_to_agree = kept_results(course, assignment) / "agrees-with-source"
    readers = class_files.modules(READERS, assignment)
    compared = fingerprint([*sources, folder / f"{name}.ipynb", *readers], paths.ROOT)
    if _text(found_to_agree) == compared:
        return []
    found = _differences(_source_text(assignment), built)
    if not found:
        with contextlib.suppress(OSError):  # the disk is full: next time it is compared again
            found_to_agree.parent.mkdir(parents=True, exist_ok=True)
            found_to_agree.write_text(compared, "utf-8")
    return found


def _source_files(assignment: str) -> list[Path]:
    if assignment in paths.quizzes():
        return [paths.ROOT / course_file.NAME, *map(paths.quiz_of, paths.quizzes()[assignment])]
    return [paths.source_of(assignment)]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _source_text(assignment: str) -> Cells:
    # Imported here: it imports NumPy and jupytext, which take half a second.
    from ..assignments import source as source_text

    try:
        return _cells_of(source_text.read(assignment).cells)
    except CourseError as error:
        raise CourseError(f"The source of {assignment} cannot be read: {error}") from error


def _differences(new: Cells, old: Cells) -> list[str]:
    """Return how the cells `new` differ from `old`, a phrase for each cell."""
    return sorted(_each_difference(new, old))


def _each_difference(new: Cells, old: Cells) -> Iterator[str]:
    added = [name for name in new if name not in old]
    removed = [name for name in old if name not in new]
    if added:
        yield f"{', '.join(added)} {'is' if len(added) == 1 else 'are'} new"
    if removed:
        yield f"{', '.join(removed)} {'is' if len(removed) == 1 else 'are'} gone"
    for name in new.keys() & old.keys():
        this, that = new[name], old[name]
        if this.points != that.points:
            yield f"{name} is worth {_shown(this.points)}, not {_shown(that.points)}"
        elif this.kind != that.kind:
            yield f"{name} is {this.kind}, not {that.kind}"
        elif this.test and that.test and this.test != that.test:
            yield f"the test {name} has another text"


def _shown(points: float | None) -> str:
    return "no points" if points is None else f"{points:g} point{'' if points == 1 else 's'}"


def _listed(found: list[str]) -> str:
    more = f"; and {len(found) - MAX_SHOWN} more" if len(found) > MAX_SHOWN else ""
    return "; ".join(found[:MAX_SHOWN]) + more

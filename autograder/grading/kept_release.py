"""Keep the released folder when `nbgrader generate_assignment --force` fails.

nbgrader deletes it before it begins, and once more when it has failed. It has no setting for this,
so its function is replaced.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

_convert_notebooks = GenerateAssignment.convert_notebooks


def patch_release() -> None:
    """Replace nbgrader's `convert_notebooks`."""
    GenerateAssignment.convert_notebooks = convert_notebooks


def convert_notebooks(converter: GenerateAssignment) -> None:
    """Generate the assignments; if one fails, put back what was released before."""
    folders = [_release_of(converter, folder) for folder in converter.assignments]
    with _kept([folder for folder in folders if folder.is_dir()]):
        try:
            _convert_notebooks(converter)
        except NbGraderException:
            _explain(converter, folders)
            raise


def _release_of(converter: GenerateAssignment, source: str) -> Path:
    return Path(converter._format_dest(Path(source).name, "."))


@contextlib.contextmanager
def _kept(folders: list[Path]) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="released-") as place:
        copies = [(folder, Path(place) / str(number)) for number, folder in enumerate(folders)]
        for folder, copy in copies:
            shutil.copytree(folder, copy, symlinks=True)
        try:
            yield
        except BaseException:
            for folder, copy in copies:
                if folder.exists():
                    utils.rmtree(str(folder))
                shutil.copytree(copy, folder, symlinks=True)
            raise


def _explain(converter: GenerateAssignment, folders: list[Path]) -> None:
    """Say what is as it was, and what to do if the cause are submissions in the gradebook."""
    names = [folder.name for folder in folders]
    if graded := [name for name in names if _has_submissions(converter, name)]:
        converter.log.error(
            "Submissions for %s are in the gradebook, so no graded cell can be added, removed or "
            "renamed here: `autograder regrade` does that (teaching.md, `Upgrade in mid-term`).",
            ", ".join(graded),
        )
    converter.log.error(
        "What was released before is left as it was: %s", ", ".join(map(str, folders))
    )


def _has_submissions(converter: GenerateAssignment, assignment: str) -> bool:
    course = converter.coursedir
    with Gradebook(course.db_url, course.course_id) as book, contextlib.suppress(MissingEntry):
        return bool(book.find_assignment(assignment).submissions)
    return False

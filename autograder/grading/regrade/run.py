"""`autograder regrade ASSIGNMENT`: grade again, say what changes and why, and write it if asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from .. import grading_lock
from ..course_settings import course_config
from ..dates import penalties
from ..gradebook_source import Source, source_of
from ..staging import move
from ..steps import LatePenalties
from ..submission_fingerprint import submission_of, tests_of
from .differences import Comparison, compare, points_in
from .explanation import Grading, explain
from .kept_exports import keep_exports
from .scratch import RegradeError, Scratch, scratch_of
from .text import lines_of
from .write import write

Files = Mapping[Path, bytes]


@dataclass
class Regrade:
    """Another grading of an assignment.

    `files` are what a build makes of the assignment's sources; None for an assignment that is not
    built but written as a notebook. `expected` stands for the class's expected values.
    """

    assignment: str
    course: CourseDirectory
    expected: str = ""
    files: Files | None = None
    say: Callable[[str], None] = print

    def run(self, dry_run: bool) -> bool:
        """Grade again and say what changes; write it unless `dry_run`. Return whether it did."""
        scratch = scratch_of(self.course, self.assignment)
        old = self._grading(self._graded_before())
        scratch.prepare(self._files(), self.expected)
        self.say(f"Grading {self.assignment} again beside the class's gradebook ...")
        complaints = scratch.grade()
        found, outdated = self._compare(scratch, old)
        for line in [*complaints, *lines_of(self.assignment, found, not dry_run)]:
            self.say(line)
        writes = bool(found.changes or outdated) and not dry_run
        if writes:
            self._write(scratch, [change.student for change in found.changes], outdated)
        elif found.changes or outdated:
            self.say("Nothing is written. Without --dry-run, it is.")
        else:
            self.say("Nothing was changed.")
        if not dry_run:
            scratch.remove()
        return writes

    def _files(self) -> Files:
        if self.files is not None:
            return self.files
        folder = Path(self.course.format_path(self.course.source_directory, ".", self.assignment))
        found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        if not found:
            raise RegradeError(f"{folder} holds no notebook: which assignment do you mean?")
        return {path.relative_to(folder): path.read_bytes() for path in found}

    def _gradebook(self) -> AbstractContextManager[Gradebook]:
        return Gradebook(self.course.db_url, self.course.course_id)

    def _graded_before(self) -> dict[str, Source]:
        try:
            with self._gradebook() as book:
                entry = book.find_assignment(self.assignment)
                if entry.submissions:
                    names = [notebook.name for notebook in entry.notebooks]
                    return {name: source_of(book, self.assignment, name) for name in names}
        except MissingEntry:
            pass
        raise RegradeError(
            f"nobody is graded yet: run `nbgrader autograde {self.assignment}` instead"
        )

    def _grading(self, sources: Mapping[str, Source]) -> Grading:
        return Grading(sources, self._autograded())

    def _autograded(self) -> Path:
        place = self.course.format_path(self.course.autograded_directory, "STUDENT", "A")
        return Path(place).parents[1]

    def _compare(self, scratch: Scratch, old: Grading) -> tuple[Comparison, list[str]]:
        """Return what changes, and who was graded with other tests than those of today."""
        with self._gradebook() as book, Gradebook(scratch.db_url) as again:
            before, after = (points_in(one, self.assignment) for one in (book, again))
            sources = {
                notebook.name: source_of(again, self.assignment, notebook.name)
                for notebook in again.find_assignment(self.assignment).notebooks
            }
        found, new = compare(before, after), Grading(sources, scratch.autograded)
        places = {student: self._places(scratch, student) for student in before}
        outdated = [name for name, (a, b) in places.items() if tests_of(a) != tests_of(b)]
        found.changes = [
            explain(
                change, self.assignment, old, new,
                _differ(*map(submission_of, places[change.student])),
                change.student in outdated,
            )
            for change in found.changes
        ]  # fmt: skip
        return found, [name for name in outdated if name not in found.not_graded]

    def _places(self, scratch: Scratch, student: str) -> tuple[Path, Path]:
        return tuple(  # type: ignore[return-value]
            root / student / self.assignment for root in (self._autograded(), scratch.autograded)
        )

    def _write(self, scratch: Scratch, changed: list[str], outdated: list[str]) -> None:
        with grading_lock.grading([self.assignment], self.course):
            kept = keep_exports(self.assignment, self._autograded().parent / "grades.csv")
            with self._gradebook() as book, Gradebook(scratch.db_url) as again:
                write(book, again, self.assignment)
                step = LatePenalties(config=course_config())
                penalties.apply(book, self.assignment, step, penalties.dates_of(self.course))
            for student in dict.fromkeys([*changed, *outdated]):
                old, new = self._places(scratch, student)
                if new.is_dir():
                    move(new, old)
        self.say("Written. What people gave (points, extra credit, comments) is as it was.")
        if kept:
            names = ", ".join(path.name for path in kept)
            self.say(f"What was exported before is kept as {names}.")
        self.say(
            f"Next: `nbgrader generate_feedback {self.assignment}`, then `nbgrader export` or "
            f"`autograder export {self.assignment} --to ...`."
        )


def _differ(one: str, other: str) -> bool:
    """Return whether two records are known and say different things."""
    return bool(one and other and one != other)

"""`nbgrader autograde` over a class: one failure never stops the run; every submission is recorded.

nbgrader's own converter is kept, with its configuration, hooks and steps. What changes is how it
goes through the class: the next notebooks already run while one is being recorded; a submission is
assembled beside its place and moved there when it is complete; what is wrong is recorded with it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import tempfile
import warnings
from pathlib import Path
from typing import Any

import sqlalchemy.exc
from nbgrader.api import MissingEntry
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import LimitOutput
from traitlets import List, Type

from ..reports.unfinished import ForcedRun, begin_forced_runs
from . import grading_lock, submission, timestamps
from .cluster.reaching import at_work, connect
from .dates import penalties
from .durations import in_words
from .exporter import SubmissionExporter, text_of
from .find_submissions import SubmissionFolders, find_submissions
from .graded_assignment import GradedAssignment
from .hopeless import AGAIN, stop_if_hopeless
from .literal_paths import patch_paths
from .lookahead import LookAhead
from .progress import progress_bar
from .record_failures import record_failures
from .run_summary import RunSummary
from .settings import Sandbox, take_time_limit
from .shared_gradebook import SharedGradebook, close_all
from .staging import keep_other_notebooks, make, move, remove
from .steps import Clean, LatePenalties, RestoreCells, RunSandboxed, SaveGrades
from .submission import Notes, Submission
from .submission_fingerprint import Fingerprints, copy_record, tests_of
from .submitted_files import MIB


class SandboxedAutograde(Autograde):
    """nbgrader's Autograde, with each student's code in a sandbox."""

    exporter_class = Type(SubmissionExporter).tag(config=True)
    sanitize_preprocessors = List([RestoreCells]).tag(config=True)
    autograde_preprocessors = List(
        [RunSandboxed, Clean, LimitOutput, SaveGrades, LatePenalties]
    ).tag(config=True)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        patch_paths()
        super().__init__(*arguments, **keywords)
        self.sandbox = Sandbox(parent=self)
        self._look_ahead = LookAhead()
        self._summary = RunSummary()
        self._folders = SubmissionFolders()
        self._graded: dict[str, GradedAssignment] = {}
        self._forced: dict[str, ForcedRun] = {}
        self._steps: dict[bool, list[Any]] = {}  # of the first round and of the second
        # Of the submission whose turn it is:
        self._notes = Notes()
        self._submission: Submission | None = None

    # The run

    def start(self) -> None:
        """Grade the class, end all processes, and report; raises if a submission failed."""
        self._summary = RunSummary()
        take_time_limit(self.sandbox, self.config, self.log)
        self._fingerprints = Fingerprints(self.coursedir.ignore, self.sandbox.largest_file * MIB)
        # nbgrader builds its rows one by one; the gradebook that is held open warns of the order.
        warnings.filterwarnings("ignore", category=sqlalchemy.exc.SAWarning)
        with tempfile.TemporaryDirectory(prefix="grading-") as scratch:
            self._scratch = Path(scratch)
            self._scratch.chmod(0o755)  # student processes read files in it
            try:
                with contextlib.ExitStack() as self._locks:
                    super().start()
            except NbGraderException as error:
                self.log.error("%s", error)  # nbgrader itself does not log it
                raise
            except KeyboardInterrupt:
                self.log.error("Interrupted. %s", AGAIN)
                raise SystemExit(128 + signal.SIGINT) from None
            finally:
                for assignment in self._graded.values():
                    if assignment.cluster:
                        self._summary.note_cluster(assignment.cluster)
                    assignment.close()
                close_all()
                self._summary.note_tests(self._graded.values())
                self._summary.report(self.log, self._folders.misplaced)
                record_failures(self.coursedir, self._graded, self._folders, self._summary.failures)
                gc.freeze()  # Python would go through everything several times before it ends
        if complaint := self._summary.complaint:
            raise NbGraderException(complaint)

    def init_notebooks(self) -> None:
        """Find the submissions, including those without any notebook."""
        self._dates = penalties.dates_for_grading(self.coursedir)
        self._folders = find_submissions(self.coursedir)
        for (name, student), reason in self._folders.refused.items():
            self._summary.failures[student, name] = reason
        if not self._folders.ids and not self._summary.failures:
            super().init_notebooks()  # logs what there is instead, and raises
        names = list(dict.fromkeys(name for name, _ in self._folders.ids.values()))
        try:
            self._locks.enter_context(grading_lock.grading(names, self.coursedir))
        except Exception as error:
            stop_if_hopeless(error)
            raise
        for name in names:
            scratch, left = self._scratch / name, self.exclude_overwriting.get(name, [])
            self._graded[name] = GradedAssignment(name, self.coursedir, self.sandbox, scratch, left)
        self.assignments = {
            folder: [f"{os.path.join(folder, name)}.ipynb" for name in self._graded[its].notebooks]
            for folder, (its, _) in self._folders.ids.items()
        }

    def convert_notebooks(self) -> None:
        """Grade each submission that is due, and start the next ones before their turn."""
        if self.force:
            self._forced = begin_forced_runs(self.coursedir, self._graded, self.log)
        waiting = [folder for folder in sorted(self.assignments) if self._is_due(folder)]
        self._summary.due = len(waiting) + len(self._summary.failures)
        runs = RunSandboxed(parent=self).enabled
        if runs and self.sandbox.scheduler:
            connect(map(self._assignment_of, waiting))
        for assignment in self._graded.values() if runs and waiting else ():
            assignment.start_trials()
        gc.freeze()  # what was imported stays: no collection need go through it again
        with progress_bar(len(waiting), self.log, self.sandbox.progress) as advance:
            for index, folder in enumerate(waiting):
                reach = self._assignment_of(folder).ahead() if runs else 0
                for soon in waiting[index : index + reach]:
                    for path in self.assignments[soon]:
                        self._look_ahead.submit(self._assignment_of(soon), Path(path))
                advance.current(self._folders.ids[folder][1])
                self._convert(folder)
                advance(at_work(self._graded.values()))
        for run in self._forced.values():
            run.finish()
        self._apply_dates()

    def _apply_dates(self) -> None:
        """Enter dates and penalties of all submissions, whether they were due or not."""
        step = LatePenalties(parent=self)
        for name in self._graded if LatePenalties in self.autograde_preprocessors else ():
            with SharedGradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
                penalties.apply(book, name, step, self._dates)

    def _assignment_of(self, folder: str) -> GradedAssignment:
        return self._graded[self._folders.ids[folder][0]]

    def _is_due(self, folder: str) -> bool:
        self.notebooks = self.assignments[folder]
        try:
            due: bool = self.init_destination(*self._folders.ids[folder])
        except Exception as error:
            self._record_failure(folder, error)
            return False
        return due

    def _record_failure(self, folder: str, error: Exception) -> None:
        assignment, student = self._folders.ids[folder]
        self.log.debug("%s, %s", student, assignment, exc_info=True)
        self._summary.fail(student, assignment, error)

    def _convert(self, folder: str) -> None:
        """Grade one submission; whatever happens with it is recorded with it."""
        assignment, student = self._folders.ids[folder]
        self.notebooks, self._notes = list(self.assignments[folder]), Notes()
        if odd := self._folders.odd_names.get((assignment, student)):
            self._notes.add(odd)
        final = Path(super()._format_dest(assignment, student))
        staged = Path(self._format_dest(assignment, student))
        try:
            remove(staged)
            self.run_pre_convert_hook()
            self.init_assignment(assignment, student)
            for notebook in self.notebooks:
                self.convert_single_notebook(notebook)
            self._record(Path(folder), staged, final)
            self.set_permissions(assignment, student)
            move(staged, final)
            self.run_post_convert_hook()
            self._summary.graded += 1
            if run := self._forced.get(assignment):
                run.add(student, self._fingerprints.of(Path(folder)))
        except Exception as error:
            with contextlib.suppress(OSError):
                remove(staged)
            stop_if_hopeless(error)
            self._record_failure(folder, error)
        if self._notes:
            self._summary.remarks[student, assignment] = self._notes

    def _record(self, source: Path, staged: Path, final: Path) -> None:
        """Record what is graded; if one notebook of several is, the others stay as they were."""
        self._fingerprints.record(source, staged, self._assignment_of(str(source)).tests)
        if self.coursedir.notebook_id != "*" and final.exists():
            copy_record(final, staged)
            keep_other_notebooks(final, staged)

    # One submission

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        """Put a submission together beside its place: half of one must not look complete."""
        folder = f"{self.coursedir.autograded_directory}.partial"
        path: str = self.coursedir.format_path(folder, student_id, assignment_id, escape=escape)
        return path

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        if self._sanitizing:
            path: str = super()._format_source(assignment_id, student_id, escape)
            return path
        return self._format_dest(assignment_id, student_id, escape)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a submission is to be graded: it is new, changed, or `force` is set."""
        if student_id in (self.coursedir.student_id_exclude or "").split(","):
            return False
        final = Path(super()._format_dest(assignment_id, student_id))
        names = [Path(notebook).name for notebook in self.notebooks]
        if self.force:
            return not self._is_graded_again(assignment_id, student_id)
        if not all((final / name).exists() for name in names):
            return True
        source = Path(self._format_source(assignment_id, student_id))
        old, new = timestamps.time_in(final), timestamps.time_in(source)
        if (old and new and new > old) or self._fingerprints.has_changed(source, final, names):
            return True
        self.log.info("Skipping existing assignment: %s", final)
        if tests_of(final) not in ("", self._graded[assignment_id].tests):
            self._summary.outdated[assignment_id] += 1
        return False

    def _is_graded_again(self, assignment: str, student: str) -> bool:
        """Return whether a forced run that was interrupted has graded what is submitted."""
        run, source = self._forced.get(assignment), self._format_source(assignment, student)
        known = run.done.get(student) if run else None
        return known is not None and known == self._fingerprints.of(Path(source))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter student and submission into the gradebook; copy the files beside the notebook."""
        source = Path(self._format_source(assignment_id, student_id))
        timestamp = timestamps.time_in(source)
        if timestamp is None and os.path.lexists(source / timestamps.NAME):
            self._notes.add("timestamp.txt holds no time; it is not known whether this is late")
        with SharedGradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            try:
                entry = book.enter(assignment_id, student_id, timestamp, self.create_student)
            except MissingEntry:
                raise NbGraderException(
                    f"no student {student_id!r} in the gradebook (Autograde.create_student)"
                ) from None
            penalties.set_due(entry, self._dates)
            book.db.commit()
            if timestamp and entry.total_seconds_late > 0:
                self._notes.add(f"{in_words(entry.total_seconds_late)} late")
        folder = Path(self._format_dest(assignment_id, student_id))
        make(folder)
        files = self._graded[assignment_id].files
        self._notes.add_all(files.submitted(source).notes)
        files.put(source, folder)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Load a notebook and take it through both rounds of steps."""
        path = Path(notebook_filename)
        assignment = self._assignment_of(str(path.parent))
        prepared = self._look_ahead.take(path)
        self._submission = Submission.load(assignment, path, self._notes, prepared)
        super().convert_single_notebook(notebook_filename)

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Return nbgrader's resources, and with them the submission."""
        resources: dict[str, Any] = super().init_single_notebook_resources(notebook_filename)
        return resources | {submission.KEY: self._submission}

    def _init_preprocessors(self) -> None:
        if self._sanitizing not in self._steps:
            super()._init_preprocessors()
            self._steps[self._sanitizing] = self.exporter._preprocessors
        self.exporter._preprocessors = self._steps[self._sanitizing]

    def write_single_notebook(self, output: Any, resources: Any) -> None:
        """Write the notebook after the second round; between the rounds it stays in memory."""
        this = resources["nbgrader"]
        self.writer.build_directory = self._format_dest(this["assignment"], this["student"])
        if not self._sanitizing:
            super().write_single_notebook(text_of(output), resources)

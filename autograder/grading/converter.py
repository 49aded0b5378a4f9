"""`nbgrader autograde` over a class: nobody stops the others, and nobody stays without a record.

nbgrader's own converter is kept, its configuration, hooks and steps too. Changed is how it goes
through the class: the next notebooks already run while one is written down; a submission is put
together beside its place and moved there when it is complete; what is wrong is recorded with it.
"""

from __future__ import annotations

import contextlib
import errno
import fnmatch
import gc
import logging
import os
import re
import signal
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy.exc
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import LimitOutput
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from traitlets import List, Type

from . import handed_in, instructor_cells, load_notebook, reading, restore_cells, timestamps
from .attached_files import Files
from .compare_text import essence
from .exporter import SubmissionExporter, text_of
from .find_submissions import Found, find_submissions
from .judge import Cell, Job, Verdict
from .literal_paths import take_paths_literally
from .pool import GradingError, Pool
from .printable import one_line
from .recover_labels import name_of
from .settings import Sandbox
from .shared_gradebook import SharedGradebook, Source, close_all, source_of
from .steps import Clean, LatePenalties, RestoreCells, RunSandboxed, SaveGrades, is_test

AHEAD = 8  # notebooks a worker that run before they are asked for: one may take its time
MAX_NOTES = 100
FULL = (errno.ENOSPC, errno.EDQUOT)
AGAIN = "What is graded is kept; run the same command again and it goes on from here."


@dataclass
class _Ready:
    """A notebook that was read and put in order ahead of its turn, and what was noticed."""

    notebook: NotebookNode
    file: tuple[int, ...]  # which state of the file it was read from
    notes: list[str]
    mended: list[str]


class SandboxedAutograde(Autograde):
    """nbgrader's Autograde, with each student's code in a sandbox."""

    exporter_class = Type(SubmissionExporter).tag(config=True)
    sanitize_preprocessors = List([RestoreCells]).tag(config=True)
    autograde_preprocessors = List(
        [RunSandboxed, Clean, LimitOutput, SaveGrades, LatePenalties]
    ).tag(config=True)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        take_paths_literally()
        super().__init__(*arguments, **keywords)
        self.sandbox = Sandbox(parent=self)
        self.notes: list[str] = []
        self.unreadable = ""
        self._sanitized: NotebookNode | None = None
        self._steps: dict[bool, list[Any]] = {}
        self.found = Found()
        self._fingerprints: dict[str, str] = {}
        self.remarks: dict[tuple[str, str], list[str]] = {}
        self.failed: dict[tuple[str, str], str] = {}
        self.done = self.due = 0
        self._sources: dict[tuple[str, str], Source] = {}
        self._pools: dict[str, Pool] = {}
        self._running: dict[tuple[Path, str], tuple[Job, Future[Verdict]]] = {}
        self._ready: dict[Path, _Ready] = {}
        self._current: _Ready | None = None
        self.may_be_late = True
        self._ahead: set[str] = set()
        self._names: dict[str, list[str]] = {}  # of the notebooks of each assignment
        self._files: dict[str, Files] = {}
        self._known_given: dict[tuple[str, str], tuple[instructor_cells.Statement, ...]] = {}
        self._scratch = Path()

    # The run

    def start(self) -> None:
        began = time.monotonic()
        # nbgrader builds its rows one by one; the gradebook that is held open warns of the order.
        warnings.filterwarnings("ignore", category=sqlalchemy.exc.SAWarning)
        with tempfile.TemporaryDirectory(prefix="grading-") as scratch:
            self._scratch = Path(scratch)
            self._scratch.chmod(0o755)  # student processes look into it
            try:
                super().start()
            except NbGraderException as error:
                self.log.error("%s", error)  # nbgrader itself says nothing of it
                raise
            except KeyboardInterrupt:
                self.log.error("Interrupted. %s", AGAIN)
                raise SystemExit(128 + signal.SIGINT) from None
            finally:
                for pool in self._pools.values():
                    pool.close()
                self._pools.clear()
                close_all()
                self._summarise(time.monotonic() - began)
                gc.freeze()  # Python would go through everything several times before it ends
        if self.failed:
            raise NbGraderException(f"{len(self.failed)} submissions could not be graded")

    def init_notebooks(self) -> None:
        """Find the submissions, those without any notebook too."""
        self.found = find_submissions(self.coursedir)
        self.failed |= {(student, name): why for (name, student), why in self.found.refused.items()}
        if not self.found.ids and not self.failed:
            super().init_notebooks()  # says what there is instead
        self._names = {name: self._notebooks(name) for name, _ in self.found.ids.values()}
        self.assignments = {
            path: [os.path.join(path, f"{name}.ipynb") for name in self._names[assignment]]
            for path, (assignment, _) in self.found.ids.items()
        }

    def _notebooks(self, assignment: str) -> list[str]:
        """Return the names of the notebooks that a submission should have."""
        with SharedGradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            try:
                names = [notebook.name for notebook in book.find_assignment(assignment).notebooks]
            except MissingEntry:
                raise NbGraderException(
                    f"No assignment {assignment!r} in the gradebook: "
                    f"run `nbgrader generate_assignment {assignment}` first"
                ) from None
        wanted = re.compile(fnmatch.translate(self.coursedir.notebook_id))
        return sorted(name for name in names if wanted.match(name))

    def _ids(self, folder: str) -> tuple[str, str]:
        """Return the names of the assignment and of the student of a submission's folder."""
        return self.found.ids[folder]

    def convert_notebooks(self) -> None:
        waiting = [folder for folder in sorted(self.assignments) if self._is_due(folder)]
        self.due = len(waiting) + len(self.failed)
        ahead = AHEAD * self.sandbox.workers() if RunSandboxed(parent=self).enabled else 0
        gc.freeze()  # what was imported stays: no collection need go through it again
        with self._progress(len(waiting)) as advance:
            for index, folder in enumerate(waiting):
                reach = index + ahead + 1 if ahead else index
                for soon in waiting[index:reach]:
                    self._run_ahead(soon)
                self._convert(folder)
                advance()

    def _is_due(self, folder: str) -> bool:
        self.notebooks = self.assignments[folder]
        try:
            due: bool = self.init_destination(*self._ids(folder))
        except Exception as error:
            self._record_failure(folder, error)
            return False
        return due

    def _record_failure(self, folder: str, error: Exception) -> None:
        assignment, student = self._ids(folder)
        self.log.debug("%s, %s", student, assignment, exc_info=True)
        self.failed[student, assignment] = one_line(f"{type(error).__name__}: {error}")

    def _convert(self, folder: str) -> None:
        """Grade one submission; whatever happens with it is recorded with it."""
        assignment, student = self._ids(folder)
        self.notebooks, self.notes = list(self.assignments[folder]), []
        if odd := self.found.odd.get((assignment, student)):
            self.note(odd)
        self._sanitized = None
        final = Path(super()._format_dest(assignment, student))
        staged = Path(self._format_dest(assignment, student))
        try:
            self._remove(staged)
            self.run_pre_convert_hook()
            self.init_assignment(assignment, student)
            for notebook in self.notebooks:
                self.convert_single_notebook(notebook)
            handed_in.record(staged, self._fingerprint(folder))
            self.set_permissions(assignment, student)
            self._move(staged, final)
            self.run_post_convert_hook()
            self.done += 1
        except Exception as error:
            with contextlib.suppress(OSError):
                self._remove(staged)
            self._give_up_if_hopeless(error)
            self._record_failure(folder, error)
        if self.notes:
            self.remarks[student, assignment] = list(self.notes)

    def _give_up_if_hopeless(self, error: Exception) -> None:
        """Stop the run where the next submission would fail just the same."""
        if isinstance(error, GradingError):
            raise NbGraderException(f"{error}\n{AGAIN}") from error
        for cause in _chain(error):  # nbgrader wraps what the database says
            if isinstance(cause, sqlalchemy.exc.OperationalError | sqlite3.OperationalError):
                raise NbGraderException(
                    f"The gradebook cannot be written: {getattr(cause, 'orig', cause)}. Is it open "
                    f"in another program, or does it need `nbgrader db upgrade`? {AGAIN}"
                ) from error
            if isinstance(cause, OSError) and cause.errno in FULL:
                raise NbGraderException(f"The disk is full. {AGAIN}") from error

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
        graded = all((final / Path(notebook).name).exists() for notebook in self.notebooks)
        if not graded or self.force:
            return True
        source = self._format_source(assignment_id, student_id)
        old, new = self._timestamp(str(final)), self._timestamp(source)
        if (old and new and new > old) or self._has_changed(source, final):
            return True
        self.log.info("Skipping existing assignment: %s", final)
        return False

    def _has_changed(self, folder: str, graded: Path) -> bool:
        """Return whether other files are there than those that were graded."""
        if known := handed_in.recorded(graded):
            return known != self._fingerprint(folder)
        # Graded by a version that kept no record: the times on the files are what there is.
        if any(
            handed_in.is_newer(Path(folder), graded / Path(name).name, self.coursedir.ignore)
            for name in self.notebooks
        ):
            return True
        with contextlib.suppress(OSError):
            handed_in.record(graded, self._fingerprint(folder))
        return False

    def _fingerprint(self, folder: str) -> str:
        """Return what stands for the content of a submission, as it was when the run began."""
        if folder not in self._fingerprints:
            room = self.sandbox.largest_file * reading.MIB
            self._fingerprints[folder] = handed_in.fingerprint(
                Path(folder), self.coursedir.ignore, room
            )
        return self._fingerprints[folder]

    def _timestamp(self, folder: str) -> Any:
        found = timestamps.time_in(folder)
        if found is None and os.path.lexists(Path(folder) / timestamps.NAME):
            self.note("timestamp.txt holds no time; it is not known whether this is late")
        return found

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter student and submission into the gradebook; copy the files beside the notebook."""
        with SharedGradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            timestamp = self._timestamp(self._format_source(assignment_id, student_id))
            try:
                entry, known = book.enter(assignment_id, student_id, timestamp, self.create_student)
            except MissingEntry:
                raise NbGraderException(
                    f"no student {student_id!r} in the gradebook (Autograde.create_student)"
                ) from None
            self.may_be_late = known or entry.total_seconds_late > 0
            if timestamp and entry.total_seconds_late > 0:
                self.notes.append(f"{entry.total_seconds_late:.0f} seconds late")
        folder = Path(self._format_dest(assignment_id, student_id))
        folder.mkdir(parents=True, exist_ok=True)
        submission = Path(self._format_source(assignment_id, student_id))
        for reason in self._files_of(assignment_id).handed_in(submission).notes:
            self.note(reason)
        self._files_of(assignment_id).put(submission, folder)

    def _files_of(self, assignment: str) -> Files:
        if assignment not in self._files:
            path = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
            source, ignored = Path(path), [*self.coursedir.ignore, "*.ipynb"]
            left_out = {source / name for name in self.exclude_overwriting.get(assignment, [])}
            own = {
                str(file.relative_to(source)): file
                for file in map(Path, utils.find_all_files(path, ignored))
                if file not in left_out
            }
            room = self.sandbox.largest_file * reading.MIB
            pages = [f"{name}.html" for name in self._names[assignment]]
            scratch = self._scratch / assignment
            self._files[assignment] = Files(own, ignored, room, scratch, pages)
        return self._files[assignment]

    def note(self, reason: str) -> None:
        """Keep what the instructor should know of the submission that is being graded."""
        reason = one_line(reason)
        if reason not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(reason)

    # What the steps ask for

    def load_submission(self, path: Path) -> NotebookNode:
        """Return a submitted notebook; an empty one with a reason if it cannot be read.

        In the second round it is as the first round has left it.
        """
        if self._sanitized is not None:
            return self._sanitized
        self.unreadable = ""
        ready = self._ready.pop(path, None)
        self._current = ready if ready and ready.file == _state_of(path) else None
        try:
            current = self._current
            notebook, notes = (current.notebook, current.notes) if current else self._read(path)
        except reading.UnreadableError as error:
            self.unreadable = one_line(str(error))
            notebook, notes = new_notebook(), [self.unreadable]
        for reason in notes:
            self.note(reason)
        return notebook

    def mended(self, notebook: NotebookNode, assignment: str, name: str) -> list[str]:
        """Put a notebook in order, where that was not done ahead; return what was wrong."""
        if self._current and notebook is self._current.notebook:
            return self._current.mended
        return restore_cells.mend(notebook, self.source(assignment, name))

    def serialize(self, notebook: NotebookNode) -> str:
        """Return the text to write, or nothing after the first round: the notebook is kept."""
        if self._sanitizing:
            self._sanitized = notebook
            return ""
        self._sanitized = None
        return text_of(notebook)

    def write_single_notebook(self, output: str, resources: Any) -> None:
        this = resources["nbgrader"]
        self.writer.build_directory = self._format_dest(this["assignment"], this["student"])
        if output:
            super().write_single_notebook(output, resources)

    def _init_preprocessors(self) -> None:
        if self._sanitizing not in self._steps:
            super()._init_preprocessors()
            self._steps[self._sanitizing] = self.exporter._preprocessors
        self.exporter._preprocessors = self._steps[self._sanitizing]

    def _read(self, path: Path) -> tuple[NotebookNode, list[str]]:
        """Read a notebook, or the one that was meant to be it."""
        source = self.source(*self._of(path))
        handed = load_notebook.load(path, source, self.sandbox.largest_file)
        return handed.notebook, handed.notes

    def _of(self, path: Path) -> tuple[str, str]:
        return self._ids(str(path.parent))[0], path.stem

    def source(self, assignment: str, notebook: str) -> Source:
        """Return what the gradebook keeps of the instructor's notebook."""
        key = assignment, notebook
        if key not in self._sources:
            with SharedGradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
                found = source_of(book, assignment, notebook)
            others = [cell.source for cell in self._unlabelled(assignment, notebook)]
            self._sources[key] = replace(found, others=frozenset(map(essence, others)))
        return self._sources[key]

    def judged(self, notebook: NotebookNode, assignment: str, name: str) -> Verdict:
        """Return the outputs of a notebook that was put right; it may have run ahead already."""
        folder = Path(self.notebooks[0]).parent
        job = self._job(notebook, assignment, name, folder)
        guess, running = self._running.pop((folder, name), (None, None))
        if running is None or guess != job:
            running = self._pool(assignment).submit(job)
        return running.result()

    def _run_ahead(self, folder: str) -> None:
        """Start to run the notebooks of a submission before its turn comes.

        What comes of it counts if the steps before have left the notebook as it is here. So a
        wrong guess costs time and nothing else.
        """
        if folder in self._ahead:
            return
        self._ahead.add(folder)
        assignment, _ = self._ids(folder)
        for path in map(Path, self.assignments[folder]):
            with contextlib.suppress(Exception):  # when its turn comes, it is recorded
                file = _state_of(path)
                notebook, notes = self._read(path)
                mended = restore_cells.mend(notebook, self.source(assignment, path.stem))
                job = self._job(notebook, assignment, path.stem, path.parent)
                self._running[path.parent, path.stem] = job, self._pool(assignment).submit(job)
                if file:  # else the notebook has another name, and more is to be looked at
                    self._ready[path] = _Ready(notebook, file, notes, mended)

    def _job(self, notebook: NotebookNode, assignment: str, name: str, folder: Path) -> Job:
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        return Job(
            assignment=assignment,
            folder=str(self._files_of(assignment).folder_for(folder)),
            given=self._given(assignment, name),
            cells=tuple(
                Cell(name_of(cell) or str(number), cell.source, is_test(cell))
                for number, cell in enumerate(code, 1)
            ),
            limits=self.sandbox.limits(),
            cell_seconds=self.sandbox.cell_seconds,
            call_seconds=self.sandbox.call_seconds,
            notebook_seconds=self.sandbox.notebook_seconds,
            python=notebook.metadata.get("language_info", {}).get("version", ""),
        )

    def _given(self, assignment: str, name: str) -> tuple[instructor_cells.Statement, ...]:
        """Return the statements of the instructor's own cells: see `given`."""
        key = assignment, name
        if key not in self._known_given:
            cells = self._unlabelled(assignment, name)
            code = [cell.source for cell in cells if cell.cell_type == "code"]
            self._known_given[key] = tuple(instructor_cells.statements(code))
        return self._known_given[key]

    def _unlabelled(self, assignment: str, name: str) -> list[NotebookNode]:
        """Return the instructor's own cells, which no student is asked to change."""
        folder = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
        path = Path(folder) / f"{name}.ipynb"
        try:
            cells = reading.read(path, 1000).notebook.cells
        except reading.UnreadableError as error:  # else it would pass for the student's fault
            raise GradingError(f"The instructor's notebook {path} is needed. {error}") from None
        return [cell for cell in cells if not name_of(cell)]

    def _libraries(self, assignment: str) -> list[str]:
        """Return what the instructor's notebooks import."""
        names = self._names[assignment]
        return sorted(
            set().union(*(instructor_cells.libraries(self._given(assignment, n)) for n in names))
        )

    def _pool(self, assignment: str) -> Pool:
        if assignment not in self._pools:
            libraries = [*self.sandbox.preload, *self._libraries(assignment)]
            folder = self._files_of(assignment).common()
            limits, workers = self.sandbox.limits(), self.sandbox.workers()
            self._pools[assignment] = Pool(assignment, folder, workers, libraries, limits)
        return self._pools[assignment]

    # Small parts

    def _remove(self, folder: Path) -> None:
        if folder.exists():
            utils.rmtree(str(folder))

    def _move(self, staged: Path, final: Path) -> None:
        """Put a finished submission in its place, over an earlier one."""
        final.parent.mkdir(parents=True, exist_ok=True)
        self._remove(final)
        staged.rename(final)
        with contextlib.suppress(OSError):  # not empty: others are being graded
            staged.parent.rmdir()
            staged.parent.parent.rmdir()

    @contextlib.contextmanager
    def _progress(self, total: int) -> Iterator[Any]:
        """Show in a terminal how many are done, how fast, and how long it will take."""
        console = Console(stderr=True)
        if not (self.sandbox.progress and console.is_terminal and total):
            yield lambda: None
            return
        columns = (
            TextColumn("Grading"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
        )  # fmt: skip
        level = self.log.level
        self.log.setLevel(max(level, logging.WARNING))
        with Progress(*columns, console=console) as bar:
            task = bar.add_task("", total=total, rate="")

            def advance() -> None:
                bar.advance(task)
                speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
                bar.update(task, rate=f"{speed:.1f} a second" if speed else "")

            try:
                yield advance
            finally:
                self.log.setLevel(level)

    def _summarise(self, seconds: float) -> None:
        """Say what was done, and what the instructor should look at."""
        for text in self.found.elsewhere:
            self.log.warning("Not graded: %s", text)
        for (student, assignment), reason in self.failed.items():
            self.log.error("%s, %s: not graded. %s", one_line(student), assignment, reason)
        for (student, assignment), notes in self.remarks.items():
            self.log.warning("%s, %s: %s", one_line(student), assignment, "; ".join(notes))
        if self.done or self.failed:
            self.log.warning(
                "Graded %d of %d submissions in %.1f s; %d with remarks",
                self.done, self.due, seconds, len(self.remarks),
            )  # fmt: skip


def _state_of(path: Path) -> tuple[int, ...]:
    """Return what tells one state of a file from another, or nothing where there is no file."""
    try:
        found = path.lstat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an exception and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

"""What a run of grading needs to know of one assignment, looked up once for all its submissions."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from ..course import paths
from ..course.errors import CourseError
from ..tables import class_files
from . import instructor_cells, load_notebook, read_notebook, restore_cells
from .agreement import disagreements
from .attached_files import AttachedFiles
from .cells import is_test, name_of
from .cluster.kit import Kit
from .cluster.remote_pool import RemotePool
from .compare_text import without_whitespace
from .gradebook_source import Source, source_of
from .job import Cell, Job
from .kernels import other_language
from .pool import GradingError, Pool
from .read_notebook import LoadedNotebook
from .reference_trial import Faults, ReferenceTrial, described, needs_trial, trial_record
from .settings import TOGETHER, Sandbox
from .shared_gradebook import SharedGradebook
from .submitted_files import MIB
from .tests_fingerprint import tests_fingerprint

MAX_INSTRUCTOR_NOTEBOOK = 1000  # MiB
# Submissions that run before their turn, since one of them may take its time: per process here, and
# per thread of a cluster, which gets whole packs of them.
AHEAD, AHEAD_ON_CLUSTER = 8, 40
MIN_ON_CLUSTER, MAX_ON_CLUSTER = 100, 1500  # of them in all: they are in memory


class GradedAssignment:
    """One assignment: its notebooks, the files beside them, and the pool that runs submissions.

    `scratch` is an empty folder. Files of the course that are named in `left_to_students` do not
    replace those that a student submits.
    """

    def __init__(
        self, name: str, course: CourseDirectory, sandbox: Sandbox, scratch: Path,
        left_to_students: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.name = name
        self._course, self._sandbox, self._scratch = course, sandbox, scratch
        self._left_to_students = left_to_students
        self._folder = Path(course.format_path(course.source_directory, ".", name))
        self._sources: dict[str, Source] = {}
        self._trials: dict[str, ReferenceTrial] = {}
        self._statements: dict[str, tuple[instructor_cells.Statement, ...]] = {}
        self.notebooks = self._find_notebooks()
        self._refuse_what_cannot_be_graded()

    def _find_notebooks(self) -> list[str]:
        """Return the names of the notebooks that a submission should have."""
        with self._gradebook() as book:
            try:
                names = [notebook.name for notebook in book.find_assignment(self.name).notebooks]
            except MissingEntry:
                raise NbGraderException(
                    f"No assignment {self.name!r} in the gradebook: "
                    f"run `nbgrader generate_assignment {self.name}` first"
                ) from None
        wanted = re.compile(fnmatch.translate(self._course.notebook_id))
        return sorted(name for name in names if wanted.match(name))

    def _refuse_what_cannot_be_graded(self) -> None:
        """Stop before the first submission if grades would be wrong for everybody."""
        with self._gradebook() as book:
            sources = {name: source_of(book, self.name, name) for name in self.notebooks}
        for name, source in sources.items():
            if language := other_language(source.kernelspec):
                raise NbGraderException(
                    f"The notebook {name} of {self.name} is written for {language}: here only "
                    "Python can be run. Grade it with nbgrader's own steps, in a course folder "
                    "with an nbgrader_config.py of its own."
                )
        try:
            reason = disagreements(self.name, sources, self._course)
        except CourseError as error:
            reason = str(error)
        if reason:
            raise NbGraderException(reason)

    @cached_property
    def tests(self) -> str:
        """What stands for all that decides about points: cells, points and expected values."""
        with self._gradebook() as book:
            sources = {name: source_of(book, self.name, name) for name in self.notebooks}
        values = class_files.made_from(self.name) if self.name in paths.assignments() else ""
        return tests_fingerprint(sources, f"{values}{TOGETHER if self.runs_together else ''}")

    @cached_property
    def files(self) -> AttachedFiles:
        """The files that lie beside the notebooks."""
        ignored = [*self._course.ignore, "*.ipynb"]
        left_out = {self._folder / name for name in self._left_to_students}
        own = {
            str(file.relative_to(self._folder)): file
            for file in map(Path, utils.find_all_files(str(self._folder), ignored))
            if file not in left_out
        }
        pages = [f"{name}.html" for name in self.notebooks]
        limit = self._sandbox.largest_file * MIB
        return AttachedFiles(own, ignored, limit, self._scratch, pages)

    @cached_property
    def pool(self) -> Pool | RemotePool:
        """The processes that run the notebooks; they start with the first job."""
        statements = map(self._statements_of, self.notebooks)
        imported = set[str]().union(*map(instructor_cells.libraries, statements))
        libraries = [*self._sandbox.preload, *sorted(imported)]
        folder, limits = self.files.common(), self._sandbox.limits()
        if scheduler := self._sandbox.scheduler:
            kit = Kit.make(self.name, folder, libraries, limits)
            return RemotePool(scheduler, kit)
        return Pool(self.name, folder, self._sandbox.workers(), libraries, limits)

    def connect(self) -> None:
        """Start the pool, to fail fast if its cluster cannot be reached."""
        self.pool  # noqa: B018  (it is made when it is asked for)

    @property
    def cluster(self) -> RemotePool | None:
        """The pool of other machines, if it is in use."""
        pool = vars(self).get("pool")
        return pool if isinstance(pool, RemotePool) else None

    def ahead(self) -> int:
        """Return how many submissions should run before their turn."""
        if not self._sandbox.scheduler:
            return AHEAD * self._sandbox.workers() + 1
        threads = self.cluster.threads if self.cluster else 0
        return min(max(AHEAD_ON_CLUSTER * threads, MIN_ON_CLUSTER), MAX_ON_CLUSTER)

    def close(self) -> None:
        """End the processes of the pool, if there are any."""
        if "pool" in vars(self):
            self.pool.close()

    def load(self, path: Path) -> LoadedNotebook:
        """Read a submitted notebook, or the file that was meant to be it.

        Raises
        ------
        UnreadableError
            If there is no notebook to grade.
        """
        return load_notebook.load(path, self.source(path.stem), self._sandbox.largest_file)

    def source(self, notebook: str) -> Source:
        """Return what the gradebook keeps of the instructor's notebook."""
        if notebook not in self._sources:
            with self._gradebook() as book:
                source = source_of(book, self.name, notebook)
            others = [cell.source for cell in self._unlabelled_cells(notebook)]
            self._sources[notebook] = replace(
                source, others=frozenset(map(without_whitespace, others))
            )
        return self._sources[notebook]

    def start_trials(self) -> None:
        """Start to try the instructor's own tests on the instructor's solution."""
        for name in self.notebooks:
            notebook = self._own(name)
            restore_cells.restore(notebook.notebook, self.source(name))
            if needs_trial(notebook.notebook.cells):
                job = self._job(notebook.notebook, name, self.files.common())
                record = trial_record(self._course, self.name, name)
                trial = ReferenceTrial(notebook.notebook, job, self.pool.submit, record)
                self._trials[name] = trial

    def test_faults(self, notebook: str) -> Faults:
        """Return why tests of a notebook are at fault, by the names of their cells."""
        trial = self._trials.get(notebook)
        return trial.faults() if trial else {}

    def known_faults(self) -> list[str]:
        """Return a line for each test that is at fault, of the trials that have ended."""
        ended = [trial.faults() for trial in self._trials.values() if trial.done]
        return [line for faults in ended for line in described(faults, self.runs_together)]

    @property
    def runs_together(self) -> bool:
        """Whether the tests run beside the student's code."""
        return self._sandbox.runs_together(self.name)

    def job(self, notebook: NotebookNode, path: Path) -> Job:
        """Return the job of running a restored notebook that was submitted as `path`."""
        return self._job(notebook, path.stem, self.files.folder_for(path.parent))

    def _job(self, notebook: NotebookNode, name: str, folder: Path) -> Job:
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        return Job(
            assignment=self.name,
            folder=str(folder),
            instructor_statements=self._statements_of(name),
            cells=tuple(
                Cell(name_of(cell) or str(number), cell.source, is_test(cell))
                for number, cell in enumerate(code, 1)
            ),
            limits=self._sandbox.limits(),
            cell_seconds=self._sandbox.cell_seconds,
            call_seconds=self._sandbox.call_seconds,
            notebook_seconds=self._sandbox.notebook_seconds,
            together=self.runs_together,
            python=notebook.metadata.get("language_info", {}).get("version", ""),
        )

    def _statements_of(self, notebook: str) -> tuple[instructor_cells.Statement, ...]:
        """Return the statements of the instructor's own cells: see `instructor_cells`."""
        if notebook not in self._statements:
            cells = self._unlabelled_cells(notebook)
            code = [cell.source for cell in cells if cell.cell_type == "code"]
            self._statements[notebook] = tuple(instructor_cells.statements(code))
        return self._statements[notebook]

    def _unlabelled_cells(self, notebook: str) -> list[NotebookNode]:
        """Return the instructor's own cells, which no student is asked to change."""
        return [cell for cell in self._own(notebook).notebook.cells if not name_of(cell)]

    def _own(self, notebook: str) -> LoadedNotebook:
        """Return the instructor's notebook."""
        path = self._folder / f"{notebook}.ipynb"
        try:
            return read_notebook.read(path, MAX_INSTRUCTOR_NOTEBOOK)
        except read_notebook.UnreadableError as error:  # must not pass for the student's fault
            raise GradingError(f"The instructor's notebook {path} is needed. {error}") from None

    def _gradebook(self) -> SharedGradebook:
        return SharedGradebook(self._course.db_url, self._course.course_id)

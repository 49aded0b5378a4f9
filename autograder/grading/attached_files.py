"""The files beside a notebook: those of the course, and those that a student submitted with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..course.printable import one_line
from .submitted_files import files_below

MAX_FILES = 200  # that a student may submit beside the notebook
MAX_DEPTH, MAX_PATH_LENGTH = 20, 500  # nested folders, and bytes of a path
MAX_NAME_LENGTH = 240  # bytes of a file's name that can be made longer

# What a browser shows as nothing but data. All else gets the name of a text file: Formgrader serves
# these files from the address of the instructor's Jupyter server.
INERT = frozenset([".csv", ".gif", ".jpeg", ".jpg", ".npy", ".npz", ".png", ".tsv", ".txt"])

RelativePath = str  # of a file, from the notebook's folder


@dataclass(frozen=True)
class SubmittedFiles:
    """The files that a student submitted beside the notebook, and why others were left out."""

    files: dict[RelativePath, Path]
    notes: tuple[str, ...]


class AttachedFiles:
    """The files beside the notebooks of one assignment.

    `own` are the course's: nothing that is submitted replaces one of them. Of each submission at
    most `limit` bytes are taken, and no file whose name is `ignored`. `scratch` is an empty folder.
    `pages` are the names of the pages of feedback, which are written there later.
    """

    def __init__(
        self, own: dict[RelativePath, Path], ignored: list[str], limit: int, scratch: Path,
        pages: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._own, self._ignored, self._limit, self._scratch = own, ignored, limit, scratch
        self._pages = pages
        self._submitted: dict[Path, SubmittedFiles] = {}

    def submitted(self, submission: Path) -> SubmittedFiles:
        """Return what was submitted beside the notebook in the folder `submission`."""
        if submission not in self._submitted:
            self._submitted[submission] = self._look(submission)
        return self._submitted[submission]

    def put(self, submission: Path, folder: Path) -> None:
        """Copy the course's files and those of a submission to `folder`, under inert names."""
        files = self.submitted(submission).files
        _copy(_inert(files, self._own) | self._own, folder)

    def folder_for(self, submission: Path) -> Path:
        """Return a folder with these files under their own names, for the notebook's code.

        All who submitted no file share one folder.
        """
        if not self.submitted(submission).files:
            return self.common()
        key = hashlib.sha256(str(submission).encode()).hexdigest()[:16]
        folder = self._scratch / key
        if not folder.exists():
            _copy(self.submitted(submission).files | self._own, folder)
            _show_to_students(folder)
        return folder

    def common(self) -> Path:
        """Return a folder with the course's files alone."""
        folder = self._scratch / "common"
        if not folder.exists():
            folder.mkdir(parents=True)
            _copy(self._own, folder)
            _show_to_students(folder)
        return folder

    def _look(self, submission: Path) -> SubmittedFiles:
        files: dict[RelativePath, Path] = {}
        notes = []
        bytes_left = self._limit
        paths = files_below(submission, self._ignored, MAX_FILES + 1)
        if len(paths) > MAX_FILES:
            notes.append(f"more than {MAX_FILES} files were submitted; the others were left out")
        for path in paths[:MAX_FILES]:
            relative = str(path.relative_to(submission))
            if fault := self._fault(path, relative, bytes_left):
                cut = "..." if len(relative) > MAX_PATH_LENGTH else ""
                name = relative[:MAX_PATH_LENGTH] + cut
                notes.append(f"{name} {fault}, and was left out")
            elif relative not in self._own:
                bytes_left -= path.stat().st_size
                files[relative] = path
        return SubmittedFiles(files, tuple(notes))

    def _fault(self, path: Path, relative: RelativePath, bytes_left: int) -> str:
        """Return why a file is left out, or nothing."""
        if relative.count("/") >= MAX_DEPTH or len(os.fsencode(relative)) > MAX_PATH_LENGTH:
            return "is nested too deeply or has too long a name"
        if not os.path.islink(path) and not os.access(path, os.R_OK):
            return "cannot be read"
        if path.is_symlink() or not path.is_file():
            return "is a link or not a regular file"
        if path.stat().st_size > bytes_left:
            return "is too large"
        if one_line(relative) != relative:
            return "has a name that cannot be displayed"
        top, below, _ = relative.partition("/")
        if below and top in self._pages:
            return "is in a folder with the name of a page of feedback"
        if relative in _folders(self._own) or _folders([relative]) & self._own.keys():
            return "has the name of a file of the course"
        return ""


def _folders(paths: Iterable[RelativePath]) -> set[str]:
    return {str(parent) for relative in paths for parent in Path(relative).parents}


def _inert(
    files: dict[RelativePath, Path], own: Iterable[RelativePath]
) -> dict[RelativePath, Path]:
    """Return the files by names that no browser takes for a page or a script."""
    names = {relative: relative for relative in files if Path(relative).suffix.lower() in INERT}
    taken = {*own, *names, *_folders(own), *_folders(files)}
    for relative in files:
        if relative not in names:
            names[relative] = _free_name(relative, taken)
            taken.add(names[relative])
    return {names[relative]: path for relative, path in files.items()}


def _free_name(relative: RelativePath, taken: set[RelativePath]) -> RelativePath:
    path = Path(relative)
    name = path.name
    if len(os.fsencode(name)) > MAX_NAME_LENGTH:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()
    number, free = 1, path.with_name(f"{name}.txt")
    while str(free) in taken:
        number += 1
        free = path.with_name(f"{name}.{number}.txt")
    return str(free)


def _copy(files: dict[RelativePath, Path], folder: Path) -> None:
    for parent in {(folder / relative).parent for relative in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for relative, path in files.items():
        target = folder / relative
        target.write_bytes(path.read_bytes())
        target.chmod(0o444)


def _show_to_students(folder: Path) -> None:
    """Let student processes look into a folder, whatever the umask of the grader is."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)

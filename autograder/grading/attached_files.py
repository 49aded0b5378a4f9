"""The files beside a notebook: those of the course, and those that a student handed in with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from . import reading
from .printable import one_line

MAX_FILES = 200  # that a student may hand in beside the notebook
MAX_DEPTH, MAX_PLACE_LENGTH = 20, 500  # folders in folders, and bytes of a path
MAX_NAME_LENGTH = 240  # bytes of a file's name that can be made longer

# What a browser shows as nothing but data. All else gets a name that says text: Formgrader serves
# these files from the address of the instructor's Jupyter server.
INERT = frozenset([".csv", ".gif", ".jpeg", ".jpg", ".npy", ".npz", ".png", ".tsv", ".txt"])

Place = str  # where a file goes, below the notebook's folder


@dataclass(frozen=True)
class HandedIn:
    """The plain files of a submission by their places, and why others were left out."""

    files: dict[Place, Path]
    notes: tuple[str, ...]


class Files:
    """The files beside the notebooks of one assignment.

    `own` are the course's: nothing that is handed in takes the place of one of them. What students
    hand in is counted but for `ignored` names, and `room` bytes of it are taken. `scratch` is an
    empty folder. `pages` are the names of the pages of feedback, which are written there later.
    """

    def __init__(
        self, own: dict[Place, Path], ignored: list[str], room: int, scratch: Path,
        pages: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._own, self._ignored, self._room, self._scratch = own, ignored, room, scratch
        self._pages = pages
        self._handed_in: dict[Path, HandedIn] = {}

    def handed_in(self, submission: Path) -> HandedIn:
        """Return what was handed in beside the notebook in the folder `submission`."""
        if submission not in self._handed_in:
            self._handed_in[submission] = self._look(submission)
        return self._handed_in[submission]

    def put(self, submission: Path, folder: Path) -> None:
        """Copy the course's files and those of a submission to `folder`, under inert names."""
        found = self.handed_in(submission).files
        _copy(_inert(found, self._own) | self._own, folder)

    def folder_for(self, submission: Path) -> Path:
        """Return a folder that holds them as they were handed in, for the code that reads them.

        It is the same one for all who handed in none.
        """
        if not self.handed_in(submission).files:
            return self.common()
        key = hashlib.sha256(str(submission).encode()).hexdigest()[:16]
        folder = self._scratch / key
        if not folder.exists():
            _copy(self.handed_in(submission).files | self._own, folder)
            _show_to_students(folder)
        return folder

    def common(self) -> Path:
        """Return a folder that holds the course's files alone."""
        folder = self._scratch / "common"
        if not folder.exists():
            folder.mkdir(parents=True)
            _copy(self._own, folder)
            _show_to_students(folder)
        return folder

    def _look(self, submission: Path) -> HandedIn:
        found: dict[Place, Path] = {}
        notes = []
        room = self._room
        paths = reading.files_below(submission, self._ignored, MAX_FILES + 1)
        if len(paths) > MAX_FILES:
            notes.append(f"more than {MAX_FILES} files were handed in; the others were left out")
        for path in paths[:MAX_FILES]:
            place = str(path.relative_to(submission))
            if fault := self._fault(path, place, room):
                name = place if len(place) <= MAX_PLACE_LENGTH else f"{place[:MAX_PLACE_LENGTH]}..."
                notes.append(f"{name} {fault}, and was left out")
            elif place not in self._own:
                room -= path.stat().st_size
                found[place] = path
        return HandedIn(found, tuple(notes))

    def _fault(self, path: Path, place: Place, room: int) -> str:
        """Return why a file cannot be taken, or nothing."""
        if place.count("/") >= MAX_DEPTH or len(os.fsencode(place)) > MAX_PLACE_LENGTH:
            return "lies too deep or has too long a name"
        if not os.path.islink(path) and not os.access(path, os.R_OK):
            return "cannot be read"
        if path.is_symlink() or not path.is_file():
            return "is a link or no plain file"
        if path.stat().st_size > room:
            return "is too large"
        if one_line(place) != place:
            return "has a name that cannot be written"
        top, below, _ = place.partition("/")
        if below and top in self._pages:
            return "lies in a folder that has the name of a page of feedback"
        if place in _folders(self._own) or _folders([place]) & self._own.keys():
            return "has the name of one of the course's own"
        return ""


def _folders(places: Iterable[Place]) -> set[str]:
    return {str(parent) for place in places for parent in Path(place).parents}


def _inert(files: dict[Place, Path], own: Iterable[Place]) -> dict[Place, Path]:
    """Return the files under names that no browser takes for a page or a script."""
    names = {place: place for place in files if Path(place).suffix.lower() in INERT}
    taken = {*own, *names, *_folders(own), *_folders(files)}
    for place in files:
        if place not in names:
            names[place] = _free_name(place, taken)
            taken.add(names[place])
    return {names[place]: path for place, path in files.items()}


def _free_name(place: Place, taken: set[Place]) -> Place:
    path = Path(place)
    name = path.name
    if len(os.fsencode(name)) > MAX_NAME_LENGTH:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()
    number, free = 1, path.with_name(f"{name}.txt")
    while str(free) in taken:
        number += 1
        free = path.with_name(f"{name}.{number}.txt")
    return str(free)


def _copy(files: dict[Place, Path], folder: Path) -> None:
    for parent in {(folder / place).parent for place in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for place, path in files.items():
        target = folder / place
        target.write_bytes(path.read_bytes())
        target.chmod(0o444)


def _show_to_students(folder: Path) -> None:
    """Let student processes look into a folder, whatever the umask of the grader is."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)

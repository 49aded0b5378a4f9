"""All that a worker needs of an assignment, before any submission: the same for a whole class."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ...course import paths
from ...sandbox.walls.limits import Limits
from .messages import Files, decode, encode, encode_file, read_files, write_files
from .traits import traits


@dataclass(frozen=True)
class Kit:
    """An assignment as it is sent.

    `traits` are the head's, `files` lie beside each notebook, `tables` are the class's expected
    values, which are not made again on each machine.
    """

    assignment: str
    traits: dict[str, str]
    libraries: tuple[str, ...]
    limits: Limits
    files: Files
    tables: Files

    @classmethod
    def make(cls, assignment: str, folder: Path, libraries: Sequence[str], limits: Limits) -> Kit:
        """Return the kit of an assignment of this class; `folder` holds its files."""
        # Imported here: it imports NumPy, which grading without a cluster does not need.
        from ...tables import hidden

        texts = hidden.files(assignment) if assignment in paths.assignments() else {}
        tables = {name: encode_file(text.encode()) for name, text in texts.items()}
        own = traits(assignment)
        return cls(assignment, own, tuple(libraries), limits, read_files(folder), tables)

    @property
    def key(self) -> str:
        """A digest of the kit."""
        return hashlib.sha256(self.to_message()).hexdigest()

    def to_message(self) -> bytes:
        """Return the kit as a message."""
        return encode(asdict(self))

    @classmethod
    def from_message(cls, message: bytes) -> Kit:
        """Return the kit that a message holds."""
        data = decode(message)
        nested = {"libraries": tuple(data["libraries"]), "limits": Limits(**data["limits"])}
        return cls(**{**data, **nested})

    def unpack(self, folder: Path) -> tuple[Path, Path]:
        """Write the files and the tables below a folder, and return where each of them is."""
        files, classroom = folder / "files", folder / "classroom"
        write_files(self.files, files)
        write_files(self.tables, classroom)
        classroom.chmod(0o700)  # students' processes run as another user
        return files, classroom

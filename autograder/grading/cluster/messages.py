"""What crosses between head and workers: JSON, as bytes, of limited size."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..job import Job, Verdict

MAX_MESSAGE = 256 * 2**20  # bytes
MAX_PACK = 64 * 2**20  # bytes of one pack, or of its verdicts, after which no more is added

VERDICT = ("outputs", "notes", "reports", "time_outs")  # what crosses of a verdict

Files = dict[str, str]  # the contents by relative path, as base64


class MessageError(Exception):
    """A message is too large, or is not what it should be."""


def encode(data: Mapping[str, Any]) -> bytes:
    """Return data as a message."""
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    if len(text) > MAX_MESSAGE:
        raise MessageError(
            f"a message of {len(text) >> 20} MiB is too large: {MAX_MESSAGE >> 20} MiB are allowed"
        )
    return text


def decode(message: Any) -> dict[str, Any]:
    """Return what a message holds.

    Raises
    ------
    MessageError
        If it is not an object in JSON, or too large.
    """
    if not isinstance(message, bytes) or len(message) > MAX_MESSAGE:
        raise MessageError("a message is too large, or is no bytes")
    try:
        data = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise MessageError(f"a message is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise MessageError("a message is not an object")
    return data


def encode_file(content: bytes) -> str:
    """Return a file's content as JSON can hold it."""
    return base64.b64encode(content).decode("ascii")


def read_files(folder: Path, but: Mapping[str, str] | None = None) -> Files:
    """Return the files below a folder, without those that `but` holds with the same content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = encode_file(path.read_bytes())
            if but is None or but.get(name) != content:
                found[name] = content
    return found


def write_files(files: Files, folder: Path) -> None:
    """Write files below a folder, such that every user can read them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        relative = PurePosixPath(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise MessageError(f"{name!r} is not the name of a file below a folder")
        path = folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
        path.chmod(0o444)
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


@dataclass(frozen=True)
class Task:
    """A notebook to judge: its job without a folder, and the files that its student submitted."""

    job: dict[str, Any]
    files: Files

    @classmethod
    def of(cls, job: Job, common: Files) -> Task:
        """Return the task of a job; `common` are the files that all submissions have."""
        return cls(job.to_data() | {"folder": ""}, read_files(Path(job.folder), common))

    def to_data(self) -> dict[str, Any]:
        """Return the task as data that JSON can hold."""
        return {"job": self.job, "files": self.files}


def verdict_of(data: Any, cells: int) -> Verdict:
    """Return the verdict on a notebook of so many cells.

    Raises
    ------
    MessageError
        If it has not the form of one.
    """
    outputs, notes, reports, time_outs = (data.get(name) for name in VERDICT)
    well_formed = (
        isinstance(outputs, list) and len(outputs) == cells
        and all(_are(one, dict) for one in outputs)
        and isinstance(reports, list) and len(reports) == cells
        and all(report is None or isinstance(report, dict) for report in reports)
        and _are(notes, str)
        and _are(time_outs, str)
    )  # fmt: skip
    if not well_formed:
        raise MessageError("a verdict is malformed")
    return Verdict(outputs, notes, reports, time_outs)


def _are(items: Any, kind: type) -> bool:
    return isinstance(items, list) and all(isinstance(item, kind) for item in items)

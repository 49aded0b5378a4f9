"""Take a zip apart without trusting anything in it.

Files go into a scratch folder under numbers, so no name in the zip decides where anything is
written. What cannot be taken out is named with its reason, and remains in the zip.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from ..course.errors import CourseError
from ..course.litter import LITTER

MIB = 2**20
MAX_FILE = 100 * MIB
MAX_TOTAL = 4096 * MIB
MAX_FILES = 50_000
MAX_DEPTH = 3  # zips in zips
CHUNK = 2**16
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


class NotAZipError(CourseError):
    """What was given is neither a zip nor a folder that was one."""


@dataclass(frozen=True)
class Member:
    """A file that was taken out: its path in the zip, not to be trusted, and where it is now."""

    parts: tuple[str, ...]
    file: Path
    modified: datetime | None = None

    @property
    def shown(self) -> str:
        """Its path as text."""
        return "/".join(self.parts)


@dataclass(frozen=True)
class Refusal:
    """A file that was left in the zip, and why."""

    parts: tuple[str, ...]
    reason: str


@dataclass
class Contents:
    """What is in a zip."""

    members: list[Member] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class RefusedError(Exception):
    """A file is not taken out; the message says why."""


class Unpacker:
    """Takes zips apart into a scratch folder, within limits that hold for all of them together."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._room, self._files = MAX_TOTAL, 0

    def unpack(self, path: Path) -> Contents:
        """Return what is in a zip, or in a folder that a browser has unpacked already."""
        if not path.exists():
            raise NotAZipError(f"{path}: there is no such file")
        contents = Contents()
        if path.is_dir():
            contents.members.extend(_files_below(path))
            for member in list(contents.members):
                self._open_nested(member, contents, 1)
            return contents
        if not zipfile.is_zipfile(path):
            raise NotAZipError(
                f"{path}: not a zip file. Give the file that the LMS's download button "
                "makes, or the folder into which it was unpacked"
            )
        self._take_all(path, (), contents, 0)
        return contents

    def _take_all(self, path: Path, above: tuple[str, ...], contents: Contents, depth: int) -> None:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                parts = (*above, *_parts(_name_of(info)))
                if info.is_dir() or not parts:
                    continue
                try:
                    file = self._take(archive, info)
                except RefusedError as refusal:
                    contents.refused.append(Refusal(parts, str(refusal)))
                    continue
                member = Member(parts, file, _date_of(info))
                contents.members.append(member)
                self._open_nested(member, contents, depth + 1)

    def _open_nested(self, member: Member, contents: Contents, depth: int) -> None:
        """Put what a zip in the zip holds in its place."""
        if not member.parts[-1].lower().endswith(".zip") or depth > MAX_DEPTH:
            return
        inner = Contents()
        try:
            self._take_all(member.file, member.parts, inner, depth)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return  # it stays a file like any other
        if inner.members or inner.refused:
            contents.members.remove(member)
            contents.members += inner.members
            contents.refused += inner.refused

    def _take(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Path:
        """Write a file under a number, or say why not."""
        if stat.S_ISLNK(info.external_attr >> 16):
            raise RefusedError("a link, not a file")
        if info.flag_bits & ENCRYPTED_FLAG:
            raise RefusedError("encrypted with a password")
        if self._files >= MAX_FILES:
            raise RefusedError(f"there are more than {MAX_FILES:,} files")
        if info.file_size > min(MAX_FILE, self._room):
            raise RefusedError(f"unpacked it has {info.file_size / MIB:,.0f} MiB")
        self._files += 1
        target = self._scratch / f"{self._files}"
        try:
            self._room -= _copy(archive, info, target)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            target.unlink(missing_ok=True)
            raise RefusedError(f"damaged or in an unknown format ({error})") from None
        return target


def is_litter(parts: tuple[str, ...]) -> bool:
    """Return whether a file is one that systems leave behind."""
    return any(fnmatch(part, pattern) for part in parts for pattern in LITTER)


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> int:
    written = 0
    with archive.open(info) as source, open(target, "xb") as file:
        while chunk := source.read(CHUNK):  # never more than the size that the zip announces
            written += file.write(chunk)
    return written


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a name as the student wrote it.

    Without the flag for UTF-8 a name counts as cp437, but many programs write UTF-8 anyway.
    """
    name = info.orig_filename
    if not info.flag_bits & UTF8_FLAG:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def _date_of(info: zipfile.ZipInfo) -> datetime | None:
    try:
        date = datetime(*info.date_time)
    except ValueError:
        return None
    return date if date.year > 1980 else None  # 1980 is what a zip has without a date


def _files_below(folder: Path) -> Iterator[Member]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root) / name
            if path.is_file() and not path.is_symlink():
                date = datetime.fromtimestamp(path.stat().st_mtime)
                yield Member(path.relative_to(folder).parts, path, date)

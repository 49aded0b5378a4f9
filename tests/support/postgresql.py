"""A real PostgreSQL for a test: its data in a folder of its own, reached through a socket there."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

USER = "grader"


@contextlib.contextmanager
def started() -> Iterator[str]:
    """Start a server and yield the address of its database."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        if os.getuid() == 0:
            shutil.chown(folder, *_unprivileged())
        data = str(folder / "data")
        _run([programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"])
        start = ["-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"]
        _run([programs / "pg_ctl", *start])
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs, which Debian does not put on the path."""
    candidates = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).parent)
    found = [folder for folder in candidates if (folder / "initdb").exists()]
    if not found:
        pytest.fail("PostgreSQL is not installed: sudo apt install postgresql", pytrace=False)
    return max(found)


def _unprivileged() -> tuple[int, int]:
    """Return a user and group that own nothing else: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return user.pw_uid, user.pw_gid
    pytest.fail("there is neither a user `postgres` nor `nobody`", pytrace=False)


def _run(command: list[object]) -> None:
    owner = _unprivileged() if os.getuid() == 0 else (None, None)
    # Not captured: the server that pg_ctl starts would hold the pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, cwd="/tmp",
            user=owner[0], group=owner[1], extra_groups=[] if owner[0] else None,
        )  # fmt: skip
        output.seek(0)
        assert done.returncode == 0, output.read()

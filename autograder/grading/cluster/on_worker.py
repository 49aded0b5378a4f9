"""What runs on a worker: functions from bytes to bytes. No exception leaves them."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...sandbox.outside.errors import SandboxError
from ..job import Job
from ..pool import GradingError, NotJudgedError, Pool
from .kit import Kit
from .messages import MAX_PACK, VERDICT, decode, encode, write_files
from .rehearsal import rehearsal_seconds, rehearse
from .traits import differences, traits

MAX_KITS = 3  # that are kept ready; each has processes of its own


class _Bench:
    """A kit that is unpacked on this machine, with the processes that judge."""

    def __init__(self, kit: Kit, threads: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grading-")
        self.root = Path(self._folder.name)
        self.root.chmod(0o755)  # students' processes read files in it
        self.common, classroom = kit.unpack(self.root)
        self.files = kit.files
        self.in_use, self.used = 0, time.monotonic()
        self.pool = Pool(
            kit.assignment, self.common, threads, kit.libraries, kit.limits, classroom=classroom
        )

    def close(self) -> None:
        """End the processes and remove the files."""
        self.pool.close()
        self._folder.cleanup()


_benches: dict[str, _Bench] = {}
_lock = threading.Lock()


def check(message: bytes, threads: int) -> bytes:
    """Make ready for the assignment of a kit, with `threads` notebooks at once; say whether it is.

    The answer holds this machine's `host`, and `faults`: why it cannot grade. There are none if it
    can.
    """
    answer: dict[str, Any] = {"host": socket.gethostname().partition(".")[0], "faults": []}
    try:
        kit = Kit.from_message(message)
        answer["faults"] = differences(traits(kit.assignment), kit.traits)
        answer["rehearsal"] = rehearsal_seconds() is not None
        if not answer["faults"] and not answer["rehearsal"]:
            _prepare(hashlib.sha256(message).hexdigest(), kit, threads)
    except Exception as error:
        answer["faults"] = [str(error) or type(error).__name__]
    return encode(answer)


def _prepare(key: str, kit: Kit, threads: int) -> None:
    with _lock:
        if key in _benches:
            return
        idle = sorted(
            (name for name, bench in _benches.items() if not bench.in_use),
            key=lambda name: _benches[name].used,
        )
        for name in idle[: max(0, len(_benches) - MAX_KITS + 1)]:
            _benches.pop(name).close()
        bench = _Bench(kit, threads)
        try:
            bench.pool.warm_up()
        except BaseException:
            bench.close()
            raise
        _benches[key] = bench


@contextlib.contextmanager
def _bench_for(key: str) -> Iterator[_Bench | None]:
    with _lock:
        bench = _benches.get(key)
        if bench:
            bench.in_use += 1
    try:
        yield bench
    finally:
        if bench:
            with _lock:
                bench.in_use -= 1
                bench.used = time.monotonic()


def judge_pack(message: bytes) -> bytes:
    """Judge the notebooks of a pack one after the other, until its time is up.

    The answer holds `verdicts`, of the first notebooks or of all; or `missing`, if this process has
    not been given the kit; or `broken`, why this machine can judge no more.
    """
    try:
        pack = decode(message)
        if rehearsal_seconds() is not None:
            return encode({"verdicts": [rehearse(task) for task in pack["tasks"]]})
        with _bench_for(pack["kit"]) as bench:
            if bench is None:
                return encode({"missing": True})
            return encode({"verdicts": list(_verdicts(pack, bench))})
    except (GradingError, SandboxError) as error:
        return encode({"broken": str(error)})
    except Exception as error:
        return encode({"broken": f"{type(error).__name__}: {error}"})


def _verdicts(pack: dict[str, Any], bench: _Bench) -> Iterator[dict[str, Any]]:
    ends, size = time.monotonic() + pack["seconds"], 0
    for task in pack["tasks"]:
        began = time.monotonic()
        verdict = _judge(task, bench) | {"key": task["key"]}
        verdict["seconds"] = time.monotonic() - began
        size += len(encode(verdict))
        yield verdict
        if size > MAX_PACK or time.monotonic() > ends:
            return


def _judge(task: dict[str, Any], bench: _Bench) -> dict[str, Any]:
    try:
        return _verdict(task, bench)
    except (GradingError, SandboxError):
        raise  # no other notebook could be judged here either
    except NotJudgedError as error:
        return {"failed": str(error)}
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"}


def _verdict(task: dict[str, Any], bench: _Bench) -> dict[str, Any]:
    with contextlib.ExitStack() as stack:
        folder = bench.common
        if task["files"]:
            own = tempfile.TemporaryDirectory(prefix="files-", dir=bench.root)
            folder = Path(stack.enter_context(own))
            write_files(bench.files | task["files"], folder)
        job = Job.from_data(task["job"] | {"folder": str(folder)})
        verdict = bench.pool.submit(job).result()
    return {name: getattr(verdict, name) for name in VERDICT}

"""The warm process: it has imported the libraries, and forks a keeper for each submission.

    python -m autograder.sandbox.zygote SOCKET LIBRARY...

SOCKET is the number of an open Unix socket. Each message on it is a start request with two sockets:
the wire and the control socket of a student process. The zygote itself never reads what a student
wrote. It ends when SOCKET is closed; student processes that exist then run to their end.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

from .inside import student
from .walls import cgroups, confinement, first_environment, sockets
from .walls.cgroups import Home
from .walls.keeper import READY, REQUEST_SIZE, StartRequest, keep
from .walls.limits import NAMESPACES

EDITABLE = "__editable__"
KEPT = {
    "CUDA_VISIBLE_DEVICES", "LANG", "LC_ALL", "MKL_NUM_THREADS", "MPLBACKEND", "MPLCONFIGDIR",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "TF_CPP_MIN_LOG_LEVEL",
    "TF_ENABLE_ONEDNN_OPTS", "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Fork a keeper per request until nobody can send another one."""
    requests = socket.socket(fileno=int(arguments[0]))
    for library in arguments[1:]:
        importlib.import_module(library)
    student.prepare()
    # Otherwise the first garbage collection in each student process copies all of the memory.
    gc.collect()
    gc.freeze()
    temporary = tempfile.gettempdir()
    _forget_where_we_are()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers need not be waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the grader
    os.umask(0o022)  # the student is another user, who must see what is made here
    sockets.buffer_size()
    confinement.hidden()
    home = cgroups.home() if sys.platform == "linux" else None
    root = tempfile.mkdtemp(prefix="student-root-", dir=temporary)
    try:
        requests.sendall(READY)
        while _serve_next(requests, root, home):
            pass
    finally:
        shutil.rmtree(root, ignore_errors=True)
        if home:
            home.clear()
    return 0


def _forget_where_we_are() -> None:
    """Keep of the path, the finders and the environment what a student process may know."""
    here = Path(__file__).resolve().parents[2]
    ours = {here, Path("/")}
    sys.path[:] = [
        path for path in sys.path
        if path and not path.startswith(EDITABLE) and Path(path).resolve() not in ours
    ]  # fmt: skip
    # Installed as a link, this package has a finder that knows where it lies.
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_editable(finder)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if not _is_editable(hook)]
    for name in [name for name in sys.modules if name.startswith(EDITABLE)]:
        del sys.modules[name]
    sys.path_importer_cache.clear()
    sys.argv[:] = sys.orig_argv[:] = ["python"]
    tempfile.tempdir = None  # it is found anew, where it is needed
    first_environment.note(os.environ.keys() - KEPT)
    for name in os.environ.keys() - KEPT:
        del os.environ[name]
    os.environ["PATH"] = os.defpath


def _is_editable(finder: object) -> bool:
    return getattr(finder, "__module__", type(finder).__module__).startswith(EDITABLE)


def _serve_next(requests: socket.socket, root: str, home: Home | None) -> bool:
    text, ends, *_ = socket.recv_fds(requests, REQUEST_SIZE, 2)
    if not text:
        return False
    wire, control = (socket.socket(fileno=end) for end in ends)
    mine, its = socket.socketpair()
    with wire, control, mine, its:
        keeper = os.fork()
        if keeper == 0:
            mine.close()
            requests.close()
            _be_keeper(text, wire, control, root, its, home)
        its.close()
        # The keeper asks for names when it has left for its namespaces; else it closes.
        if mine.recv(1):
            with contextlib.suppress(OSError):
                confinement.name_users(keeper)
                mine.sendall(b".")
    return True


def _be_keeper(
    text: bytes, wire: socket.socket, control: socket.socket, root: str, zygote: socket.socket,
    home: Home | None,
) -> None:  # fmt: skip
    """Watch over one student process; never returns."""

    def name_users() -> None:
        zygote.sendall(b".")
        if not zygote.recv(1):
            raise PermissionError("the users of the new namespace cannot be named")
        zygote.close()

    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        request = StartRequest.from_json(text)
        if request.limits.isolation != NAMESPACES:
            zygote.close()
        group = home.make(str(os.getpid()), request.limits) if home else None
        keep(request, wire, control, root, name_users, student.live, group)
    except BaseException as error:
        with contextlib.suppress(OSError):
            control.sendall(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The zygote: a warm process with the libraries imported, which forks a keeper per submission.

    python -m autograder.sandbox.zygote SOCKET LIBRARY...

SOCKET is the file descriptor of a Unix socket. Each message on it is a start request and carries
two sockets: the wire and the control socket of a student process. The zygote itself never reads
anything that a student wrote. It exits when SOCKET is closed; student processes that are running
then run to their end.
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
from .walls import cgroups, confinement, first_environment, keeper, sockets
from .walls.cgroups import GroupParent
from .walls.keeper import READY, REQUEST_SIZE, StartRequest
from .walls.limits import NAMESPACES

EDITABLE = "__editable__"
VISIBLE_VARIABLES = {
    "CUDA_VISIBLE_DEVICES", "LANG", "LC_ALL", "MKL_NUM_THREADS", "MPLBACKEND", "MPLCONFIGDIR",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "TF_CPP_MIN_LOG_LEVEL",
    "TF_ENABLE_ONEDNN_OPTS", "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Fork a keeper per request until the other end of the socket is closed."""
    requests = socket.socket(fileno=int(arguments[0]))
    for library in arguments[1:]:
        importlib.import_module(library)
    student.prepare()
    # Otherwise the first garbage collection in each student process would copy every page.
    gc.collect()
    gc.freeze()
    temporary = tempfile.gettempdir()
    _remove_host_paths()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are reaped automatically
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the grader
    os.umask(0o022)  # the student is another user, who must be able to read the files made here
    # These are cached, since keepers cannot find them out in their namespaces.
    sockets.buffer_size()
    confinement.hidden_paths()
    group_parent = cgroups.find_parent() if sys.platform == "linux" else None
    root = tempfile.mkdtemp(prefix="student-root-", dir=temporary)
    try:
        requests.sendall(READY)
        while _serve_next(requests, root, group_parent):
            pass
    finally:
        shutil.rmtree(root, ignore_errors=True)
        if group_parent:
            group_parent.clear()
    return 0


def _remove_host_paths() -> None:
    """Remove from this process what would tell a student where the course and the grader are."""
    repository = Path(__file__).resolve().parents[2]
    removed = {repository, Path("/")}
    sys.path[:] = [
        path for path in sys.path
        if path and not path.startswith(EDITABLE) and Path(path).resolve() not in removed
    ]  # fmt: skip
    # An editable installation adds finders that know the path of this package.
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_editable(finder)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if not _is_editable(hook)]
    for name in [name for name in sys.modules if name.startswith(EDITABLE)]:
        del sys.modules[name]
    sys.path_importer_cache.clear()
    sys.argv[:] = sys.orig_argv[:] = ["python"]
    tempfile.tempdir = None  # a cached host path; student processes have a folder of their own
    hidden_variables = os.environ.keys() - VISIBLE_VARIABLES
    first_environment.note(hidden_variables)
    for name in hidden_variables:
        del os.environ[name]
    os.environ["PATH"] = os.defpath


def _is_editable(finder: object) -> bool:
    return getattr(finder, "__module__", type(finder).__module__).startswith(EDITABLE)


def _serve_next(requests: socket.socket, root: str, group_parent: GroupParent | None) -> bool:
    """Serve one start request; return False when there will be no more."""
    text, descriptors, *_ = socket.recv_fds(requests, REQUEST_SIZE, 2)
    if not text:
        return False
    wire, control = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    zygote_end, keeper_end = socket.socketpair()
    with wire, control, zygote_end, keeper_end:
        keeper_pid = os.fork()
        if keeper_pid == 0:
            zygote_end.close()
            requests.close()
            _be_keeper(text, wire, control, root, keeper_end, group_parent)
        keeper_end.close()
        # The keeper writes a byte once it is in its user namespace, or closes if it needs none.
        if zygote_end.recv(1):
            with contextlib.suppress(OSError):
                confinement.map_users(keeper_pid)
                zygote_end.sendall(b".")
    return True


def _be_keeper(
    text: bytes, wire: socket.socket, control: socket.socket, root: str, zygote: socket.socket,
    group_parent: GroupParent | None,
) -> None:  # fmt: skip
    """Supervise one student process; never returns."""

    def map_users() -> None:
        zygote.sendall(b".")
        if not zygote.recv(1):
            raise PermissionError("the users of the new namespace cannot be mapped")
        zygote.close()

    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        request = StartRequest.from_json(text)
        if request.limits.isolation != NAMESPACES:
            zygote.close()
        group = group_parent.create(str(os.getpid()), request.limits) if group_parent else None
        keeper.run(request, wire, control, root, map_users, student.main, group)
    except BaseException as error:
        with contextlib.suppress(OSError):
            control.sendall(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

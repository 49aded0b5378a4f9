"""Fork kernels from a process that has imported their libraries: `warm_kernels SOCKET LIBRARY ...`.

Importing Keras takes longer than most pages compute. The build starts this process when several
pages are to be executed, and `quiet_kernel` asks it for a kernel. It ends when its standard input
does, and its kernels end with it.
"""

import contextlib
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import threading
from typing import Any

# Holds the socket's path, for kernels that are to be forked.
VARIABLE = "WARM_KERNELS"
# Each kernel needs these, whichever page it runs.
ALWAYS = ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer")
MAX_REQUEST = 1 << 20  # bytes: arguments, folder and environment of a kernel
STREAMS = (0, 1, 2)


def ask(path: str, arguments: list[str]) -> tuple[socket.socket, int]:
    """Ask for a kernel with this process's streams, folder and environment.

    Returns the connection, which closes when the kernel ends, and the kernel's process id.
    """
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    request = {"arguments": arguments, "folder": os.getcwd(), "environment": environment}
    content = json.dumps(request).encode()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    socket.send_fds(connection, [len(content).to_bytes(4, "big")], list(STREAMS))
    connection.sendall(content)
    return connection, int.from_bytes(_read(connection, 4), "big")


def serve(path: str, libraries: list[str]) -> None:
    """Import the libraries, then fork a kernel for each request until standard input ends."""
    with socket.socket(socket.AF_UNIX) as listener:
        # First of all, so that whoever asks waits instead of failing.
        listener.bind(path + ".new")
        listener.listen()
        os.rename(path + ".new", path)
        # ipykernel reads it when it is imported: a kernel ends when it has lost this parent.
        os.environ["JPY_PARENT_PID"] = str(os.getpid())
        for name in (*ALWAYS, *libraries):
            importlib.import_module(name)
        while True:
            ready, _, _ = select.select([sys.stdin, listener], [], [], 1)
            _reap()
            if sys.stdin in ready:
                return
            if listener in ready:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError, EOFError):
                    _fork(listener, connection)


def _fork(listener: socket.socket, connection: socket.socket) -> None:
    """Fork one kernel and report its process id."""
    head, streams, _, _ = socket.recv_fds(connection, 4, len(STREAMS))
    size = int.from_bytes(head, "big")
    if len(head) != 4 or size > MAX_REQUEST:
        raise EOFError
    request = json.loads(_read(connection, size))
    pid = os.fork()
    if pid == 0:
        listener.close()
        _become_kernel(request, streams, connection)
    for stream in streams:
        os.close(stream)
    connection.sendall(pid.to_bytes(4, "big"))


def _become_kernel(request: Any, streams: list[int], connection: socket.socket) -> None:
    """Do in the forked process what a new one would do."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
            os.close(stream)
        os.chdir(request["folder"])
        sys.path[0] = request["folder"]  # as `python -m` does it
        os.environ.clear()
        os.environ.update(request["environment"], JPY_PARENT_PID=str(os.getppid()))
        threading.Thread(target=_end_with, args=[connection], daemon=True).start()
        sys.argv = ["ipykernel_launcher", *request["arguments"]]
        runpy.run_module("ipykernel_launcher", run_name="__main__")
        status = 0
    finally:
        # Not as a part of the process that was forked: its frames must not run on.
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(status)


def _end_with(connection: socket.socket) -> None:
    """End this kernel when the process that asked for it has ended."""
    with contextlib.suppress(OSError):
        connection.recv(1)
    os._exit(1)


def _read(connection: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = connection.recv(size - len(content))
        if not part:
            raise EOFError
        content += part
    return content


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def log_errors() -> None:
    """Write what this process and native code have to say into the build's log."""
    log = os.open(os.environ["KERNEL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 2)


if __name__ == "__main__":
    log_errors()
    serve(sys.argv[1], sys.argv[2:])

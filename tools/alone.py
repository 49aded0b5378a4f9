"""Run one `make` at a time in a checkout: `alone.py COMMAND ...` waits for any other to end.

Two at once would install into the same .venv and write the same notebooks and pages. It runs with
the system's Python and needs no package.
"""

import contextlib
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import step

# Set in what make runs: a command that runs make again must not wait for itself.
VARIABLE = "DENSE_TO_ADAM_MAKE"
WAITING = "Another make is running in this folder. Waiting for it to end."
NO_LOCKS = "Files cannot be locked here (%s): do not run make twice at once in this folder."


def lock(path):
    """Lock a file until this process ends. Child processes do not inherit the lock."""
    try:
        import fcntl
    except ImportError as error:
        return print(NO_LOCKS % error, file=sys.stderr)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(WAITING, file=sys.stderr, flush=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:
        print(NO_LOCKS % error, file=sys.stderr)


def run(command):
    """Run the command, wait for it even when interrupted, and return its exit status."""
    environment = dict(os.environ)
    environment[VARIABLE] = "runs"
    # make shares its job server with its children through inherited file descriptors.
    child = subprocess.Popen(command, env=environment, close_fds=False)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        # Ctrl-C reaches the child too, which decides when to exit.
        with contextlib.suppress(KeyboardInterrupt):
            status = child.wait()
            return 128 - status if status < 0 else status


def main(command):
    """Wait for the lock, then run the command, and print how long its steps took."""
    try:
        lock("Makefile")
    except KeyboardInterrupt:
        return 130
    step.forget()
    status = run(command)
    if status == 0:
        for line in step.table():
            print(line)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

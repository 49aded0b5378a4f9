"""Run one `make` at a time in a checkout: `alone.py COMMAND ...` waits for the one before.

Two at once would install into one .venv and write the same notebooks and pages. Run it with the
Python that is there; it needs no package.
"""

import contextlib
import os
import signal
import subprocess
import sys

# A command that make starts may start make again: there it need not wait for itself.
VARIABLE = "DENSE_TO_ADAM_MAKE"
WAITING = "Another make is at work in this folder. Waiting for it to end."
NO_LOCKS = "This file system has no locks (%s): do not run make twice at once in this folder."


def lock(path):
    """Hold a lock on a file until this process ends. Nobody who is started inherits it."""
    try:
        import fcntl
    except ImportError as error:
        return print(NO_LOCKS % error, file=sys.stderr)
    held = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(WAITING, file=sys.stderr, flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
    except OSError as error:
        print(NO_LOCKS % error, file=sys.stderr)


def run(command):
    """Run the command to its end, also where it is asked to stop, and return its status."""
    environment = dict(os.environ)
    environment[VARIABLE] = "runs"
    # Open files stay open: through them make tells its children how many may work at once.
    child = subprocess.Popen(command, env=environment, close_fds=False)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        # Ctrl-C reaches the child as well, and it is the child that ends.
        with contextlib.suppress(KeyboardInterrupt):
            status = child.wait()
            return 128 - status if status < 0 else status


def main(command):
    """Wait for the lock, then run the command."""
    try:
        lock("Makefile")
    except KeyboardInterrupt:
        return 130
    return run(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

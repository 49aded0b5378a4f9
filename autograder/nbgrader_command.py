"""Run the real nbgrader command at the root of the course."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import course


@dataclass(frozen=True)
class Done:
    """How a command ended, and all that it printed."""

    returncode: int
    output: str


def nbgrader(
    *arguments: str,
    classroom: Path | None = None,
    folder: Path = course.ROOT,
    on_line: Callable[[str], None] = lambda line: None,
) -> Done:
    """Run `nbgrader` with `arguments`; each line that it prints is handed to `on_line`.

    `folder` is where it finds its configuration.

    nbgrader starts `alembic` by name, so the folder of this Python's scripts goes onto the path.
    """
    environment = {
        **os.environ,
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if classroom:
        environment[course.CLASSROOM_VARIABLE] = str(classroom)
    lines = []
    with subprocess.Popen(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            on_line(line)
    return Done(process.returncode, "".join(lines))

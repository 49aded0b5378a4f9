"""Run the real nbgrader command at the root of the course."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import environment, paths


@dataclass(frozen=True)
class CompletedCommand:
    """How a command ended, and all that it printed."""

    returncode: int
    output: str


def nbgrader(
    *arguments: str,
    classroom: Path | None = None,
    folder: Path = paths.ROOT,
    on_line: Callable[[str], None] = lambda line: None,
    more: Mapping[str, str] | None = None,
    module: str = "nbgrader",
) -> CompletedCommand:
    """Run `nbgrader` with `arguments`; each line that it prints is handed to `on_line`.

    `module` may be one that calls nbgrader.

    `folder` is where it finds its configuration; `more` is set in its environment.

    nbgrader starts `alembic` by name, so the folder of this Python's scripts goes onto the path.
    """
    scripts = sysconfig.get_path("scripts")
    own = {"PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}", **(more or {})}
    if classroom:
        own[paths.CLASSROOM_VARIABLE] = str(classroom)
    lines = []
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment.fixed(own),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            on_line(line)
    return CompletedCommand(process.returncode, "".join(lines))

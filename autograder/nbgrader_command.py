"""Run the real nbgrader command at the root of the course."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from . import course


def nbgrader(*arguments: str, classroom: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `nbgrader` with `arguments`; what it prints is captured.

    nbgrader starts `alembic` by name, so the folder of this Python's scripts goes onto the path.
    """
    environment = {
        **os.environ,
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if classroom:
        environment[course.CLASSROOM_VARIABLE] = str(classroom)
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

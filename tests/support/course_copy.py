"""A copy of the repository in which a test writes as an author does, and runs the command line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("autograder", "solutions", "book", "exercises", "tools", "docs")
UNNEEDED = shutil.ignore_patterns("__pycache__", "_build", ".nbcache", "*.ipynb_checkpoints")


def copy_course(folder: Path) -> Path:
    """Copy what the command line reads and writes, and return the copy."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=UNNEEDED)
    for path in ROOT.glob("*"):
        if path.is_file():
            shutil.copy(path, folder)
    return folder


def autograder(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the copied course."""
    environment = {**os.environ, "PYTHONPATH": str(course)}
    return subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, timeout=900,
    )  # fmt: skip


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")

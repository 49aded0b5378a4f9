"""A student process for a test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.checks import functions
from autograder.sandbox.outside.student_process import StudentProcess
from autograder.sandbox.outside.zygote_client import Zygote
from autograder.sandbox.walls.limits import Limits


@contextmanager
def student_process(zygote: Zygote, folder: Path) -> Iterator[StudentProcess]:
    checks = folder / "checks"  # the student process has the functions of the copy in this folder
    checks.mkdir(exist_ok=True)
    shutil.copy(functions.__file__, checks / "functions.py")
    process = StudentProcess(zygote.requests, folder, Limits())
    process.new_cell(60)
    try:
        yield process
    finally:
        process.close()

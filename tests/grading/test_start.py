"""The processes of a grading run import only what they need: others would wait a second for it."""

import subprocess
import sys

import pytest

from autograder.course import environment, paths

NEEDED_BY_NONE = {"jupytext", "matplotlib", "scipy", "tensorflow", "keras"}


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("autograder.grading.converter", {"numpy", "distributed"}),
        ("autograder.grading.judge_server", {"nbgrader", "nbconvert", "sqlalchemy"}),
        ("autograder.sandbox.zygote", {"nbgrader", "nbformat"}),
    ],
)
def test_a_process_of_grading_imports_nothing_slow_without_need(
    module: str, without: set[str]
) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, env=environment.fixed({}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (without | NEEDED_BY_NONE) & set(done.stdout.split())

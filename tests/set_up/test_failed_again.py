"""CI runs failed tests once more, one at a time: flaky tests then pass, real faults do not."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "tools" / "failed_again.py"
TESTS = """
import pathlib, pytest
@pytest.mark.xdist_group("a group")
@pytest.mark.parametrize("name", ["a/b", "c@d"])
def test_in_a_group(name): assert name not in pathlib.Path("wrong").read_text()
def test_alone(): assert "alone" not in pathlib.Path("wrong").read_text()
def test_right(): pass
"""


def again_after(
    folder: Path, wrong_first: str, wrong_then: str
) -> subprocess.CompletedProcess[str]:
    (folder / "test_some.py").write_text(TESTS)
    (folder / "wrong").write_text(wrong_first)
    first = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
    subprocess.run(first, cwd=folder, check=False, capture_output=True)
    (folder / "wrong").write_text(wrong_then)
    again = [sys.executable, str(PROGRAM)]
    return subprocess.run(again, cwd=folder, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("first", "then", "passed", "status"),
    [
        ("a/b c@d alone", "", 3, 0),
        ("a/b", "", 1, 0),
        ("a/b c@d alone", "c@d", 2, 1),
        ("alone", "alone", 0, 1),
    ],
)
def test_failed_tests_and_no_others_run_again(
    tmp_path: Path, first: str, then: str, passed: int, status: int
) -> None:
    done = again_after(tmp_path, first, then)
    assert done.returncode == status, done.stdout + done.stderr
    assert (f"{passed} passed" in done.stdout) == bool(passed)


def test_a_run_without_a_failed_test_does_not_pass(tmp_path: Path) -> None:
    done = again_after(tmp_path, "", "")
    assert done.returncode == 1
    assert "something else went wrong" in done.stdout

"""`make check` runs all its commands and lets no failure pass."""

import runpy
from pathlib import Path
from typing import Any

import pytest

CHECKS = Path(__file__).resolve().parents[2] / "tools" / "checks.py"


def test_all_commands_run_and_one_failure_fails_all(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = runpy.run_path(str(CHECKS))
    commands = names["main"].__globals__["COMMANDS"]
    commands.clear()
    fails = "import sys; print('the reason', file=sys.stderr); sys.exit(3)"
    commands.update(wrong=["python", "-c", fails], right=["python", "-c", "print('much')"])
    assert names["main"]() == 1
    printed = capsys.readouterr()
    assert "wrong: failed, exit status 3\nthe reason" in printed.out
    assert "right: as it should be" in printed.out
    assert "much" not in printed.out
    assert printed.err == "failed: wrong\n"
    del commands["wrong"]
    assert names["main"]() == 0

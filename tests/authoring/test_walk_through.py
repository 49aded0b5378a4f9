"""CONTRIBUTING.md's example, step by step: its own commands and code blocks, in a copy."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from course_copy import ROOT, autograder, copy_course

pytestmark = pytest.mark.slow
BEGIN, END = "### To add a function: `leaky_relu`", "### Oracles"
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>\w+) ?(?P<path>\S*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def steps() -> list[re.Match[str]]:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return list(BLOCK.finditer(guide[guide.index(BEGIN) : guide.index(END)]))


def put(path: Path, text: str) -> None:
    """Write a module; in another file replace all from the block's first line to its last one."""
    first, last = text.splitlines()[0], text.splitlines()[-1]
    before = path.read_text("utf-8")
    if first.startswith('"""'):
        path.write_text(text, "utf-8")
        return
    if first.startswith("# ## "):  # the skeleton's heading gives way to the example's
        first = next(line for line in before.splitlines() if line.endswith("`leaky_relu`"))
    start = before.index(f"{first}\n")
    end = before.index(f"{last}\n", start) + len(last) + 1
    path.write_text(before[:start] + text + before[end:], "utf-8")


def expect_clean(course: Path) -> None:
    """Run what `make check` runs for what an author writes."""
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [str(Path(sys.executable).with_name("ruff")), *command, "."],
            cwd=course, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
    for arguments in (["build", "--check", "activations"], ["golden", "--check", "activations"]):
        done = autograder(course, *arguments)
        assert done.returncode == 0, done.stderr


def test_the_guides_example_works_as_it_is_written(tmp_path: Path) -> None:
    course = copy_course(tmp_path)
    made = False
    for step in steps():
        if step["kind"] == "text":  # the rules of this book, which have tests of their own
            continue
        if step["kind"] != "sh":
            put(course / step["path"], step["text"])
            continue
        for line in step["text"].splitlines():
            program, *arguments = line.split()
            assert program == "autograder"
            done = autograder(course, *arguments)
            assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
        if not made:  # the skeleton passes at once
            assert "What to do next" in done.stdout
            expect_clean(course)
            made = True
    assert "2 of 2" in done.stdout
    assert "1 equivalent" in done.stdout
    expect_clean(course)
    released = (course / "exercises/activations/activations.ipynb").read_text("utf-8")
    assert '"id": "check_leaky_relu"' in released
    assert "a tenth of z elsewhere" in released
    assert "np.where(z > 0, z, 0.1 * z)" not in released

"""The README's commands work, and its examples show real output."""

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import numpy as np
import pytest
from notebooks import solved

from autograder.checks import CheckFailed, check
from autograder.course import paths
from autograder.grading.settings import Sandbox

README = (paths.ROOT / "README.md").read_text("utf-8")


def block(heading: str, language: str = "sh") -> list[str]:
    """Return the lines of the first code block of a section."""
    section = README.partition(f"## {heading}\n")[2]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found, f"no {language} block under {heading!r}"
    return found[1].splitlines()


@pytest.mark.parametrize("target", re.findall(r"make (\w+)", README))
def test_every_make_target_exists(target: str) -> None:
    if target.isupper() or target in ("help",):
        return
    done = subprocess.run(["make", "-n", target], cwd=paths.ROOT, capture_output=True, text=True)
    assert "No rule to make target" not in done.stderr


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", README))))
def test_every_file_that_is_linked_exists(path: str) -> None:
    assert (paths.ROOT / path).exists()


def test_the_first_commands_are_the_two_that_do_everything() -> None:
    found = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert found is not None
    assert found[1].split("\n") == ["make course", "make test", ""]


def test_the_settings_are_all_listed_with_their_defaults() -> None:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (.+?) \| ", README, re.MULTILINE)
    listed: dict[str, str] = {}
    for names, values in rows:
        settings = re.findall(r"`(\w+)`", names)
        defaults = re.split(r", ", values)
        if set(settings) <= set(Sandbox.class_traits(config=True)):
            assert len(settings) == len(defaults), f"README.md: a default of {names} is missing"
            listed |= dict(zip(settings, defaults))
    defaults = {name: trait.default() for name, trait in Sandbox.class_traits(config=True).items()}
    own = {name: value for name, value in defaults.items() if name not in ("config", "parent")}
    assert listed.keys() == own.keys()
    for name, value in own.items():
        shown = listed[name].strip("`").strip('"').replace(",", "")
        expected = f"{value:g}" if isinstance(value, float) else str(value)
        assert shown == expected, f"README.md: the default of {name} is {value!r}"


@pytest.mark.slow
def test_the_instructors_commands_grade_a_submission(tmp_path: Path) -> None:
    submitted = tmp_path / "submitted" / "ada" / "forward_propagation"
    submitted.mkdir(parents=True)
    nbformat.write(solved("forward_propagation"), submitted / "forward_propagation.ipynb")
    scripts = sysconfig.get_path("scripts")
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        paths.CLASSROOM_VARIABLE: str(tmp_path),
    }
    activate, *commands = block("For instructors")
    assert activate == "source .venv/bin/activate"
    for command in commands:
        # The tests must not replace the tracked notebook, in which somebody may be working.
        release = f"--CourseDirectory.release_directory={tmp_path / 'release'}"
        words = [*shlex.split(command), *([release] if "generate_assignment" in command else [])]
        done = subprocess.run(
            words, cwd=paths.ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert "ada" in (tmp_path / "grades.csv").read_text()
    assert list((tmp_path / "feedback").rglob("forward_propagation.html"))


def test_the_message_shown_is_the_one_that_a_check_gives() -> None:
    def dense(a_in, W, b, g):
        return np.array([g(np.dot(W[j], a_in) + b[j]) for j in range(W.shape[1])])

    folder = paths.EXERCISES / "forward_propagation" / "checks"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["autograder.checks.check"], "FOLDER", folder)
        with pytest.raises(CheckFailed) as failed:
            check("dense", dense)
    shown = " ".join("\n".join(block("For students", "text")).split())
    start, end = (" ".join(part.split()) for part in shown.split("..."))
    message = " ".join(str(failed.value).split())
    assert message.startswith(start)
    assert message.endswith(end)

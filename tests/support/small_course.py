"""A whole course of two chapters, one assignment and one quiz, made by the real tools.

It consists of this repository's programs and of the contents in `tests/small_course/`, as an
instructor's course would.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTENTS = ROOT / "tests" / "small_course"
FILES = (
    "README.md", "LICENSE", "LICENSE-TEXT", "pyproject.toml", "requirements.lock",
    "nbgrader_config.py", "book/_config.yml",
)  # fmt: skip
# Of the book only what is no page; it is found by its name.
BOOK_FOLDERS = ("_ext", "_style", "_scripts", "_templates", "_kernel", "assets")


@dataclass(frozen=True)
class SmallCourse:
    """A course in a folder of its own."""

    root: Path

    @classmethod
    def lay_out(cls, root: Path) -> "SmallCourse":
        """Put the programs and the contents where a course has them."""
        for name in FILES:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        for name in BOOK_FOLDERS:
            shutil.copytree(ROOT / "book" / name, root / "book" / name, ignore=_unneeded)
        shutil.copytree(ROOT / "autograder", root / "autograder", ignore=_unneeded)
        for folder in ("exercises", "golden"):
            _remove_folders(root / "autograder" / folder)
        (root / "node_modules").symlink_to((ROOT / "node_modules").resolve())
        shutil.copytree(CONTENTS, root, dirs_exist_ok=True, ignore=_unneeded)
        return cls(root)

    def autograder(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the course's own `autograder`."""
        return self._run(sys.executable, "-m", "autograder", *arguments)

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run nbgrader with the course's settings."""
        return self._run(sys.executable, "-m", "nbgrader", *arguments)

    def build_book(self, *flags: str) -> subprocess.CompletedProcess[str]:
        """Build the book as `make book` does."""
        program = str(Path(sys.executable).with_name("jupyter-book"))
        return self._run(program, "build", "book", "-W", "--keep-going", "--quiet", *flags)

    def make(self) -> None:
        """Make all that is made, but the book."""
        for command in (("golden",), ("build",)):
            done = self.autograder(*command)
            assert done.returncode == 0, done.stdout + done.stderr

    def page(self, name: str) -> str:
        """The HTML of a page of the built book."""
        return (self.root / "book/_build/html" / f"{name}.html").read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text that stands in a file once."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), "utf-8")

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=os.environ | {"PYTHONPATH": str(self.root)},
            capture_output=True, text=True, timeout=600,
        )  # fmt: skip


def _unneeded(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__"}


def _remove_folders(folder: Path) -> None:
    """Remove this course's assignments; what finds them stays."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)

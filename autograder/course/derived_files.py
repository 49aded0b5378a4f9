"""Write what follows from `course.yml` into the files that show it, and report stale ones.

A block that follows from it is enclosed by two comments:

    <!-- from course.yml: assignments -->
    <!-- end of assignments -->

In the pages of the book a comment begins with `%`, in YAML and TOML with `#`. All else in these
files is written by hand and stays.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

from .course_file import NAME, Course
from .derived_texts import BLOCKS, contents, copyright_line
from .errors import FileError

REMEDY = "run `autograder build` and commit the result"
CONTENTS = "book/_toc.yml"
HEADING = f"# Made from {NAME} by `autograder build`; a change belongs there.\n"
# Which blocks each file must hold, so that a lost mark is noticed. A course may lack a page.
FILES = {
    "README.md": ("title", "assignments", "licences"),
    "pyproject.toml": ("package",),
    "book/_config.yml": ("book settings", "language", "repository", "logo"),
    "book/index.md": ("title",),
    "book/practise.md": ("practice",),
    "book/teaching.md": ("plan",),
}
LICENCES = ("LICENSE", "LICENSE-TEXT")
_COPYRIGHT = re.compile(r"^Copyright \(c\).*$", re.MULTILINE)
_BLOCK = re.compile(
    r"^(?P<start>(?P<indent> *)(?:<!--|%|#) from course\.yml: (?P<name>[a-z ]+?)(?: -->)?\n)"
    r"(?P<text>.*?)"
    r"(?P<end>^ *(?:<!--|%|#) end of (?P=name)(?: -->)?$)",
    re.MULTILINE | re.DOTALL,
)


def write(course: Course, root: Path) -> list[Path]:
    """Bring all files up to date and return those that changed."""
    changed = []
    for path, text in _wanted(course, root).items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed


def stale(course: Course, root: Path) -> list[str]:
    """Return a message for each file that does not show what `course.yml` says."""
    return [
        f"{path.relative_to(root).as_posix()}:{_first_difference(path, text)}: "
        f"is not what follows from {NAME}; {REMEDY}"
        for path, text in _wanted(course, root).items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def _wanted(course: Course, root: Path) -> dict[Path, str]:
    """Return what the files should hold."""
    there = {root / name: names for name, names in FILES.items() if (root / name).is_file()}
    files = {path: _filled(path, names, course) for path, names in there.items()}
    for name in LICENCES:
        text = (root / name).read_text("utf-8")
        if not _COPYRIGHT.search(text):
            reason = f"no line `{copyright_line(course)}`; add it"
            raise FileError(root / name, 1, reason)
        # A function, since the names of authors may contain a backslash.
        files[root / name] = _COPYRIGHT.sub(lambda _: copyright_line(course), text)
    return files | {root / CONTENTS: HEADING + contents(course)}


def _filled(path: Path, names: tuple[str, ...], course: Course) -> str:
    """Return the text of a file with its blocks filled in."""
    text = path.read_text("utf-8")
    blocks = [match["name"] for match in _BLOCK.finditer(text)]
    for name in names:
        if blocks.count(name) != 1:
            reason = f"`from course.yml: {name}` and `end of {name}` must be in comments around "
            raise FileError(path, 1, f"{reason}the {name}, once; put them back")
    for match in _BLOCK.finditer(text):
        if match["name"] not in names:
            line = text.count("\n", 0, match.start()) + 1
            reason = f"`{match['name']}` is not filled in here; here are: {', '.join(names)}"
            raise FileError(path, line, reason)
    return _BLOCK.sub(lambda match: _block(match, course), text)


def _block(match: re.Match[str], course: Course) -> str:
    text = BLOCKS[match["name"]](course).strip("\n")
    return f"{match['start']}{indent(text, match['indent'])}\n{match['end']}"


def _first_difference(path: Path, wanted: str) -> int:
    """Return the first line in which a file is not as it should be."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    pairs = zip(lines, wanted.splitlines())
    return next((n for n, (is_, should) in enumerate(pairs, 1) if is_ != should), len(lines) or 1)

"""Enter a new chapter or assignment in `course.yml`."""

from __future__ import annotations

from pathlib import Path

from ..course import paths
from ..course.course_file import NAME

ENTRY = """\
  - name: {name}
    title: {title}
    builds: what students write
    ends_with: what it is good for
    after: {after}
"""


def register_assignment(name: str, title: str, after: str) -> Path:
    """Add an assignment behind those that are not quizzes; return the file that has changed."""
    path = paths.ROOT / NAME
    lines = path.read_text("utf-8").splitlines(keepends=True)
    quizzes = paths.course().quizzes
    behind = [item.line for item in paths.course().assignments if item.name in quizzes]
    place = min(behind) - 1 if behind else len(lines)
    lines[place:place] = ENTRY.format(name=name, title=title, after=after)
    path.write_text("".join(lines), "utf-8")
    return path


def register_chapter(page: str, after: str) -> Path:
    """Add a page behind the chapter `after`; return the file that has changed."""
    path = paths.ROOT / NAME
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(part.lines[after] for part in paths.course().parts if after in part.lines)
    before = lines[place - 1]
    lines.insert(place, before.replace(after, page))
    path.write_text("".join(lines), "utf-8")
    return path

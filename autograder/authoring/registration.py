"""Enter what is new in `course.yml`, where the course lists its chapters and assignments."""

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


def register_chapter(page: str) -> Path:
    """Add a page as the last numbered chapter; return the file that has changed."""
    path = paths.ROOT / NAME
    lines = path.read_text("utf-8").splitlines(keepends=True)
    last = paths.chapters()[-1]
    place = next(part.lines[last] for part in paths.course().parts if last in part.lines)
    before = lines[place - 1]
    lines.insert(place, before.replace(last, page))
    path.write_text("".join(lines), "utf-8")
    return path

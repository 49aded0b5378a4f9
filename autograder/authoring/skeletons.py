"""Skeletons of an exercise, an assignment and a chapter: complete, right, and to be replaced."""

from __future__ import annotations

import re
from pathlib import Path

from ..course import paths
from ..course.errors import CourseError
from ..exercises import of_assignment
from ..exercises.registry import FOLDER
from .book_faults import anchors
from .registration import register_assignment, register_chapter

TEMPLATES = Path(__file__).parent / "templates"
GRADE = re.compile(r"^# %% grade (\w+) .*\n(?:(?!# %%).*\n)*", re.MULTILINE)
NUMBERED = re.compile(r"^# ## (\d+)\. ", re.MULTILINE)
PRACTICE = re.compile(r"^```\{practice\} .+$", re.MULTILINE)
REMEMBER = "## What to remember"
QUIZ = "## Quiz"


def new_exercise(assignment: str, name: str, chapter: str = "", after: str = "") -> list[Path]:
    """Write the specification, the cells and the place in the chapter; return the files.

    `chapter` is by default that of the exercise before; `after` the function in the notebook that
    the new one follows, by default the last one.
    """
    _expect_new(name, [exercise.name for exercise in of_assignment(assignment)])
    chapter = chapter or _chapter_of(assignment, after)
    page = paths.ROOT / "book" / f"{chapter}.md"
    if not page.exists():
        raise CourseError(f"the book has no chapter {chapter!r}; write it first: "
                          f"`autograder new chapter {chapter}`")  # fmt: skip
    values = {"ASSIGNMENT": assignment, "NAME": name, "CHAPTER": chapter, "ANCHOR": _anchor(name)}
    source = paths.source_of(assignment)
    cells = with_cells(source.read_text("utf-8"), values, after)
    section = _with_section(page.read_text("utf-8"), values)
    specification, ways = specification_paths(assignment, name)
    return [
        _write(specification, _filled("specification", values)),
        _write(ways, _filled("right_ways", values)),
        _write(source, cells),
        _write(page, section),
    ]


def new_assignment(name: str, after: str = "") -> list[Path]:
    """Write a notebook without exercises, and enter it in `course.yml`; return the files."""
    _expect_new(name, paths.assignments())
    title, package = _title(name), FOLDER / name
    return [
        _write(paths.source_of(name), _filled("notebook", {"TITLE": title}).rstrip("\n") + "\n"),
        _write(package / "__init__.py", f'"""Assignment `{name}`."""\n'),
        _write(package / "correct" / "__init__.py", f'"""Other right ways for `{name}`."""\n'),
        register_assignment(name, title, after or paths.chapters()[-1]),
    ]


def new_chapter(page: str) -> list[Path]:
    """Write a chapter with a quiz of one question, and enter it in `course.yml`."""
    folder, _, stem = page.rpartition("/")
    folder = folder or paths.chapters()[-1].rpartition("/")[0]
    _expect_new(stem, [chapter.rpartition("/")[2] for chapter in paths.course().pages])
    values = {"TITLE": _title(stem), "STEM": stem, "ANCHOR": _anchor(stem)}
    return [
        _write(paths.ROOT / "book" / folder / f"{stem}.md", _filled("chapter", values)),
        _write(paths.QUIZ_FILES / f"{stem}.yml", _filled("quiz", values)),
        register_chapter(f"{folder}/{stem}"),
    ]


def specification_paths(assignment: str, name: str) -> tuple[Path, Path]:
    """Return where the specification of a function belongs, and its other right ways."""
    return FOLDER / assignment / f"{name}.py", FOLDER / assignment / "correct" / f"{name}.py"


def with_cells(text: str, values: dict[str, str], after: str = "") -> str:
    """Return a notebook's text with the cells of a new function, and later sections renumbered."""
    graded = {found[1]: found for found in GRADE.finditer(text)}
    if after and after not in graded:
        raise CourseError(f"no cell grades {after!r}; name one of: {', '.join(graded)}")
    place = graded[after or list(graded)[-1]].end() if graded else len(text)
    before, behind = text[:place].rstrip("\n") + "\n\n", text[place:].lstrip("\n")
    number = max((int(found[1]) for found in NUMBERED.finditer(before)), default=0) + 1
    behind = NUMBERED.sub(lambda found: f"# ## {int(found[1]) + 1}. ", behind)
    cells = _filled("cells", {**values, "NUMBER": str(number)})
    return (before + cells + behind).rstrip("\n") + "\n"


def _with_section(text: str, values: dict[str, str]) -> str:
    """Return a chapter's text with a section for a function, and its practice cell."""
    place = next((text.index(mark) for mark in (REMEMBER, QUIZ) if mark in text), len(text))
    text = text[:place] + _filled("section", values) + text[place:]
    exercise = f"{values['ASSIGNMENT']}/{values['NAME']}"
    if found := PRACTICE.search(text):
        return f"{text[: found.end()]} {exercise}{text[found.end() :]}"
    return f"{text.rstrip()}\n\n## Your turn\n\n```{{practice}} {exercise}\n```\n"


def _chapter_of(assignment: str, after: str) -> str:
    exercises = of_assignment(assignment)
    named = [exercise.chapter for exercise in exercises if after in ("", exercise.name)]
    if named:
        return named[-1]
    return next(item.after for item in paths.course().assignments if item.name == assignment)


def _anchor(name: str) -> str:
    """Return an anchor that is not in the book yet."""
    anchor = name.replace("_", "-")
    taken = frozenset().union(*(anchors(path) for path in (paths.ROOT / "book").glob("*/*.md")))
    return anchor if anchor not in taken else f"function-{anchor}"


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _expect_new(name: str, taken: list[str]) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise CourseError(f"{name!r} is no name; use lower-case letters, digits and underscores")
    if name in taken:
        raise CourseError(f"{name} exists already; choose another name")


def _filled(template: str, values: dict[str, str]) -> str:
    text = (TEMPLATES / f"{template}.txt").read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path

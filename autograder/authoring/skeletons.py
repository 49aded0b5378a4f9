"""Skeletons of an exercise, an assignment and a chapter: each passes all checks as it is."""

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

    `after` is the function of the notebook that the new one follows, by default the last one;
    `chapter` the page that explains it, by default that of the function before it.
    """
    if assignment in paths.quizzes():
        raise CourseError(f"{assignment} is a quiz and asks for no functions; its questions are in "
                          "book/quizzes/. Choose another assignment")  # fmt: skip
    _expect_new(name, [exercise.name for exercise in of_assignment(assignment)])
    chapter = _chapter_called(chapter) if chapter else _chapter_of(assignment, after)
    page = paths.ROOT / "book" / f"{chapter}.md"
    values = {"ASSIGNMENT": assignment, "NAME": name, "CHAPTER": chapter, "ANCHOR": _anchor(name)}
    source = paths.source_of(assignment)
    cells = with_cells(source.read_text("utf-8"), values, after)
    section = _with_section(page.read_text("utf-8"), values)
    specification, variants = specification_paths(assignment, name)
    return [
        _create(specification, _filled("specification", values)),
        _create(variants, _filled("correct_variants", values)),
        _write(source, cells),
        _write(page, section),
    ]


def new_assignment(name: str, after: str = "") -> list[Path]:
    """Write a notebook without exercises, and enter it in `course.yml`; return the files."""
    _expect_new(name, paths.assignments())
    title, package = _title(name), FOLDER / name
    after = _chapter_called(after) if after else paths.chapters()[-1]
    notebook = _filled("notebook", {"TITLE": title}).rstrip("\n") + "\n"
    return [
        _create(paths.source_of(name), notebook),
        _create(package / "__init__.py", f'"""Assignment `{name}`."""\n'),
        _create(package / "correct" / "__init__.py", f'"""Correct variants for `{name}`."""\n'),
        register_assignment(name, title, after),
    ]


def new_chapter(page: str, after: str = "") -> list[Path]:
    """Write a chapter with a quiz of one question, and enter it in `course.yml`; return the files.

    It follows the chapter `after`, by default the last one, and is in its folder unless `page`
    names another.
    """
    after = _chapter_called(after) if after else paths.chapters()[-1]
    folder, _, stem = page.rpartition("/")
    folder = folder or after.rpartition("/")[0]
    path = paths.ROOT / "book" / folder / f"{stem}.md"
    page = path.relative_to(paths.ROOT / "book").with_suffix("").as_posix()
    _expect_new(stem, [chapter.rpartition("/")[2] for chapter in paths.course().pages])
    values = {"TITLE": _title(stem), "STEM": stem, "ANCHOR": _anchor(stem)}
    return [
        _create(path, _filled("chapter", values)),
        _create(paths.QUIZ_FILES / f"{stem}.yml", _filled("quiz", values)),
        register_chapter(page, after),
    ]


def specification_paths(assignment: str, name: str) -> tuple[Path, Path]:
    """Return where the specification of a function belongs, and its correct variants."""
    return FOLDER / assignment / f"{name}.py", FOLDER / assignment / "correct" / f"{name}.py"


def with_cells(text: str, values: dict[str, str], after: str = "") -> str:
    """Return a notebook's text with the cells of a new function, and later sections renumbered."""
    graded = {cell[1]: cell for cell in GRADE.finditer(text)}
    if after and after not in graded:
        raise CourseError(f"no cell grades {after!r}; name one of: {', '.join(graded)}")
    place = graded[after or list(graded)[-1]].end() if graded else len(text)
    before, behind = text[:place].rstrip("\n") + "\n\n", text[place:].lstrip("\n")
    number = max((int(title[1]) for title in NUMBERED.finditer(before)), default=0) + 1
    behind = NUMBERED.sub(lambda title: f"# ## {int(title[1]) + 1}. ", behind)
    cells = _filled("cells", {**values, "NUMBER": str(number)})
    return (before + cells + behind).rstrip("\n") + "\n"


def _with_section(text: str, values: dict[str, str]) -> str:
    """Return a chapter's text with a section for a function, and its practice cell."""
    place = next((text.index(mark) for mark in (REMEMBER, QUIZ) if mark in text), len(text))
    text = text[:place] + _filled("section", values) + text[place:]
    exercise = f"{values['ASSIGNMENT']}/{values['NAME']}"
    if directive := PRACTICE.search(text):
        return f"{text[: directive.end()]} {exercise}{text[directive.end() :]}"
    return f"{text.rstrip()}\n\n## Your turn\n\n```{{practice}} {exercise}\n```\n"


def _chapter_called(name: str) -> str:
    """Return the chapter of this path or stem.

    Raises
    ------
    CourseError
        If there is none; the message lists those that there are.
    """
    for chapter in paths.chapters():
        if name in (chapter, chapter.rpartition("/")[2]):
            return chapter
    raise CourseError(f"no chapter {name!r}; there are: {', '.join(paths.chapters())}. "
                      f"`autograder new chapter {name}` writes one")  # fmt: skip


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
        raise CourseError(
            f"{name} exists already; choose another name, or look at `autograder remove --help`"
        )


def _filled(template: str, values: dict[str, str]) -> str:
    text = (TEMPLATES / f"{template}.txt").read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _create(path: Path, text: str) -> Path:
    """Write a file that is new."""
    if path.exists():
        shown = path.relative_to(paths.ROOT).as_posix()
        raise CourseError(f"{shown}:1: this file exists already; rename or delete it")
    return _write(path, text)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path

"""Compare `course.yml` with the files that it names: each fault as file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .course_file import NAME, Course
from .derived_texts import licence

# Folders of the book that hold no pages begin with an underscore or a dot.
NO_PAGES = ("_", ".")


def faults(course: Course, root: Path) -> list[str]:
    """Return each page, quiz and assignment that is listed and missing, or there and not listed."""
    return [
        *_missing_pages(course, root),
        *_unlisted_pages(course, root),
        *_quizzes(course, root),
        *_assignments(course, root),
        *_licences(course, root),
    ]


def pages(root: Path) -> list[str]:
    """Return the pages below `book/`, listed or not."""
    book = root / "book"
    files = (path.relative_to(book) for path in sorted(book.rglob("*.md")))
    return [
        path.with_suffix("").as_posix()
        for path in files
        if not any(part.startswith(NO_PAGES) for part in path.parts)
    ]


def _missing_pages(course: Course, root: Path) -> Iterator[str]:
    there = pages(root)
    if course.front not in there:
        yield f"{NAME}:1: `front` names a page that is missing: write book/{course.front}.md"
    for part in course.parts:
        for page, line in part.lines.items():
            if page not in there:
                yield (
                    f"{NAME}:{line}: book/{page}.md is missing; write it, or take the page out "
                    f"with `autograder remove {PurePosixPath(page).name}`"
                )


def _unlisted_pages(course: Course, root: Path) -> Iterator[str]:
    for page in pages(root):
        if page not in course.pages:
            yield f"book/{page}.md:1: no part in {NAME} lists this page; add it there or delete it"


def _quizzes(course: Course, root: Path) -> Iterator[str]:
    stems = {PurePosixPath(page).name for page in course.pages}
    files = sorted((root / "book" / "quizzes").glob("*.yml"))
    for path in files:
        if path.stem not in stems:
            shown = path.relative_to(root).as_posix()
            yield f"{shown}:1: {NAME} lists no page called {path.stem}; rename or delete the file"
    there = {path.stem for path in files}
    for assignment in course.assignments:
        chapters = course.quizzes.get(assignment.name)
        if chapters and not there & {PurePosixPath(page).name for page in chapters}:
            yield (
                f"{NAME}:{assignment.line}: quiz `{assignment.name}`: none of its chapters has "
                "questions; write book/quizzes/STEM.yml, or take the assignment out"
            )


def _assignments(course: Course, root: Path) -> Iterator[str]:
    for assignment in course.assignments:
        source = f"solutions/{assignment.name}/{assignment.name}.py"
        if assignment.name not in course.quizzes and not (root / source).is_file():
            yield (
                f"{NAME}:{assignment.line}: {source} is missing; write it, let a part name the "
                f"assignment as its `quiz`, or run `autograder remove {assignment.name}`"
            )
    names = {assignment.name for assignment in course.assignments}
    for path in sorted((root / "solutions").glob("*/*.py")):
        if path.stem == path.parent.name and path.stem not in names:
            shown = path.relative_to(root).as_posix()
            yield f"{shown}:1: {NAME} does not list this assignment; add it there or delete it"


def _licences(course: Course, root: Path) -> Iterator[str]:
    """Yield each licence file with the terms of another licence; terms cannot be filled in."""
    for file, identifier in (
        ("LICENSE", course.code_licence),
        ("LICENSE-TEXT", course.text_licence),
    ):
        name = licence(identifier)
        if name not in (root / file).read_text("utf-8"):
            yield (
                f"{file}:1: does not mention {name}, the licence in {NAME}; replace the terms in "
                "this file by those of that licence"
            )

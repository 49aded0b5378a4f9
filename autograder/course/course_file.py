"""Read `course.yml`: what the course consists of, in which order, and what it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import yaml

from .errors import FileError
from .yaml_fields import Fields, compose

NAME = "course.yml"
_FACTS = "title subtitle authors year language licence"
_SETTINGS = "book repository branch jupyterhub"
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_PAGE = re.compile(r"[\w-]+(/[\w-]+)*")


@dataclass(frozen=True)
class Part:
    """Some pages of the book under one caption, each with its line in `course.yml`."""

    caption: str
    lines: dict[str, int]
    numbered: bool
    quiz: str

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages, in the order of the book."""
        return tuple(self.lines)


@dataclass(frozen=True)
class Assignment:
    """An entry of the list of assignments: what the tables say of it."""

    name: str
    title: str
    builds: str
    ends_with: str
    after: str
    note: str
    keras: bool
    line: int


@dataclass(frozen=True)
class Course:
    """The contents of `course.yml`. Addresses are empty while they are not set."""

    title: str
    subtitle: str
    authors: str
    year: str
    language: str
    code_licence: str
    text_licence: str
    book: str
    repository: str
    branch: str
    jupyterhub: str
    front: str
    parts: tuple[Part, ...]
    assignments: tuple[Assignment, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages of the book, in its order."""
        return (self.front, *(page for part in self.parts for page in part.pages))

    @property
    def chapters(self) -> tuple[str, ...]:
        """The numbered pages, in the order of the book."""
        return tuple(page for part in self.parts if part.numbered for page in part.pages)

    @property
    def quizzes(self) -> dict[str, tuple[str, ...]]:
        """The assignments that are quizzes, each with the pages of the parts that name it."""
        pages: dict[str, tuple[str, ...]] = {}
        for part in self.parts:
            if part.quiz:
                pages[part.quiz] = (*pages.get(part.quiz, ()), *part.pages)
        return pages


def read(path: Path) -> Course:
    """Return the contents of the file.

    Raises
    ------
    FileError
        If an entry is wrong; the message gives its line and what to do.
    """
    fields = Fields(
        path, compose(path), "the course", f"{_FACTS} front parts assignments", _SETTINGS
    )
    licence = Fields(path, fields.values["licence"], "licence", "code text")
    parts = tuple(_part(path, node) for node in fields.items("parts"))
    assignments = tuple(_assignment(path, node) for node in fields.items("assignments"))
    course = Course(
        **{key: fields.text(key) for key in ("title", "subtitle", "authors", "year")},
        language=_matching(fields, "language", _LANGUAGE, "a language such as en_GB"),
        code_licence=licence.text("code"),
        text_licence=licence.text("text"),
        book=_folder(_address(fields, "book", "http", "https")),
        repository=_address(fields, "repository", "https"),
        branch=fields.text("branch", "main"),
        jupyterhub=_address(fields, "jupyterhub", "http", "https"),
        front=_matching(fields, "front", _PAGE, "a page below book/, without `.md`"),
        parts=parts,
        assignments=assignments,
    )
    _require_distinct(path, course)
    _require_known(path, course)
    return course


def _part(path: Path, node: yaml.Node) -> Part:
    fields = Fields(path, node, "a part", "caption pages", "numbered quiz")
    lines = fields.texts("pages")
    for page, line in lines.items():
        if not _PAGE.fullmatch(page):
            reason = f"`{page}` is not a page; write its path below book/, without `.md`"
            raise FileError(path, line, reason)
    return Part(fields.text("caption"), lines, fields.flag("numbered"), fields.text("quiz", ""))


def _assignment(path: Path, node: yaml.Node) -> Assignment:
    optional = "ends_with note keras"
    fields = Fields(path, node, "an assignment", "name title builds after", optional)
    return Assignment(
        name=_matching(fields, "name", _IDENTIFIER, "small letters, digits and underscores"),
        title=fields.text("title"),
        builds=fields.text("builds"),
        ends_with=fields.text("ends_with", ""),
        after=fields.text("after"),
        note=fields.text("note", ""),
        keras=fields.flag("keras"),
        line=fields.line,
    )


def _matching(fields: Fields, key: str, pattern: re.Pattern[str], wanted: str) -> str:
    text = fields.text(key)
    if not pattern.fullmatch(text):
        fields.fail(fields.values[key], f"`{key}` is {text!r}; write {wanted}")
    return text


def _address(fields: Fields, key: str, *schemes: str) -> str:
    text = fields.text(key, "")
    parts = urlsplit(text)
    if text and not (parts.scheme in schemes and parts.hostname and not re.search(r"\s", text)):
        example = f"{schemes[-1]}://example.org/course"
        fields.fail(fields.values[key], f"`{key}` is {text!r}; write an address such as {example}")
    return text


def _folder(address: str) -> str:
    """Return an address to which the path of a page can be appended."""
    return f"{address.rstrip('/')}/" if address else ""


def _require_distinct(path: Path, course: Course) -> None:
    """Raise where two pages or two assignments would be made into the same file."""
    stems = {PurePosixPath(course.front).name: 0}
    for part in course.parts:
        for page, line in part.lines.items():
            stem = PurePosixPath(page).name
            if stem in stems:
                reason = f"a second page is called `{stem}`; rename one, their notebooks and "
                raise FileError(path, line, f"{reason}quizzes would have the same name")
            stems[stem] = line
    names: set[str] = set()
    for assignment in course.assignments:
        if assignment.name in names:
            reason = f"a second assignment is called `{assignment.name}`; rename or remove one"
            raise FileError(path, assignment.line, reason)
        names.add(assignment.name)


def _require_known(path: Path, course: Course) -> None:
    """Raise where the file names a page or an assignment that it does not list."""
    for assignment in course.assignments:
        if assignment.after not in course.chapters:
            reason = (
                f"assignment `{assignment.name}`: `after` names `{assignment.after}`, which is "
            )
            remedy = "no page of a numbered part; name one of them"
            raise FileError(path, assignment.line, reason + remedy)
    names = [assignment.name for assignment in course.assignments]
    for part in course.parts:
        if part.quiz and part.quiz not in names:
            reason = f"part `{part.caption}`: `quiz` names `{part.quiz}`, which is no assignment; "
            line = min(part.lines.values())
            raise FileError(path, line, f"{reason}add it to `assignments` or take `quiz` out")

"""What the book consists of, in its order, read from `course.yml`."""

from dataclasses import dataclass, field

from autograder.course import paths
from autograder.course.course_file import Course
from autograder.course.derived_texts import licence

from . import texts


@dataclass(frozen=True)
class Part:
    """Some pages under one caption."""

    caption: str
    pages: list[str]


@dataclass(frozen=True)
class Book:
    """The whole book: `front` is the page that it opens with."""

    title: str
    subtitle: str
    licence: str
    author: str
    language: str
    front: str
    parts: list[Part] = field(default_factory=list)

    @property
    def pages(self) -> list[str]:
        return [self.front, *(page for part in self.parts for page in part.pages)]


def read(course: Course | None = None) -> Book:
    """The book of a course, by default of this one."""
    course = course or paths.course()
    code, text = licence(course.code_licence), licence(course.text_licence)
    return Book(
        title=course.title,
        subtitle=course.subtitle,
        licence=texts.LICENCE.format(text=text, code=code),
        author=course.authors,
        language=course.language.replace("_", "-"),
        front=course.front,
        parts=[Part(part.caption, list(part.pages)) for part in course.parts],
    )

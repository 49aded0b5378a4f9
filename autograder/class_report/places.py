"""Where the book explains a mistake: the address in the published book, or the page's path."""

from __future__ import annotations

from dataclasses import dataclass

from ..course import book_links, paths
from ..exercises import find
from ..quizzes import library
from .findings import Finding


@dataclass(frozen=True)
class Place:
    """A section of the book: its text, and its address if the book is published."""

    text: str
    address: str = ""


def place_of(assignment: str, finding: Finding) -> Place | None:
    """Return where to read about a mistake; None if there is no such place.

    The specification says where. What grading has stored is used if the exercise is not, or no
    more, one of the course's.
    """
    chapter, section = _section(assignment, finding)
    if chapter:
        anchor = f"#{section}" if section else ""
        address = book_links.link(chapter, section) if book_links.address() else ""
        return Place(f"{chapter}.html{anchor}", address)
    return Place(finding.read) if finding.read else None


def _section(assignment: str, finding: Finding) -> tuple[str, str]:
    try:
        if assignment in paths.quizzes():
            _, quiz = library.find(finding.exercise)
            return str(quiz.chapter), ""
        exercise = find(assignment, finding.exercise)
    except LookupError:
        return "", ""
    for one in exercise.misconceptions:
        if one.name == finding.name:
            return exercise.chapter, one.section
    return "", ""

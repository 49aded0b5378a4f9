"""What follows from `course.yml`: the texts that other files show of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import yaml

from .course_file import Assignment, Course


def contents(course: Course) -> str:
    """Return the book's `_toc.yml`."""
    parts = [
        {
            "caption": part.caption,
            **({"numbered": 1} if part.numbered else {}),
            "chapters": [{"file": page} for page in part.pages],
        }
        for part in course.parts
    ]
    settings = {"restart_numbering": False}
    toc = {"format": "jb-book", "root": course.front, "defaults": settings, "parts": parts}
    return _yaml(toc)


def licence(identifier: str) -> str:
    """Return how a licence is called in a sentence: `CC BY 4.0` for `CC-BY-4.0`."""
    return identifier.replace("-", " ")


def copyright_line(course: Course) -> str:
    """Return the line that the licence files begin their terms with."""
    return f"Copyright (c) {course.year} {course.authors}"


def _title(course: Course) -> str:
    return f"# {course.title}"


def _book_settings(course: Course) -> str:
    return _yaml({"title": course.title, "author": course.authors, "copyright": course.year})


def _language(course: Course) -> str:
    return _yaml({"language": course.language})


def _repository(course: Course) -> str:
    return _yaml(
        {
            "practice_repository": course.repository,
            "practice_branch": course.branch,
            "practice_jupyterhub": course.jupyterhub,
        }
    )


def _logo(course: Course) -> str:
    return _yaml({"text": course.title})


def _package(course: Course) -> str:
    subtitle = course.subtitle[0].lower() + course.subtitle[1:]
    licences = " AND ".join(dict.fromkeys((course.code_licence, course.text_licence)))
    values = {"description": f"{course.title}: {subtitle}", "license": licences}
    # A string of JSON is one of TOML too.
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )


def _assignments(course: Course) -> str:
    rows = [f"| `{a.name}` | {a.builds} | {a.ends_with} |" for a in course.assignments]
    rows = [row.replace("|  |", "| |") for row in rows]
    return _table("| assignment | what you build | it ends with |", rows)


def _plan(course: Course) -> str:
    """The assignments in the order in which they are given."""
    planned = sorted(course.assignments, key=lambda a: course.chapters.index(a.after))
    rows = [f"| `{a.name}` | {{doc}}`{a.after}` |" for a in planned]
    return _table("| assignment | after the chapter |", rows)


def _practice(course: Course) -> str:
    """A section for each assignment that is practised in the page, and one for the others."""
    written = [a for a in course.assignments if a.name not in course.quizzes]
    sections = [_practice_section(a) for a in written if not a.keras]
    others = [a for a in written if a.keras]
    quizzes = [a for a in course.assignments if a.name in course.quizzes]
    if links := "".join(f"\n```{{notebook-links}} {a.name}\n```\n" for a in others + quizzes):
        sections.append(_elsewhere(bool(others), bool(quizzes)) + links)
    return "\n".join(sections)


def _practice_section(assignment: Assignment) -> str:
    note = f"{assignment.note}\n\n" if assignment.note else ""
    listed = f"```{{practice-list}} {assignment.name}\n```\n"
    return f"## {assignment.title}\n\n{note}{listed}"


def _elsewhere(keras: bool, quizzes: bool) -> str:
    reasons = {
        "Notebooks with Keras": (keras, "Keras does not run in a browser"),
        "quizzes": (quizzes, "the quizzes are answered in the chapters"),
    }
    shown = {name: reason for name, (there, reason) in reasons.items() if there}
    heading = ", and the ".join(shown)
    return (
        f"## {heading[0].upper()}{heading[1:]}\n\n"
        f"These run in JupyterLab only: {', and '.join(shown.values())}.\n"
    )


def _licences(course: Course) -> str:
    code, text = licence(course.code_licence), licence(course.text_licence)
    return (
        f"Code: {code}. Text and pictures of the book and the notebooks: {text}. "
        "See [LICENSE](LICENSE) and\n[LICENSE-TEXT](LICENSE-TEXT)."
    )


# What fills the block between two marks, by the name in the mark.
BLOCKS: dict[str, Callable[[Course], str]] = {
    "title": _title,
    "book settings": _book_settings,
    "language": _language,
    "repository": _repository,
    "logo": _logo,
    "package": _package,
    "assignments": _assignments,
    "plan": _plan,
    "practice": _practice,
    "licences": _licences,
}


def _table(head: str, rows: list[str]) -> str:
    rule = "|---" * (head.count("|") - 1) + "|"
    return "\n".join([head, rule, *rows])


def _yaml(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=10_000)

"""Find what refers to a page, an assignment or an exercise: each place as file, line and remedy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What people write. Of the tests those of this book's content name its parts.
TEXTS = (
    "course.yml", "README.md", "CONTRIBUTING.md", "Makefile", "book/**/*.md", "book/quizzes/*.yml",
    "solutions/*/*.py", "autograder/*.py", "autograder/assignments/*.py", "autograder/demo/*.py",
    "autograder/exercises/**/*.py", "tests/**/*.py",
)  # fmt: skip
_NAMED_IN_QUOTES = ("tests/", "autograder/cli", "autograder/assignments/", "autograder/demo/")
NOT_READ = ("book/_build/", "book/.nbcache/", "tests/small_course/", "tests/hostile/")
_EXERCISES = ("autograder", "exercises")
# What these roles name is no label.
_NO_LABEL = ("doc", "term")
_ROLE = re.compile(r"\{(\w+)\}`(?:[^`<]*<)?([^`<>]+)>?`")
_LINK = re.compile(r"\]\(([^)\s#]*)#?([^)\s]*)\)")
_LABEL = re.compile(
    r"^\((?P<above>[\w-]+)\)=|^ *:(?:label|name): *(?P<option>[\w-]+)|^ +name: *(?P<cell>[\w-]+)",
    re.MULTILINE,
)
_FILLED_IN = re.compile(
    r"^ *(?:<!--|%|#) from course\.yml: ([a-z ]+?)(?: -->)?\n.*?end of \1", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Reference:
    """A line that refers to something, what it does there, and what to do once that has gone."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


Finder = Callable[[str, str], Iterator[tuple[str, str]]]  # file, line -> what, remedy


def to_page(root: Path, page: str) -> Finder:
    """Return what finds references to a page of the book and to its sections, once it has gone."""
    source = root / "book" / f"{page}.md"
    labels = labels_of(source.read_text("utf-8")) if source.is_file() else set()
    named = re.compile(rf"(?<![\w/]){re.escape(page)}(?!\w)")
    explained = {
        _assignment_of(path.relative_to(root).as_posix())
        for path in _files(root)
        if named.search(path.read_text("utf-8"))
    } - {""}

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        links = [*_pages_linked(file, line)] if file.endswith(".md") else []
        if page in links:
            yield f"links to {page}", "link to another page or drop it"
        elif file == "course.yml" and named.search(line):
            yield f"names {page}", "name another chapter"
        elif named.search(line):
            yield f"names {page}", "name the chapter that takes its place or drop it"
        for label in sorted(labels & _labels_linked(line)):
            yield f"links to the section `{label}` of {page}", "link to another one or drop it"
        if _assignment_of(file) in explained:
            for label in sorted(labels & set(re.findall(r'"([\w-]+)"\s*,?\s*\)?$', line.rstrip()))):
                yield f"may send students to the section `{label}` of {page}", "name another one"

    return found


def to_assignment(name: str) -> Finder:
    """Return what finds the places that name an assignment."""
    word = re.escape(name)
    folders = r"(?:exercises|solutions|golden|correct)[./]"
    named = re.compile(
        rf"`{word}`|(?<![\w/.-]){word}/\w|{folders}{word}\b"
        rf"|from \.+{word} import|\{{[\w-]+\}} {word}(?![\w/])|\bquiz: {word}\b"
    )

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        # Elsewhere a name in quotes is Keras's, such as "adam".
        quoted = file.startswith(_NAMED_IN_QUOTES) and f'"{name}"' in line
        if quoted or named.search(line):
            yield f"names the assignment {name}", "name another one or drop it"

    return found


def to_exercise(assignment: str, name: str) -> Finder:
    """Return what finds the cells of an exercise, its specification, its places in the book."""
    word = re.escape(name)
    full = re.compile(rf"(?<![\w/]){re.escape(assignment)}/{word}(?!\w)")
    own = re.compile(
        rf'^{word} = |^@{word}\.|"grade_id": "(?:check_|grade_)?{word}"|import .*\b{word}\b'
        rf'|\b(?:check|grade)\((?:"\w+", )?"{word}"|(?<![\w.`]){word}\('
    )

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        parts = Path(file).with_suffix("").parts
        if full.search(line):
            yield f"names {assignment}/{name}", "name another one or drop it"
        elif file == "course.yml" and f"`{word}`" in line:
            yield f"says that students write {name}", f"drop it if it is that of {assignment}"
        elif parts[0] in ("solutions", "autograder") and assignment in parts and own.search(line):
            yield f"is about {name}", "delete it, or what stands around it"

    return found


def labels_of(text: str) -> set[str]:
    """Return the labels that a page defines: above headings, of directives, and of figures."""
    return {str(match[match.lastgroup or 0]) for match in _LABEL.finditer(text)}


def search(root: Path, found: Finder) -> list[Reference]:
    """Return what a finder finds in all that people write."""
    references = []
    for path in _files(root):
        file, text = path.relative_to(root).as_posix(), path.read_text("utf-8")
        # What follows from course.yml changes by itself. Its lines are kept for the count.
        text = _FILLED_IN.sub(lambda match: "\n" * match[0].count("\n"), text)
        for number, line in enumerate(text.splitlines(), 1):
            references += [Reference(file, number, *each) for each in found(file, line)]
    return references


def _files(root: Path) -> list[Path]:
    paths = {path for pattern in TEXTS for path in root.glob(pattern) if path.is_file()}
    return sorted(p for p in paths if not p.relative_to(root).as_posix().startswith(NOT_READ))


def _pages_linked(file: str, line: str) -> Iterator[str]:
    """Yield the pages that a line of a page links to, as paths below `book/`."""
    folder = posixpath.dirname(posixpath.relpath(file, "book"))
    targets = [target for role, target in _ROLE.findall(line) if role == "doc"]
    targets += [address for address, _ in _LINK.findall(line) if address]
    for target in targets:
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield re.sub(r"\.(md|html)$", "", path)


def _labels_linked(line: str) -> set[str]:
    roles = {target.strip() for role, target in _ROLE.findall(line) if role not in _NO_LABEL}
    return roles | {anchor for _, anchor in _LINK.findall(line)}


def _assignment_of(file: str) -> str:
    """Return the assignment whose specification a file belongs to, or an empty string."""
    parts = Path(file).with_suffix("").parts
    return parts[2] if parts[:2] == _EXERCISES and len(parts) > 3 else ""


def left_without_a_place(root: Path, page: str) -> list[Reference]:
    """Return the directives of a page that some other page must take over."""
    source = root / "book" / f"{page}.md"
    lines = source.read_text("utf-8").splitlines() if source.is_file() else []
    remedy = "put the directive `practice` into another page"
    return [
        Reference(f"book/{page}.md", number, f"{directive[1]} was practised here", remedy)
        for number, line in enumerate(lines, 1)
        if (directive := re.match(r"`{3,}\{practice\} (.+)", line))
    ]

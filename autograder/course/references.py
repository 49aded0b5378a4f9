"""Find what refers to a page, an assignment or an exercise: each place as file, line and remedy.

A finder is made while what will be removed is still there, and searches after it has gone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# What people write. Of the tests those of this book's content name its parts.
TEXTS = (
    "course.yml", "README.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "nbgrader_config.py",
    "book/**/*.md", "book/quizzes/*.yml", "book/_ext/**/*.py", "solutions/*/*.py",
    "autograder/*.py", "autograder/README.md", "autograder/assignments/*.py",
    "autograder/demo/*.py", "autograder/exercises/**/*.py", "tests/**/*.py", "tools/**/*.py",
)  # fmt: skip
_NAMED_IN_QUOTES = (
    "tests/", "tools/", "nbgrader_config", "autograder/cli", "autograder/assignments/",
    "autograder/demo/",
)  # fmt: skip
# Where a function of the course is meant by its name alone; elsewhere it may be another one's.
_ABOUT_FUNCTIONS = ("book/", "solutions/", "course.yml", "README.md", "CONTRIBUTING.md")
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
_EXERCISE = re.compile(r"^exercise = ", re.MULTILINE)
_QUOTED = re.compile(r'"([\w/-]+)"')
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
    questions = _questions_of(root, page)
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
        if file.endswith(".md") and line.strip() in questions:
            yield f"asks the question `{line.strip()}` of {page} again", "name another question"
        for label in sorted(labels & _labels_linked(line)):
            yield f"links to the section `{label}` of {page}", "link to another one or drop it"
        if _assignment_of(file) in explained:
            for label in sorted(labels & set(re.findall(r'"([\w-]+)"\s*,?\s*\)?$', line.rstrip()))):
                yield f"may send students to the section `{label}` of {page}", "name another one"

    return found


def _questions_of(root: Path, page: str) -> set[str]:
    """Return the ids of a chapter's questions, which reviews in other chapters may name."""
    quiz = root / "book" / "quizzes" / f"{Path(page).name}.yml"
    text = quiz.read_text("utf-8") if quiz.is_file() else ""
    return set(re.findall(r"^\s*- id:\s*(\w+)\s*$", text, re.MULTILINE))


def to_assignment(root: Path, name: str) -> Finder:
    """Return what finds the places that name an assignment, or explain or use its functions."""
    word = re.escape(name)
    folders = r"(?:exercises|solutions|golden|correct)[./]"
    named = re.compile(
        rf"`{word}`|(?<![\w/.-]){word}/\w|{folders}{word}\b"
        rf"|from \.+{word} import|\{{[\w-]+\}} {word}(?![\w/])|\bquiz: {word}\b"
    )
    everything = _specifications(root)
    own = {path for path in everything if _assignment_of(path) == name}
    finders = [
        _to_sections(root, own, name),
        _to_functions(name, _functions(own) - _functions(everything.keys() - own)),
    ]

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        # Elsewhere a name in quotes is Keras's, such as "adam".
        quoted = file.startswith(_NAMED_IN_QUOTES) and f'"{name}"' in line
        if quoted or named.search(line):
            yield f"names the assignment {name}", "name another one or drop it"
        else:
            for finder in finders:
                yield from finder(file, line)

    return found


def to_exercise(root: Path, assignment: str, name: str) -> Finder:
    """Return what finds the cells of an exercise, its specification, its places in the book."""
    word = re.escape(name)
    full = re.compile(rf"(?<![\w/]){re.escape(assignment)}/{word}(?!\w)")
    cells = re.compile(
        rf"^{word} = |^@{word}\.|^# %% \w+ {word}\b|^def {word}\(|import .*\b{word}\b"
        rf'|\b(?:check|grade)\((?:"\w+", )?"{word}"|(?<![\w.`]){word}\('
    )
    everything = _specifications(root)
    stems = (name, f"{name}_mistakes")
    own = {
        path
        for path in everything
        if _assignment_of(path) == assignment and PurePosixPath(path).stem in stems
    }
    to_sections = _to_sections(root, own, f"{assignment}/{name}")
    only_here = {name} - _functions(everything.keys() - own)
    to_functions = _to_functions(assignment, only_here)

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        parts = Path(file).with_suffix("").parts
        if full.search(line):
            yield f"names {assignment}/{name}", "name another one or drop it"
        elif file == "course.yml" and f"`{word}`" in line:
            yield f"says that students write {name}", f"drop it if it is that of {assignment}"
        elif parts[0] in ("solutions", "autograder") and assignment in parts and cells.search(line):
            yield f"is about {name}", "delete it, or the cell or function that contains it"
        else:
            yield from to_sections(file, line)
            yield from to_functions(file, line)

    return found


def _to_sections(root: Path, own: Iterable[str], name: str) -> Finder:
    """Return what finds sections that only these specifications name, and links to them."""
    everything = _specifications(root)
    of_others = {place for path in everything.keys() - set(own) for place in everything[path]}
    sections = {place for path in own for place in everything[path]} - of_others
    remedy = "delete it, or keep it if the chapter needs it without the exercise"

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        for label in labels_of(line):
            if (file, label) in sections:
                yield f"the section `{label}` explains mistakes of {name}", remedy
        for label in sorted(_labels_linked(line) & {label for _, label in sections}):
            what = f"links to the section `{label}`, which explains mistakes of {name}"
            yield what, "drop it if you delete that section"

    return found


def _to_functions(assignment: str, names: Collection[str]) -> Finder:
    """Return what finds texts and calls of functions that no other assignment asks for."""
    words = "|".join(map(re.escape, sorted(names)))
    in_text = re.compile(rf"(?<!\}})`({words})`")  # behind a role it is a label
    in_code = re.compile(rf"(?<![\w.])({words})\(")

    def found(file: str, line: str) -> Iterator[tuple[str, str]]:
        if not names or not file.startswith(_ABOUT_FUNCTIONS):
            return
        in_line = set(in_text.findall(line))
        if file.startswith("solutions/"):
            in_line |= set(in_code.findall(line))
        for name in sorted(in_line):
            yield f"mentions `{name}`, a function of {assignment}", "reword it if it means that"

    return found


def _specifications(root: Path) -> dict[str, set[tuple[str, str]]]:
    """Return the files of all specifications, each with the sections it may send students to.

    A section is a page's file and a label. The file of an exercise whose mistakes are elsewhere
    names the page, so all files of a function count together.
    """
    folder = root.joinpath(*_EXERCISES)
    labels = {
        path.relative_to(root).as_posix(): labels_of(path.read_text("utf-8"))
        for path in (root / "book").rglob("*.md")
        if not path.relative_to(root).as_posix().startswith(NOT_READ)
    }
    files: dict[str, set[tuple[str, str]]] = {}
    for path in sorted(folder.glob("*/*.py")):
        text = path.read_text("utf-8")
        if not _EXERCISE.search(text) and not path.stem.endswith("_mistakes"):
            continue  # shared by several functions
        function = path.with_name(f"{path.stem.removesuffix('_mistakes')}.py")
        chapters = _QUOTED.findall(function.read_text("utf-8") if function.exists() else text)
        quoted = set(_QUOTED.findall(text))
        pages = {f"book/{chapter}.md" for chapter in chapters}
        files[path.relative_to(root).as_posix()] = {
            (page, label) for page in pages for label in labels.get(page, set()) & quoted
        }
    return files


def _functions(files: Iterable[str]) -> set[str]:
    """Return the functions that these files of specifications are named after."""
    return {PurePosixPath(file).stem.removesuffix("_mistakes") for file in files}


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

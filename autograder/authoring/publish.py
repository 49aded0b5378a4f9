"""`autograder publish DIR`: a repository for students: exercises and book, no solutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..assignments.build import holds_work
from ..course import paths, printed_book
from ..course.course_file import Course
from ..course.errors import CourseError

RECORD = ".published"  # names what an earlier run wrote, so that the next one replaces only that
STUDENTS = (
    ".binder/requirements.txt", ".binder/runtime.txt", "LICENSE", "LICENSE-TEXT",
    "requirements-student.in", "requirements-student.lock", "requirements-student-validate.in",
    "requirements-student-validate.lock",
)  # fmt: skip
SKIPPED = ("__pycache__", ".ipynb_checkpoints", ".doctrees", ".buildinfo", "feedback")
# Of the built book: all answers in one place, which only instructors know of.
INSTRUCTORS = ("answer_key.html", printed_book.FILE)
SECRETS = ("### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS")
README = Path(__file__).parent / "templates" / "students_readme.txt"


def publish(target: Path) -> list[str]:
    """Write the students' repository into a folder; return the files that are new or changed.

    A folder that an earlier run wrote is brought up to date: files that are no longer published
    are removed, and whatever else is there, such as `.git`, is left alone.

    Raises
    ------
    CourseError
        If the folder holds something else, or the course is not ready to be published.
    """
    _refuse(target)
    wanted = {**_copied(), Path("README.md"): _readme(paths.course()).encode()}
    if leaks := sorted(str(place) for place, text in wanted.items() if _is_secret(place, text)):
        raise CourseError(f"solutions or hidden tests would be published in: {', '.join(leaks)}")
    changed = [place for place, content in wanted.items() if _differs(target / place, content)]
    for place in changed:
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_bytes(wanted[place])
    gone = _recorded(target) - set(wanted)
    for place in gone:
        (target / place).unlink(missing_ok=True)
    (target / RECORD).write_text("".join(f"{p.as_posix()}\n" for p in sorted(wanted)), "utf-8")
    return sorted(str(place) for place in (*changed, *gone))


def _refuse(target: Path) -> None:
    if target.resolve().is_relative_to(paths.ROOT):
        raise CourseError(f"{target} is inside the course; name a folder outside of it")
    names = {path.name for path in target.iterdir()} if target.is_dir() else set()
    is_other = target.exists() and not target.is_dir()
    if is_other or (names - {".git"} and RECORD not in names):
        raise CourseError(f"{target} holds something else; name an empty folder or a new one")
    worked = [n for n in paths.assignments() if holds_work(paths.EXERCISES / n / f"{n}.ipynb")]
    if worked:
        raise CourseError(
            f"somebody has worked in exercises/{worked[0]}; save it elsewhere, then run "
            f"`autograder build --force {worked[0]}`"
        )
    if not (paths.ROOT / "book" / "_build" / "html" / "index.html").is_file():
        raise CourseError("the book is not built; run `make book` first")


def _copied() -> dict[Path, bytes]:
    html = paths.ROOT / "book" / "_build" / "html"
    files = {Path(name): (paths.ROOT / name).read_bytes() for name in STUDENTS}
    for name in paths.assignments():
        folder = paths.EXERCISES / name
        if not folder.is_dir():
            raise CourseError(f"exercises/{name} is missing; run `autograder build {name}`")
        files |= {Path("exercises") / name / p: b for p, b in _contents(folder, SKIPPED)}
    pages = dict(_contents(html, (*SKIPPED, *INSTRUCTORS)))
    front = Path(f"{paths.course().front}.html")
    pages[front] = printed_book.without_link(pages[front].decode("utf-8")).encode("utf-8")
    return files | {Path("book") / place: content for place, content in pages.items()}


def _contents(folder: Path, skipped: Sequence[str]) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not set(skipped) & set(place.parts):
            yield place, path.read_bytes()


def _readme(course: Course) -> str:
    rows = "".join(
        f"| `{name}` | `exercises/{name}/{name}.ipynb` |\n" for name in paths.assignments()
    )
    table = f"| assignment | notebook |\n|---|---|\n{rows}".rstrip()
    first = paths.assignments()[0]
    return README.read_text("utf-8").format(
        title=course.title, subtitle=course.subtitle, first=first, assignments=table
    )


def _is_secret(place: Path, content: bytes) -> bool:
    return place.suffix in (".ipynb", ".py") and any(mark.encode() in content for mark in SECRETS)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _recorded(target: Path) -> set[Path]:
    """Return the files that an earlier run wrote; a path out of the folder is none of them."""
    record = target / RECORD
    lines = record.read_text("utf-8").splitlines() if record.exists() else []
    places = {Path(line) for line in lines}
    return {place for place in places if not place.is_absolute() and ".." not in place.parts}

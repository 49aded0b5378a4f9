"""A class goes from an LMS's zip to import file and feedback, by the commands of the README."""

import csv
import os
import re
import shlex
import subprocess
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import classrooms
import nbformat
import pytest
from grades import FULL, WITHOUT_DENSE
from lms_class import zip_of
from notebooks import released, solved

from autograder.course import paths
from autograder.lms.tables import read_table

pytestmark = pytest.mark.xdist_group("from zip to import file")

ASSIGNMENT = "forward_propagation"
STUDENTS = 30
README = (paths.ROOT / "README.md").read_text("utf-8")
WRONG_DENSE = "def dense(a_in, W, b, g):\n    return g(W @ a_in + b)\n"


@dataclass(frozen=True)
class GradedClass:
    """A classroom in which all commands have run, and what they printed."""

    root: Path
    zips: Path
    printed: dict[str, str]

    def exported(self, name: str) -> Path:
        return self.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}-{name}"


def commands() -> list[list[str]]:
    section = README.partition("### From an LMS's zip to its import file\n")[2]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block
    return [shlex.split(line) for line in block[1].splitlines()]


def hand_ins() -> dict[str, bytes]:
    """Return the zip that Moodle makes of thirty students, in all states of disorder."""
    full, empty = (nbformat.writes(make(ASSIGNMENT)).encode() for make in (solved, released))
    wrong = solved(ASSIGNMENT)
    (dense,) = (cell for cell in wrong.cells if _label(cell) == "dense")
    dense.source = WRONG_DENSE
    files: dict[str, bytes] = {}
    for number in range(STUDENTS - 2):  # two have handed in nothing
        folder = f"Student {number} Family_{100 + number}_assignsubmission_file"
        match number % 7:
            case 0:
                files[f"{folder}/{ASSIGNMENT}.ipynb"] = full
            case 1:
                files[f"{folder}/homework.ipynb.txt"] = nbformat.writes(wrong).encode()
            case 2:
                files[f"{folder}/my work.zip"] = zip_of({"a/b.ipynb": full, "a/plot.png": b"png"})
            case 3:
                files[f"{folder}/{ASSIGNMENT}.ipynb"] = empty
                files[f"{folder}/done/final.ipynb"] = full
            case 4:
                files[f"{folder}/{ASSIGNMENT}.ipynb"] = empty
            case 5:
                files[f"{folder}/{ASSIGNMENT}.ipynb.json"] = full
            case 6:
                files[f"{folder}/{ASSIGNMENT}.pdf"] = b"%PDF"
    return files


def _label(cell: nbformat.NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def expected_points(number: int) -> float | None:
    if number >= STUDENTS - 2 or number % 7 == 6:
        return None
    return {1: WITHOUT_DENSE, 4: 0.0}.get(number % 7, float(FULL))


def write_rosters(folder: Path) -> None:
    """Write Moodle's grading worksheet, and the gradebook of a Canvas with the same students."""
    with open(folder / "worksheet.csv", "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Identifier", "Full name", "Email address", "Status", "Grade",
                       "Maximum grade", "Last modified (submission)",
                       "Last modified (grade)", "Feedback comments"])  # fmt: skip
        for number in range(STUDENTS):
            late = "1 day 2 hours late - " if number == 0 else ""
            rows.writerow([f"Participant {100 + number}", f"Student {number} Family",
                           f"s{number}@example.org", f"Submitted for grading - {late}", "",
                           f"{FULL}.00", "Wednesday, 10 June 2026, 2:14 PM", "-", ""])  # fmt: skip
    with open(folder / "canvas.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section"])
        rows.writerow(["    Points Possible", "", "", "", ""])
        for number in range(STUDENTS):
            rows.writerow([f"Family, Student {number}", 900 + number, "", f"s{number}", "A"])


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    folder = tmp_path_factory.mktemp("zips")
    zip_of(hand_ins(), folder / "submissions.zip")
    write_rosters(folder)
    root = tmp_path_factory.mktemp("class") / "classroom"
    classrooms.generate(root, ASSIGNMENT)
    printed = {}
    for words in commands()[1:]:  # the assignment is generated
        names = {"submissions.zip": str(folder / "submissions.zip"), "canvas": "moodle",
                 "gradebook.csv": str(folder / "worksheet.csv")}  # fmt: skip
        status, output = run([names.get(word, word) for word in words], root)
        assert status == (1 if words[1] == "collect" else 0), output
        printed[words[1]] = output
    return GradedClass(root, folder, printed)


def run(words: list[str], classroom: Path) -> tuple[int, str]:
    scripts = sysconfig.get_path("scripts")
    environment = {
        **os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        paths.CLASSROOM_VARIABLE: str(classroom),
    }  # fmt: skip
    done = subprocess.run(words, cwd=paths.ROOT, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_every_hand_in_is_graded_or_named(graded: GradedClass) -> None:
    named = re.findall(r"Not placed: (\S+): .*: a PDF, and no notebook", graded.printed["collect"])
    assert named == [f"s{n}@example.org" for n in sorted((6, 13, 20, 27), key=str)]
    assert "Late: s0@example.org\n" in graded.printed["collect"]
    assert "Nothing from 2 of 30: s28@example.org, s29@example.org" in graded.printed["collect"]
    rows = read_table(graded.exported("moodle.csv"))
    assert rows[0][4] == "Grade"
    for number, row in enumerate(rows[1:]):
        points = expected_points(number)
        assert row[4] == ("" if points is None else f"{points:g}"), row


@pytest.mark.slow
def test_every_graded_student_gets_the_page_with_their_points(graded: GradedClass) -> None:
    with zipfile.ZipFile(graded.exported("moodle-feedback.zip")) as pages:
        assert sorted(pages.namelist()) == sorted(
            f"Student {n} Family_{100 + n}_assignsubmission_file/{ASSIGNMENT}.html"
            for n in range(STUDENTS)
            if expected_points(n) is not None
        )
        page = pages.read(f"Student 1 Family_101_assignsubmission_file/{ASSIGNMENT}.html").decode()
    assert f"{WITHOUT_DENSE:g}" in page


@pytest.mark.slow
def test_another_system_takes_the_same_points_by_exercise(graded: GradedClass) -> None:
    words = ["autograder", "export", ASSIGNMENT, "--to", "canvas", "--per", "exercise",
             "--roster", str(graded.zips / "canvas.csv")]  # fmt: skip
    status, output = run(words, graded.root)
    assert status == 0, output
    header, possible, *rows = read_table(graded.exported("canvas.csv"))
    assert float(possible[5]) == sum(map(float, possible[6:])) == FULL
    assert header[:6] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT]
    for number, row in enumerate(rows):
        points = expected_points(number)
        assert [float(cell) for cell in row[5:6] if cell] == ([] if points is None else [points])
        assert sum(float(cell) for cell in row[6:] if cell) == pytest.approx(points or 0, abs=0.05)


@pytest.mark.slow
def test_the_names_of_the_students_are_in_the_gradebook(graded: GradedClass) -> None:
    status, output = run(["nbgrader", "export"], graded.root)
    assert status == 0, output
    with open(graded.root / "grades.csv", newline="", encoding="utf-8") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == STUDENTS
    assert {row["last_name"] for row in rows} == {"Family"}
    assert sum(row["score"] == "" for row in rows) == sum(
        expected_points(number) is None for number in range(STUDENTS)
    )

"""Points and feedback in the form that each system imports."""

import csv
import io
import json
import os
import sysconfig
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lms_class import ASSIGNMENT, LmsClass, make_gradebook

from autograder.course import paths
from autograder.course.errors import CourseError
from autograder.course.table_cells import original_text, plain_cell
from autograder.lms.columns import column_for
from autograder.lms.export import Export, Wishes
from autograder.lms.records import Placed, Records
from autograder.lms.roster import read_roster
from autograder.lms.systems.system import Detail, Score, Sheet
from autograder.lms.systems.table import SYSTEMS
from autograder.lms.tables import Cell, read_table, write_table

GOLDEN = Path(__file__).parent / "golden"
ROSTERS = {
    "canvas": "canvas.csv", "moodle": "moodle.csv", "moodle_gradebook": "moodle_gradebook.csv",
    "blackboard": "blackboard.xls", "brightspace": "brightspace.csv",
}  # fmt: skip
POINTS = {"ada": 8.0, "joerg": 2 / 3, "eve": 0.0}  # emmy has handed in nothing
TITLE = "Homework 1"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:  # a new one is stamped by a command of nbgrader's
        patch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)
        return make_gradebook(tmp_path_factory.mktemp("gradebook") / "gradebook.db")


@pytest.fixture
def lms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LmsClass:
    monkeypatch.setenv(paths.CLASSROOM_VARIABLE, str(tmp_path / "class"))
    return LmsClass(tmp_path / "class")


def students_of(name: str) -> dict[str, str]:
    """Return the folders of the students of a roster, by first letters that tell them apart."""
    students = read_roster(GOLDEN / "rosters" / ROSTERS[name]).students
    return dict(zip(("ada", "joerg", "eve", "emmy"), (student.folder for student in students)))


@pytest.mark.parametrize("name", ROSTERS)
def test_the_import_file_is_in_the_form_that_the_system_documents(
    name: str, lms: LmsClass, gradebook: Path
) -> None:
    folders = students_of(name)
    lms.grade({folders[student]: points for student, points in POINTS.items()}, gradebook)
    system = name.partition("_")[0]
    wanted = "" if name == "moodle" else TITLE
    wishes = Wishes(system, GOLDEN / "rosters" / ROSTERS[name], wanted, per="exercise")
    export = Export(ASSIGNMENT, wishes, lms.course)
    export.write_points()
    assert not export.problems
    written = lms.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}-{system}.csv"
    expected = GOLDEN / "imports" / f"{name}.csv"
    assert written.read_bytes() == expected.read_bytes()


def test_who_is_not_in_the_roster_is_named_and_the_others_are_written(
    lms: LmsClass, gradebook: Path
) -> None:
    lms.grade({"ada": 8.0, "nobody": 5.0}, gradebook)
    (lms.root / "submitted" / "late comer" / ASSIGNMENT).mkdir(parents=True)
    export = Export(ASSIGNMENT, Wishes("canvas", GOLDEN / "rosters/canvas.csv"), lms.course)
    export.write_points()
    assert export.problems == [
        f"Not graded yet: late comer. Run `nbgrader autograde {ASSIGNMENT}`",
        "Left out: nobody has points, but nobody is not in the roster",
    ]
    rows = read_table(lms.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}-canvas.csv")
    assert [row[-1] for row in rows] == [ASSIGNMENT, "8", "8", "", "", ""]


def test_are_points_of_before_a_change_exported_only_if_asked_for(
    lms: LmsClass, gradebook: Path
) -> None:
    lms.grade({"ada": 8.0, "eve": 0.0}, gradebook)
    mark = {"grade": True, "grade_id": "grade_square", "points": 4}
    cells = [{"cell_type": "code", "source": "", "metadata": {"nbgrader": mark}}]
    path = lms.root / "autograded" / "eve" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.write_text(json.dumps({"cells": cells}), "utf-8")
    wishes = Wishes("csv", GOLDEN / "rosters/canvas.csv")
    with pytest.raises(CourseError) as refused:
        Export(ASSIGNMENT, wishes, lms.course)
    for text in ("1 of its 2 submissions", "grade_square is worth 5, not 4", "check_cube is new"):
        assert text in str(refused.value)
    assert f"`autograder regrade {ASSIGNMENT} --dry-run`" in str(refused.value)
    Export(ASSIGNMENT, replace(wishes, mixed_points=True), lms.course).write_points()
    assert (lms.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}.csv").is_file()


def test_who_was_collected_without_a_roster_is_found_by_what_the_zip_said(
    lms: LmsClass, gradebook: Path
) -> None:
    lms.grade({"lovelaceada": 8.0}, gradebook)
    placed = Placed("", "", "canvas", "1234", "", "lovelaceada", "lovelaceada_LATE_1234_56_")
    Records(lms.root / "collected" / ASSIGNMENT, {"lovelaceada": placed}).save()
    wishes = Wishes("canvas", GOLDEN / "rosters/canvas.csv", feedback=True)
    export = Export(ASSIGNMENT, wishes, lms.course)
    assert [student.student for student in export.known.values()] == ["lovelaceada"]
    assert [name for name, _ in export._pages()] == [f"lovelaceada_LATE_1234_56_{ASSIGNMENT}.html"]


@pytest.mark.parametrize(("to", "name"), [("moodle", "moodle"), ("csv", "moodle")])
def test_feedback_is_zipped_under_the_names_by_which_students_are_found(
    to: str, name: str, lms: LmsClass, gradebook: Path
) -> None:
    folders = students_of(name)
    lms.grade({folders[student]: points for student, points in POINTS.items()}, gradebook)
    (lms.root / "feedback" / folders["eve"] / ASSIGNMENT / f"{ASSIGNMENT}.html").unlink()
    old = lms.root / "feedback" / folders["joerg"] / ASSIGNMENT / f"{ASSIGNMENT}.html"
    os.utime(old, (1, 1))
    export = Export(ASSIGNMENT, Wishes(to, GOLDEN / "rosters" / ROSTERS[name]), lms.course)
    export.write_feedback()
    assert export.problems == [
        "No feedback for eve@example.org: there is no page of feedback; "
        f"run `nbgrader generate_feedback {ASSIGNMENT}`",
        "No feedback for joerg@example.org: the page of feedback is older than the grading; "
        f"run `nbgrader generate_feedback {ASSIGNMENT}`",
    ]
    folder = "Ada Lovelace_4711_assignsubmission_file" if to == "moodle" else "ada@example.org"
    with zipfile.ZipFile(
        lms.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}-{to}-feedback.zip"
    ) as z:
        assert z.namelist() == [f"{folder}/{ASSIGNMENT}.html"]
        assert z.read(z.namelist()[0]) == b"for ada@example.org"


def test_tables_hold_everyone_and_no_formula(lms: LmsClass, gradebook: Path) -> None:
    lms.grade({"ada": 8.0, "=1+1": 1.5}, gradebook)
    roster = GOLDEN / "rosters" / "own.csv"
    for to in ("csv", "xlsx"):
        Export(ASSIGNMENT, Wishes(to, roster, per="aspect"), lms.course).write_points()
    folder = lms.root / "exports" / ASSIGNMENT
    with open(folder / f"{ASSIGNMENT}.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {"'=1+1", "ada", "emmy", "eve", "joerg"}
    assert rows["ada"]["points"] == "8"
    assert rows["emmy"]["points"] == ""
    assert rows["eve"]["first_name"] == "'=cmd|' /C calc'!A1"
    assert float(rows["'=1+1"]["square points"]) == 1.5
    with zipfile.ZipFile(folder / f"{ASSIGNMENT}.xlsx") as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        texts = book.read("xl/sharedStrings.xml").decode()
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not [*sheet.iter(f"{space}f")]
    assert ">=cmd|' /C calc'!A1<" in texts  # a text, and just as the student is called
    numbers = [
        cell.findtext(f"{space}v") for cell in sheet.iter(f"{space}c") if "t" not in cell.attrib
    ]
    assert "1.5" in numbers


def test_points_for_another_maximum_are_refused_or_converted(
    lms: LmsClass, gradebook: Path
) -> None:
    lms.grade({"ada": 4.0}, gradebook)
    roster = lms.root / "roster.csv"
    text = (GOLDEN / "rosters" / "canvas.csv").read_text("utf-8")
    roster.write_text(text.replace("8.00", "100.00"), "utf-8")
    wishes = Wishes("canvas", roster, TITLE)
    with pytest.raises(CourseError, match=r"Canvas gives 100 points for this .* `--out-of 100`"):
        Export(ASSIGNMENT, wishes, lms.course).write_points()
    Export(ASSIGNMENT, replace(wishes, out_of=100.0), lms.course).write_points()
    rows = read_table(lms.root / "exports" / ASSIGNMENT / f"{ASSIGNMENT}-canvas.csv")
    assert [row[-1] for row in rows[:3]] == [f"{TITLE} (4567)", "100", "50"]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    header = [*map(str, read_table(GOLDEN / "rosters" / "canvas.csv")[0])]
    assert column_for(SYSTEMS["canvas"], header, "homework_1", "") == "Homework 1 (4567)"
    assert column_for(SYSTEMS["canvas"], header, "losses", "") == "losses"
    with pytest.raises(CourseError, match=r"no column 'Week 2'.*Canvas calls them: Homework 1"):
        column_for(SYSTEMS["canvas"], header, "losses", "Week 2")


def test_a_missing_or_unknown_roster_says_which_is_needed(
    lms: LmsClass, gradebook: Path, tmp_path: Path
) -> None:
    lms.grade({"ada": 1.0}, gradebook)
    with pytest.raises(CourseError, match=r"there is no roster, .*Export Entire Gradebook"):
        Export(ASSIGNMENT, Wishes("canvas"), lms.course)
    with pytest.raises(CourseError, match=r"moodle\.csv is not from Canvas"):
        Export(ASSIGNMENT, Wishes("canvas", GOLDEN / "rosters/moodle.csv"), lms.course)
    unknown = tmp_path / "list.csv"
    unknown.write_text("Nom,Prénom\na,b\n", "utf-8")
    with pytest.raises(CourseError, match=r"its columns are Nom, Prénom. Give one of"):
        read_roster(unknown)
    unknown.write_text("student_id\nada\nADA\n")
    with pytest.raises(CourseError, match="rows 2 and 3 are both ADA"):
        read_roster(unknown)


letters = st.characters(exclude_categories=["C", "Zl", "Zp"])
names = st.text(letters, min_size=1, max_size=12).filter(lambda text: text.strip() == text)
People = list[tuple[str, str, float | None]]
ROWS = {
    "canvas": lambda k, f, la: [f"{la}, {f}", str(1000 + int(k[1:])), k, f"{k}@x.org", "A"],
    "moodle": lambda k, f, la: [f, la, k, f"{k}@x.org"],
    "blackboard": lambda k, f, la: [la, f, k, ""],
    "brightspace": lambda k, f, la: [f"#{k}", f"#u{k}", la, f],
}
HEADERS = {
    "canvas": ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"],
    "moodle": ["First name", "Last name", "ID number", "Email address"],
    "blackboard": ["Last Name", "First Name", "Username", "Student ID"],
    "brightspace": ["OrgDefinedId", "Username", "Last Name", "First Name"],
}


@pytest.mark.parametrize("system", SYSTEMS)
@given(
    st.lists(st.tuples(names, names, st.none() | st.floats(0, 1000)), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(",;\t"),
)  # fmt: skip
def test_students_and_points_survive_a_round_trip(
    system: str, tmp_path_factory: pytest.TempPathFactory, people: People, encoding: str,
    delimiter: str,
) -> None:  # fmt: skip
    folder = tmp_path_factory.getbasetemp()
    rows = [ROWS[system](f"k{n}", first, last) for n, (first, last, _) in enumerate(people)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([HEADERS[system], *rows])
    (folder / "roster.csv").write_bytes(text.getvalue().encode(encoding))
    roster = read_roster(folder / "roster.csv")
    assert [student.row for student in roster.students] == [*range(1, len(people) + 1)]
    scores = {n: Score(p, (p / 2,)) for n, (*_, p) in enumerate(people, 1) if p is not None}
    sheet = Sheet("hw", 1000.0, (Detail("dense", 500.0),), scores)
    write_table(folder / "out.csv", SYSTEMS[system].grades(roster.rows, sheet, "hw"))
    back = read_table(folder / "out.csv")
    header = [name.partition(" [")[0].removesuffix(" Points Grade") for name in back[0]]
    data = [row for row in back[1:] if "Points Possible" not in row[0]]
    assert len(data) == len(people)
    for row, original, (*_, points) in zip(data, rows, people):
        cells = dict(zip(header, map(original_text, row)))
        written = dict(zip(HEADERS[system], original))
        assert {name: cells[name] for name in cells.keys() & written.keys()} == {
            name: text.strip("\N{ZERO WIDTH NO-BREAK SPACE}") if name == header[0] else text
            for name, text in written.items() if name in cells
        }  # fmt: skip
        if points is None:
            assert cells["hw"] == cells["hw dense"] == ""
        else:
            assert float(cells["hw"]) == pytest.approx(points, abs=0.00501)


@given(st.text())
def test_a_cell_is_no_formula_and_is_read_back_as_it_was(text: str) -> None:
    cell: Cell = plain_cell(text)
    assert isinstance(cell, str)
    assert len(cell.strip()) == 1 or not cell.lstrip().startswith(tuple("=+-@|%"))
    if text.isprintable():
        assert original_text(cell) == text

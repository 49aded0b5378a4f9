"""What `autograder collect` makes of hand-ins: which file counts, what becomes of the others."""

import csv
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

import pytest
from lms_class import ASSIGNMENT, LmsClass, notebook, unlabelled, zip_of

from autograder.course import paths
from autograder.course.errors import CourseError
from autograder.lms.collect import Collection

ROSTERS = Path(__file__).parent / "golden" / "rosters"
DONE = notebook("x * x", "x ** 3")
HALF = notebook("x * x")
EMPTY = notebook()
PLACED = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"


@pytest.fixture
def lms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LmsClass:
    monkeypatch.setenv(paths.CLASSROOM_VARIABLE, str(tmp_path / "class"))
    return LmsClass(tmp_path / "class")


def collect(lms: LmsClass, *zips: Path, roster: str = "") -> Collection:
    collection = Collection(ASSIGNMENT, UTC, lms.course)
    collection.use_roster(ROSTERS / roster if roster else None)
    scratch = lms.root / "scratch"
    scratch.mkdir(exist_ok=True)
    for path in scratch.iterdir():
        path.unlink()
    collection.collect(zips, None, scratch)
    return collection


def moodle(
    lms: LmsClass, files: Mapping[str, bytes], name: str = "m.zip", date: int = 2026
) -> Path:
    """Make a zip of Moodle's of `Full Name_number/file` and their contents."""
    path = lms.root / name
    named = {
        f"{student}_assignsubmission_file/{file}": content
        for (student, _, file), content in ((key.partition("/"), c) for key, c in files.items())
    }
    zip_of(named, path, date)
    return path


def outcomes(lms: LmsClass) -> dict[str, tuple[str, str]]:
    with open(lms.root / "collected" / ASSIGNMENT / "files.csv", newline="", encoding="utf-8") as f:
        return {row["file"].rpartition("_file/")[2]: (row["outcome"], row["reason"])
                for row in csv.DictReader(f)}  # fmt: skip


REPAIRS = {
    "the right name": ({f"{ASSIGNMENT}.ipynb": DONE}, DONE),
    "another name": ({"My homework (final).ipynb": DONE}, DONE),
    "a second ending": ({"hw.ipynb.txt": DONE}, DONE),
    "another second ending": ({"hw.ipynb.json": DONE}, DONE),
    "in capitals": ({"HW.IPYNB": DONE}, DONE),
    "in a folder": ({"work/week 1/x.ipynb": DONE}, DONE),
    "in a zip": ({"work.zip": zip_of({"work/x.ipynb": DONE, "__MACOSX/work/._x": b""})}, DONE),
    "without labels": ({"x.ipynb": unlabelled(DONE)}, unlabelled(DONE)),
    "an empty template beside it": ({"hw.ipynb": EMPTY, "done.ipynb": DONE}, DONE),
    "a half-finished copy": ({"hw.ipynb": HALF, "done.ipynb": DONE}, DONE),
    "another file's copy": ({"hw.ipynb": DONE, "hw (1).ipynb": DONE}, DONE),
    "a checkpoint": ({"hw.ipynb": DONE, ".ipynb_checkpoints/hw-checkpoint.ipynb": HALF}, DONE),
    "equally full, one named right": ({"hw.ipynb": DONE, "b.ipynb": notebook("1", "2")}, DONE),
    "another assignment's notebook": (
        {"hw.ipynb": DONE, "other.ipynb": notebook("1", labels=("other",))}, DONE,
    ),
    "nothing filled in": ({"hw.ipynb": EMPTY}, EMPTY),
}  # fmt: skip


def test_the_notebook_is_found_whatever_it_is_called(lms: LmsClass) -> None:
    names = {case: f"Student {number}" for number, case in enumerate(REPAIRS)}
    files = {
        f"{names[case]}_{number}/{name}": content
        for number, (case, (handed, _)) in enumerate(REPAIRS.items())
        for name, content in handed.items()
    }
    collection = collect(lms, moodle(lms, files))
    for case, (_, counts) in REPAIRS.items():
        assert lms.submitted().get(f"{names[case]}/{PLACED}") == counts, case
    assert not collection.report.problems


NOT_PLACED = {
    "only a script": ({"hw.py": b"1"}, "a Python script"),
    "only a PDF": ({"hw.pdf": b"%PDF"}, "a PDF"),
    "an archive": ({"hw.rar": b"Rar!"}, "an archive that is not a zip"),
    "a damaged zip": ({"hw.zip": b"PK"}, "a damaged zip"),
    "not a notebook": ({"hw.ipynb": b"%PDF"}, "not a notebook"),
    "another assignment": (
        {"hw.ipynb": notebook("1", labels=("other",))}, "none of the assignment's cells",
    ),
    "two that may count": (
        {"a.ipynb": DONE, "b.ipynb": notebook("1", "2")}, "it is not known which",
    ),
}  # fmt: skip


def test_what_cannot_be_placed_is_kept_with_its_reason(
    lms: LmsClass, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        f"Student {number}_{number}/{name}": content
        for number, (handed, _) in enumerate(NOT_PLACED.values())
        for name, content in handed.items()
    }
    collection = collect(lms, moodle(lms, files))
    assert lms.submitted() == {}
    reasons = {student: reason for student, _, reason, _ in collection.report.problems}
    for number, (_, reason) in enumerate(NOT_PLACED.values()):
        assert reason in reasons[f"Student {number}"]
    kept = [lms.root / where for *_, where in collection.report.problems]
    assert sorted(path.read_bytes() for path in kept) == sorted(files.values())
    assert collection.report.show(None) == 1
    assert "Not placed: Student 1: Student 1_1_assignsubmission_file/hw.pdf: a PDF" in (
        capsys.readouterr().err
    )


def test_a_file_beside_an_empty_template_may_be_the_work(lms: LmsClass) -> None:
    files = {"Ada_1/hw.ipynb": EMPTY, "Ada_1/work.zip": b"PK", "Ada_1/plot.png": b"png"}
    collection = collect(lms, moodle(lms, files))
    assert [reason for *_, reason, _ in collection.report.problems] == [
        "a damaged zip, and the notebook beside it is empty"
    ]
    assert lms.submitted().keys() == {f"Ada/{PLACED}", f"Ada/{ASSIGNMENT}/plot.png"}


def test_a_hand_in_that_may_be_the_work_is_never_passed_over_in_silence(lms: LmsClass) -> None:
    files = {"Ada_1/hw.ipynb": b"{", "Ada_1/old.ipynb": HALF}
    collection = collect(lms, moodle(lms, files))
    assert [reason for *_, reason, _ in collection.report.problems] == [
        "not a notebook, though it is called one; another one counts"
    ]
    assert lms.submitted() == {f"Ada/{PLACED}": HALF}
    first = "Week_1_bob_attempt_2025-10-10-08-00-00_hw.ipynb"
    files = {first: HALF, "Week_1_bob_attempt_2025-10-12-08-00-00_hw.pdf": b"%PDF"}
    zip_of(files, lms.root / "b.zip")
    report = collect(lms, lms.root / "b.zip").report
    assert report._remarks == ["bob: the newest hand-in has no notebook; an older one counts"]


def test_the_newest_of_several_hand_ins_counts_and_none_is_lost(lms: LmsClass) -> None:
    first = moodle(lms, {"Ada_1/hw.ipynb": HALF, "Bob_2/hw.ipynb": DONE}, "monday.zip", 2025)
    later = moodle(lms, {"Ada_1/hw.ipynb": DONE, "Bob_2/hw.ipynb": EMPTY}, "friday.zip", 2026)
    for zips in ((first, later), (later, first), (later,), (first,)):
        collection = collect(lms, *zips)
    assert lms.submitted()[f"Ada/{PLACED}"] == DONE  # the older zip came last
    assert lms.submitted()[f"Bob/{PLACED}"] == EMPTY  # and this was alone in its zip
    both = collect(lms, first, later)
    assert both.report.show(None) == 0
    kept = {path.read_bytes() for path in (lms.root / "collected").rglob("*.ipynb")}
    assert kept >= {HALF, DONE}
    assert not collection.report.problems


def test_repeating_it_changes_nothing_and_a_change_by_hand_stays(lms: LmsClass) -> None:
    zip_path = moodle(lms, {"Ada_1/hw.ipynb": HALF, "Ada_1/data.csv": b"1,2"})
    collect(lms, zip_path)
    before = lms.submitted()
    assert collect(lms, zip_path).report.show(None) == 0
    assert (
        lms.submitted() == before == {f"Ada/{PLACED}": HALF, f"Ada/{ASSIGNMENT}/data.csv": b"1,2"}
    )
    placed = lms.root / "submitted" / "Ada" / PLACED
    placed.write_bytes(DONE)
    collect(lms, zip_path)
    assert placed.read_bytes() == DONE
    newer = moodle(lms, {"Ada_1/hw.ipynb": EMPTY}, "newer.zip", 2027)
    collect(lms, newer)
    assert placed.read_bytes() == EMPTY
    replaced = lms.root / "collected" / ASSIGNMENT / "replaced"
    assert [path.read_bytes() for path in replaced.rglob("*.ipynb")] == [DONE]


def test_a_file_of_a_student_cannot_pass_for_one_of_nbgraders(lms: LmsClass) -> None:
    files = {"Ada_1/hw.ipynb": DONE, "Ada_1/timestamp.txt": b"1999", "Ada_1/HW.ipynb.png": b"p"}
    collect(lms, moodle(lms, files))
    assert f"Ada/{ASSIGNMENT}/timestamp.txt" not in lms.submitted()
    assert lms.submitted()[f"Ada/{ASSIGNMENT}/timestamp (2).txt"] == b"1999"


def test_the_times_and_the_late_marks_of_each_system_are_taken_over(lms: LmsClass) -> None:
    collection = collect(
        lms, moodle(lms, {"Ada Lovelace_4711/a.ipynb": DONE, "Jörg O Neil_77/a.ipynb": DONE}),
        roster="moodle.csv",
    )  # fmt: skip
    times = {name: text for name, text in lms.submitted().items() if name.endswith("stamp.txt")}
    assert times[f"ada@example.org/{ASSIGNMENT}/timestamp.txt"].startswith(b"2026-06-10 14:14:00")
    assert collection.records.students["joerg@example.org"].late
    assert not collection.records.students["ada@example.org"].late

    zip_of({"lovelaceada_LATE_1234_9_hw.ipynb": DONE}, lms.root / "c.zip")
    in_canvas = collect(lms, lms.root / "c.zip", roster="canvas.csv")
    assert in_canvas.records.students["ada"].late
    assert collection.report.late_without_time == []
    assert in_canvas.report.late_without_time == ["ada"]
    zip_of({"Week_1_joerg_attempt_2025-10-12-08-00-00_hw.ipynb": DONE,
            "Week_1_joerg_attempt_2025-10-10-08-00-00_hw.ipynb": HALF,
            "Week_1_eve_attempt_2025-10-10-08-00-00_hw.ipynb": HALF},
           lms.root / "b.zip")  # fmt: skip
    collect(lms, lms.root / "b.zip", roster="blackboard.xls")
    assert lms.submitted()[f"joerg/{PLACED}"] == DONE
    assert lms.submitted()[f"joerg/{ASSIGNMENT}/timestamp.txt"].startswith(b"2025-10-12 08:00:00")
    zip_of({"1-2 - Emmy Noether - Oct 10, 2025 1022 PM/x.ipynb": DONE,
            "1-2 - Emmy Noether - Oct 9, 2025 900 AM/x.ipynb": HALF,
            "index.html": b"<html>"}, lms.root / "d.zip")  # fmt: skip
    collect(lms, lms.root / "d.zip", roster="brightspace.csv")
    assert lms.submitted()[f"emmy/{PLACED}"] == DONE
    assert lms.submitted()[f"emmy/{ASSIGNMENT}/timestamp.txt"].startswith(b"2025-10-10 22:22:00")


def test_who_is_not_in_the_roster_or_has_a_double_is_named(
    lms: LmsClass, capsys: pytest.CaptureFixture[str]
) -> None:
    zip_path = moodle(lms, {"Ada Lovelace_4711/a.ipynb": DONE, "Nobody Known_1/a.ipynb": DONE})
    collection = collect(lms, zip_path, roster="own.csv")
    assert [reason for *_, reason, _ in collection.report.problems] == [
        "Nobody Known is not in the roster"
    ]
    assert lms.submitted().keys() == {f"ada/{PLACED}"}
    assert collection.report.show(collection.roster) == 1
    assert "Nothing from 3 of 4: emmy, eve, joerg" in capsys.readouterr().out

    twins = moodle(lms, {"Ann Lee_1/a.ipynb": DONE, "ann lee_2/a.ipynb": HALF}, "twins.zip")
    (lms.root / "collected" / ASSIGNMENT / "roster.csv").unlink()
    reasons = {reason for *_, reason, _ in collect(lms, twins).report.problems}
    assert reasons == {"several students are called Ann Lee; add --roster",
                       "several students are called ann lee; add --roster"}  # fmt: skip
    own = lms.root / "own.csv"
    own.write_text("student_id,lms_id,first_name,last_name\na,1,Ann,Lee\nb,2,Ann,Lee\n")
    assert not collect(lms, twins, roster=str(own)).report.problems
    assert lms.submitted()[f"b/{PLACED}"] == HALF


def test_a_file_that_is_no_download_of_submissions_is_refused(lms: LmsClass) -> None:
    zip_of({"hw.ipynb": DONE}, lms.root / "x.zip")
    with pytest.raises(CourseError, match=r"not a download of submissions .* hw\.ipynb"):
        collect(lms, lms.root / "x.zip")
    assert lms.submitted() == {}

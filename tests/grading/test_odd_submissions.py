"""A class with the names, folders and notebooks of real life, graded by the real nbgrader."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import bounded
import nbformat
import pytest
from bounded import Ended
from grades import FULL, WITHOUT_DENSE
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook
from notebooks import solved

from autograder.demo.students import ASSIGNMENT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("odd")]

NAME = f"{ASSIGNMENT}.ipynb"
NAMES = (
    "Müller, Jörg_12345_assignsubmission_file_", "new\nline", "\x1b[31mred\x1b[2J", "-rf",
    "--force", "a b", " padded ", "it's \"quoted\"", "<img src=x onerror=alert(1)>", "[ab]*?",
    "{student_id}",
    "100%s %d", "a,b", "=1+1", "a..", "evil\u202egpj", "x" * 200, "tab\tname", "José", "Jose\u0301",
    "ada", "ADA", "a\u2215b", "(?P<x>.*)", "$(id)", "back\\slash", "名前", "🙂", "\x7f", "\u2028",
)  # fmt: skip
REFUSED = (b"\xff\xfe", b".hidden", b"*")
FORGED = "[AutogradeApp | WARNING] Graded 99 of 99 submissions"


def write(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), "utf-8")


def relabelled(cells: list[NotebookNode]) -> NotebookNode:
    """Return a new notebook with the text of these cells alone."""
    make = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
    return nbformat.v4.new_notebook(cells=[make[cell.cell_type](cell.source) for cell in cells])


def without_labels(notebook: NotebookNode, path: Path) -> None:
    write(relabelled(notebook.cells), path)


def without_metadata(notebook: NotebookNode, path: Path) -> None:
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    write(notebook, path)


def without_labels_and_tests(notebook: NotebookNode, path: Path) -> None:
    cells = [c for c in notebook.cells if not c.id.startswith(("check_", "grade_"))]
    write(relabelled(cells), path)


def all_in_one_cell(notebook: NotebookNode, path: Path) -> None:
    code = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    write(nbformat.v4.new_notebook(cells=[new_code_cell(code)]), path)


def two_in_one_cell(notebook: NotebookNode, path: Path) -> None:
    kept = {cell.id: cell for cell in notebook.cells}
    kept["sigmoid"].source += "\n\n" + kept["dense"].source + "\n\n" + kept["check_dense"].source
    gone = ("dense", "check_dense")
    write(relabelled([c for c in notebook.cells if c.id not in gone]), path)


def raw_solution(notebook: NotebookNode, path: Path) -> None:
    for cell in notebook.cells:
        if cell.id == "dense":
            cell.cell_type = "raw"
            del cell["outputs"], cell["execution_count"]
    write(notebook, path)


def raw_without_label(notebook: NotebookNode, path: Path) -> None:
    cells = relabelled(notebook.cells)
    for index, cell in enumerate(cells.cells):
        if "def sequential" in cell.source and cell.cell_type == "code":
            cells.cells[index] = new_raw_cell(cell.source)
    write(cells, path)


def old_version_raw(notebook: NotebookNode, path: Path) -> None:
    notebook.cells.insert(3, new_raw_cell("def dense(a_in, W, b, g):\n    return 0"))
    write(notebook, path)


def ends_of_lines(end: str) -> Callable[[NotebookNode, Path], None]:
    def hand_in(notebook: NotebookNode, path: Path) -> None:
        for cell in notebook.cells:
            cell.source = end.join([*cell.source.split("\n"), ""])
        write(notebook, path)

    return hand_in


def tidied_by_an_editor(notebook: NotebookNode, path: Path) -> None:
    for cell in notebook.cells:
        if cell.id.startswith(("check_", "grade_")):
            cell.source = "\ufeff" + cell.source.replace("    ", "\t").replace("\n", " \n") + "\f\n"
    write(notebook, path)


def apple_double(notebook: NotebookNode, path: Path) -> None:
    write(notebook, path.with_name("hw1.ipynb"))
    path.with_name("._hw1.ipynb").write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    (path.parent / "__MACOSX").mkdir()
    (path.parent / "__MACOSX" / "._hw1.ipynb").write_bytes(b"\x00\x05\x16\x07")
    path.with_name(".~lock.hw1.ipynb#").write_text("x")
    path.with_name("Thumbs.db").write_bytes(b"\xd0\xcf")


def named(name: str) -> Callable[[NotebookNode, Path], None]:
    return lambda notebook, path: write(notebook, path.parent / name)


def checkpoint_too(notebook: NotebookNode, path: Path) -> None:
    write(notebook, path.with_name("final.ipynb"))
    notebook.cells = notebook.cells[:8]
    write(notebook, path.with_name("final-checkpoint.ipynb"))
    write(notebook, path.parent / ".ipynb_checkpoints" / "final-checkpoint.ipynb")


def right_name_among_others(notebook: NotebookNode, path: Path) -> None:
    write(notebook, path.with_name(NAME.upper()))
    notebook.cells = notebook.cells[:18]
    write(notebook, path.with_name("draft.ipynb"))


def lines_without_ends(notebook: NotebookNode, path: Path) -> None:
    import json

    data = json.loads(nbformat.writes(notebook))
    for cell in data["cells"]:
        cell["source"] = "".join(cell["source"]).split("\n")
    path.write_text(json.dumps(data), "utf-8")


NOTEBOOKS = {
    "labels_lost": without_labels,
    "metadata_lost": without_metadata,
    "labels_and_tests_lost": without_labels_and_tests,
    "all_in_one_cell": all_in_one_cell,
    "two_in_one_cell": two_in_one_cell,
    "raw_solution": raw_solution,
    "raw_without_label": raw_without_label,
    "old_version_raw": old_version_raw,
    "crlf": ends_of_lines("\r\n"),
    "old_mac": ends_of_lines("\r"),
    "tidied": tidied_by_an_editor,
    "apple_double": apple_double,
    "copy": named(f"{ASSIGNMENT}-Copy1.ipynb"),
    "checkpoint": named(f"{ASSIGNMENT}-checkpoint.ipynb"),
    "text_ending": named(f"{NAME}.txt"),
    "json_ending": named(f"{ASSIGNMENT}.json"),
    "folder_more": named(f"my homework/{NAME}"),
    "checkpoint_too": checkpoint_too,
    "right_name": right_name_among_others,
    "lines_without_ends": lines_without_ends,
}
WITHOUT_REMARK = ("old_version_raw", "crlf", "old_mac", "tidied", "lines_without_ends")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classroom with odd names, itself in a folder whose name is full of patterns."""
    folder = tmp_path_factory.mktemp("odd") / "Übung [CS101] (2025) 100% {course}*-main (1)"
    folder.mkdir()
    bounded.generate(folder, ASSIGNMENT)
    submitted = folder / "submitted"
    for name in NAMES:
        write(solved(ASSIGNMENT), submitted / name / ASSIGNMENT / NAME)
    for raw in REFUSED:
        write(solved(ASSIGNMENT), submitted / os.fsdecode(raw) / ASSIGNMENT / NAME)
    for name, hand_in in NOTEBOOKS.items():
        path = submitted / name / ASSIGNMENT / NAME
        path.parent.mkdir(parents=True)
        hand_in(solved(ASSIGNMENT), path)
    beside = submitted / "ada" / ASSIGNMENT
    (beside / f"x\n{FORGED}\n").symlink_to("/nothing")
    (beside / "\x1b]0;title\x07").write_text("x")
    write(solved(ASSIGNMENT), submitted / "no folder" / NAME)
    (submitted / "eve.zip").write_bytes(b"PK")
    return folder


@pytest.fixture(scope="module")
def graded(classroom: Path) -> Ended:
    return bounded.nbgrader("autograde", ASSIGNMENT, classroom=classroom, seconds=900)


def scores(classroom: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        return {e.student.id: e.score for e in book.assignment_submissions(ASSIGNMENT)}


def test_everybody_whose_name_can_be_stored_has_the_points_deserved(
    classroom: Path, graded: Ended
) -> None:
    found = scores(classroom)
    assert found == dict.fromkeys([*NAMES, *NOTEBOOKS], FULL)
    number = len(NAMES) + len(NOTEBOOKS)
    assert f"Graded {number} of {number + len(REFUSED)} submissions" in graded.output


def test_who_cannot_be_graded_is_named_with_the_reason(graded: Ended) -> None:
    assert (
        r"\udcff\udcfe, forward_propagation: not graded. The folder's name is not" in graded.output
    )
    assert ".hidden, forward_propagation: not graded. The folder is hidden" in graded.output
    assert "*, forward_propagation: not graded. The folder's name stands" in graded.output
    assert (
        "no folder has no folder forward_propagation, but forward_propagation.ipynb"
        in graded.output
    )
    assert "belong to no student: eve.zip" in graded.output
    assert graded.status == 1


def test_no_name_writes_a_line_of_its_own_or_moves_the_cursor(graded: Ended) -> None:
    lines = graded.output.split("\n")
    assert not [line for line in lines if line.startswith(FORGED)]
    assert all(line.startswith(("[", "    ")) for line in lines if line), graded.output
    strange = {c for c in graded.output if not c.isprintable()} - {"\n", "\x1b"}
    assert strange == set()
    assert "\x1b[2J" not in graded.output
    assert r"\x1b[31mred\x1b[2J, forward_propagation: the folder's name holds" in graded.output


def test_what_was_put_right_is_remarked(graded: Ended) -> None:
    for name in NOTEBOOKS:
        told = f"{name}, {ASSIGNMENT}: " in graded.output
        assert told == (name not in WITHOUT_REMARK), name
    assert f"apple_double, {ASSIGNMENT}: it was submitted as hw1.ipynb" in graded.output
    assert (
        f"raw_solution, {ASSIGNMENT}: cell dense was made a raw cell; it is code" in graded.output
    )
    assert f"labels_lost, {ASSIGNMENT}: cells without their labels were recognised" in graded.output


def test_names_that_differ_in_form_alone_are_remarked(graded: Ended) -> None:
    for name in ("José", "Jose\u0301", "ada", "ADA"):
        assert f"{name}, {ASSIGNMENT}: another student's folder has the same" in graded.output


def test_feedback_is_written_for_all_of_them(classroom: Path, graded: Ended) -> None:
    done = bounded.nbgrader("generate_feedback", ASSIGNMENT, classroom=classroom, seconds=900)
    assert done.status == 0, done.output[-3000:]
    missing = [
        name for name in scores(classroom)
        if not (classroom / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html").is_file()
    ]  # fmt: skip
    assert missing == []
    assert not list((classroom / "feedback").rglob(".handed_in"))
    assert not [line for line in done.output.split("\n") if line.startswith(FORGED)]


def regraded(classroom: Path) -> set[str]:
    before = {
        path: path.stat().st_mtime_ns
        for path in classroom.glob(f"autograded/*/{ASSIGNMENT}/{NAME}")
    }
    bounded.nbgrader("autograde", ASSIGNMENT, classroom=classroom, seconds=900)
    return {path.parts[-3] for path, at in before.items() if path.stat().st_mtime_ns != at}


def test_only_what_has_changed_is_graded_again(tmp_path: Path) -> None:
    bounded.generate(tmp_path, ASSIGNMENT)
    handed = {name: tmp_path / "submitted" / name / ASSIGNMENT / NAME for name in "abcdef"}
    for path in handed.values():
        notebook = solved(ASSIGNMENT)
        next(c for c in notebook.cells if c.id == "dense").source = "def dense(*all): return 0"
        write(notebook, path)
        (path.parent / "timestamp.txt").write_text("2025-01-01 10:00:00 UTC")
        (path.parent / "notes.txt").write_text("one")
    assert bounded.nbgrader("autograde", ASSIGNMENT, classroom=tmp_path).status == 0
    assert set(scores(tmp_path).values()) == {WITHOUT_DENSE}
    assert regraded(tmp_path) == set()
    write(solved(ASSIGNMENT), handed["a"])
    os.utime(handed["a"], (0, 0))
    (handed["a"].parent / "timestamp.txt").write_text("2024-01-01 10:00:00 UTC")
    (handed["b"].parent / "notes.txt").write_text("two")
    (handed["c"].parent / "notes.txt").unlink()
    (handed["d"].parent / ".DS_Store").write_bytes(b"x")
    os.utime(handed["d"])
    for name in "ef":  # as graded by a version that kept no record
        (tmp_path / "autograded" / name / ASSIGNMENT / ".handed_in").unlink()
    write(solved(ASSIGNMENT), handed["e"])
    assert regraded(tmp_path) == {"a", "b", "c", "e"}
    assert scores(tmp_path) == {n: FULL if n in "ae" else WITHOUT_DENSE for n in "abcdef"}
    assert bounded.nbgrader("generate_feedback", ASSIGNMENT, classroom=tmp_path).status == 0
    shutil.copy(handed["a"], handed["f"])  # by now its content is known
    os.utime(handed["f"], (0, 0))
    assert regraded(tmp_path) == {"f"}
    before = {page: page.read_text("utf-8") for page in pages(tmp_path)}
    assert bounded.nbgrader("generate_feedback", ASSIGNMENT, classroom=tmp_path).status == 0
    changed = {page.parts[-3] for page, text in before.items() if page.read_text("utf-8") != text}
    assert changed == {"f"}


def pages(classroom: Path) -> list[Path]:
    found = list(classroom.glob(f"feedback/*/{ASSIGNMENT}/{ASSIGNMENT}.html"))
    assert len(found) == 6
    return found


def test_a_missing_notebook_of_the_instructor_is_no_students_fault(tmp_path: Path) -> None:
    bounded.generate(tmp_path, ASSIGNMENT)
    write(solved(ASSIGNMENT), tmp_path / "submitted" / "ada" / ASSIGNMENT / NAME)
    empty = f"--CourseDirectory.source_directory={tmp_path}"
    done = bounded.nbgrader("autograde", ASSIGNMENT, empty, classroom=tmp_path)
    assert done.status != 0
    assert "The instructor's notebook" in done.output
    assert not (tmp_path / "autograded" / "ada").exists()

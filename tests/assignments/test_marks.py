"""The marks of cells in `solutions/`: nbgrader's metadata, contents and ids follow from them."""

from pathlib import Path

import jupytext
import pytest
from nbformat import NotebookNode

from autograder.assignments.marks import SETUP_TAG, apply_marks
from autograder.assignments.source import all_points, read
from autograder.course import paths
from autograder.course.errors import FaultsFoundError

WRITTEN = [name for name in paths.assignments() if name not in paths.quizzes()]
SECTION = "# %% [markdown]\n# ## {number}. {title}\n\n# %%\nprint({number})\n\n"
NOTEBOOK = (
    "# %% setup\nimport numpy as np\n\n"
    + SECTION.format(number=1, title="First")
    + "# %% solution double\ndef double(z):\n    return 2 * z\n\n\n"
    + "# %% check double points=1\n\n# %% grade double points=2.5\n\n"
    + SECTION.format(number=2, title="The `second` one")
)


def marked(text: str) -> list[NotebookNode]:
    cells = jupytext.reads(text, fmt="py:percent").cells
    apply_marks(cells, "numbers", Path("numbers.py"), text)
    return list(cells)


def test_a_mark_becomes_what_nbgrader_reads() -> None:
    cells = {cell.id: cell for cell in marked(NOTEBOOK)}
    common = {"schema_version": 3, "task": False, "cell_type": "code"}
    test = {"grade": True, "locked": True, "solution": False}
    assert cells["setup"].metadata == {"tags": [SETUP_TAG]}
    assert cells["double"].metadata == {
        "nbgrader": {
            "grade": False, "grade_id": "double", "locked": False, "solution": True, **common,
        }
    }  # fmt: skip
    assert cells["check_double"].metadata == {
        "nbgrader": {"grade_id": "check_double", "points": 1, **test, **common}
    }
    assert cells["grade_double"].metadata.nbgrader.points == 2.5


def test_the_content_of_a_check_and_of_a_hidden_test_need_not_be_written() -> None:
    cells = {cell.id: cell.source for cell in marked(NOTEBOOK)}
    assert cells["check_double"] == 'check("double", double)'
    assert cells["grade_double"].splitlines() == [
        "# Fresh numbers are tried here when the notebook is graded.",
        "### BEGIN HIDDEN TESTS",
        "from autograder.grade import grade",
        "",
        'grade("numbers", "double", double)',
        "### END HIDDEN TESTS",
    ]


def test_a_content_that_is_written_stays() -> None:
    own = (
        "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"
    )
    check, graded, shown = marked(
        f"# %% check double points=1\n{own}\n\n# %% grade double points=1\n{own}\n\n"
        "# %% grade triple points=1\n# Tried later."
    )
    assert check.source == graded.source == own
    assert shown.source.startswith("# Tried later.\n### BEGIN HIDDEN TESTS\nfrom autograder.grade")


def test_cells_that_a_person_grades_and_cells_that_are_only_read() -> None:
    essay, note = marked(
        "# %% manual essay [markdown] points=4\n# Your words\n\n# %% readonly note\nz = 1"
    )
    assert essay.cell_type == essay.metadata.nbgrader.cell_type == "markdown"
    assert essay.metadata.nbgrader.points == 4
    assert essay.metadata.nbgrader.solution
    assert note.metadata.nbgrader.locked
    assert not note.metadata.nbgrader.grade


def test_a_new_section_changes_the_id_of_no_other_cell() -> None:
    before = [cell.id for cell in marked(NOTEBOOK)]
    assert before == [
        "setup", "first", "first-2", "double", "check_double", "grade_double", "the-second-one",
        "the-second-one-2",
    ]  # fmt: skip
    at = NOTEBOOK.index("# %% solution")
    new = SECTION.format(number=2, title="In between")
    after = [cell.id for cell in marked(NOTEBOOK[:at] + new + NOTEBOOK[at:].replace("2.", "3."))]
    assert [name for name in after if name not in before] == ["in-between", "in-between-2"]
    assert [name for name in after if name in before] == before


def test_every_fault_of_a_mark_is_told_with_its_line_and_a_remedy() -> None:
    text = (
        "# %% chek double points=1\n\n# %% check double\n\n# %% solution double points=1\n\n"
        "# %% solution a b\n\n# %% check points=1\n\n# %% check z point=1\n\n"
        "# %% check double points=1\n\n# %% check double points=one\n\n# %% check double points=2\n"
    )
    with pytest.raises(FaultsFoundError) as found:
        marked(text)
    marks = "write one of: setup, solution NAME, check NAME points=N, grade NAME points=N, " \
            "manual NAME points=N, readonly NAME"  # fmt: skip
    assert str(found.value).splitlines() == [
        f"numbers.py:1: `chek double` marks no kind of cell; {marks}",
        "numbers.py:3: `check double` has no points; "
        "write them behind it: `# %% check double points=1`",
        "numbers.py:5: a solution cell has no points; give them to the check or the grade cell",
        f"numbers.py:7: `solution a b` marks no kind of cell; {marks}",
        f"numbers.py:9: `check` marks no kind of cell; {marks}",
        "numbers.py:11: `check z` has no points; write them behind it: `# %% check z points=1`",
        "numbers.py:15: `check double` has no points; "
        "write them behind it: `# %% check double points=1`",
        "numbers.py:17: the cell check_double is in line 13 already; give it another name",
    ]


def test_text_before_the_first_cell_is_a_fault() -> None:
    with pytest.raises(
        FaultsFoundError, match=r"numbers\.py:1: there is text before the first cell"
    ):
        marked("z = 1\n\n# %%\nz = 2\n")


@pytest.mark.parametrize("assignment", WRITTEN)
def test_jupyter_opens_a_source_and_writes_the_same_text(assignment: str) -> None:
    text = paths.source_of(assignment).read_text("utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    written = jupytext.writes(notebook, fmt="py:percent")
    first = text.index("# %%")
    assert written[written.index("# %%") :] == text[first:]


@pytest.mark.parametrize("assignment", WRITTEN)
def test_nobody_types_the_metadata_of_nbgrader(assignment: str) -> None:
    assert "nbgrader=" not in paths.source_of(assignment).read_text("utf-8")
    assert all(points > 0 for points in all_points(assignment).values())
    ids = [cell.id for cell in read(assignment).cells]
    assert len(set(ids)) == len(ids)

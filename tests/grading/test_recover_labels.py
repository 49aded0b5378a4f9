"""Cells that have lost their labels, asked for directly."""

from dataclasses import replace

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from autograder.grading import restore_cells
from autograder.grading.cells import name_of
from autograder.grading.compare_text import without_whitespace
from autograder.grading.gradebook_source import Source, SourceCell
from autograder.grading.read_notebook import _cell
from autograder.grading.recover_labels import defined

FRESH = "# Fresh numbers are tried here."
HIDDEN = f"{FRESH}\n### BEGIN HIDDEN TESTS\ngrade('NAME', NAME)\n### END HIDDEN TESTS"


def known(name: str, source: str, kind: str = "code", **what: bool) -> SourceCell:
    made = SourceCell(name, kind, source, "", True, False, False, False, 1.0)
    return replace(made, **what)


def function(name: str) -> list[SourceCell]:
    stub = f"def {name}(x):\n    raise NotImplementedError()"
    return [
        known(name, stub, solution=True, locked=False),
        known(f"check_{name}", f"check({name!r}, {name})", grade=True),
        known(f"grade_{name}", HIDDEN.replace("NAME", name), grade=True),
    ]


ANSWERS = [
    known(name, "YOUR ANSWER HERE", "markdown", solution=True, grade=True, locked=False)
    for name in ("why", "how")
]
QUESTIONS = ["Why is that so?", "How is it done?"]
SOURCE = Source(
    "a", "a", {}, (*function("first"), *function("second"), *ANSWERS),
    frozenset(map(without_whitespace, QUESTIONS)),
)  # fmt: skip


def handed(*cells: object) -> NotebookNode:
    """Return a notebook as it is read; a text stands for a code cell without a label."""
    made = [{"cell_type": "code", "source": c} if isinstance(c, str) else c for c in cells]
    return new_notebook(cells=[_cell(cell) for cell in made])


def words(text: str) -> dict[str, str]:
    return {"cell_type": "markdown", "source": text}


def raw(text: str, name: str = "") -> dict[str, object]:
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": "raw", "source": text, "metadata": metadata}


def names(notebook: NotebookNode) -> list[str]:
    return [name_of(cell) for cell in notebook.cells]


FIRST, SECOND = "def first(x):\n    return x", "def second(x):\n    return 2 * x"
WHOLE = ["first", "check_first", "grade_first", "second", "check_second", "grade_second"]


def test_functions_tests_and_answers_are_recognised() -> None:
    notebook = handed(
        FIRST, "check( 'first',first )\r\n", FRESH, SECOND, "check('second', second)", FRESH,
        words(QUESTIONS[0]), words("Because."), words(QUESTIONS[1]), words("So."),
    )  # fmt: skip
    notes = restore_cells.restore(notebook, SOURCE)
    assert names(notebook) == [*WHOLE, "", "why", "", "how"]
    assert notebook.cells[2].source == HIDDEN.replace("NAME", "first")
    assert notebook.cells[7].source == "Because."
    assert len(notes) == 1
    assert "recognised by what they hold: first, second" in notes[0] or "check_first" in notes[0]


def test_missing_tests_come_behind_what_they_need_in_the_instructors_order() -> None:
    notebook = handed("import numpy as np", f"{FIRST}\n\n{SECOND}", "x = first(2)")
    restore_cells.restore(notebook, SOURCE)
    found = [name for name in names(notebook) if name.startswith(("check_", "grade_"))]
    assert found == [name for name in WHOLE if "_" in name]
    assert names(notebook)[1] == "first"
    assert names(notebook)[2] == "check_first"


def test_names_that_a_stub_only_mentions_are_looked_for() -> None:
    stub = known("sizes", "# Set units and weights.\n# YOUR CODE HERE", solution=True, locked=False)
    test = known("check_sizes", "assert units == 3 and weights == 4", grade=True)
    notebook = handed("pass", "units = 3", "weights = 4", "print(units)")
    restore_cells.restore(notebook, replace(SOURCE, cells=(stub, test)))
    assert names(notebook) == ["", "", "sizes", "check_sizes", ""]


def test_a_test_is_not_put_before_a_function_that_was_moved_down() -> None:
    notebook = handed(SECOND, "pass", FIRST)
    restore_cells.restore(notebook, SOURCE)
    assert names(notebook).index("check_first") > names(notebook).index("first")
    assert names(notebook).index("check_second") > names(notebook).index("second")


@pytest.mark.parametrize("name", ["first", ""])
def test_a_solution_that_was_made_raw_is_code_again(name: str) -> None:
    notebook = handed(raw(FIRST, name), SECOND)
    notes = restore_cells.restore(notebook, SOURCE)
    cell = notebook.cells[names(notebook).index("first")]
    assert (cell.cell_type, cell.source) == ("code", FIRST)
    assert "cell first was made a raw cell; it is code again" in notes


@pytest.mark.parametrize("name", ["first", ""])
def test_an_old_version_in_a_raw_cell_stays_text(name: str) -> None:
    labelled = {
        "cell_type": "code",
        "source": FIRST,
        "metadata": {"nbgrader": {"grade_id": "first"}},
    }
    notebook = handed(labelled, SECOND, raw("def first(x):\n    return 0", name))
    notes = restore_cells.restore(notebook, SOURCE)
    assert notebook.cells[names(notebook).index("first")].source == FIRST
    assert not any("raw" in note for note in notes)
    assert all(cell.metadata.keys() <= {"nbgrader"} for cell in notebook.cells)


def test_an_id_is_a_label_and_earns_no_other_text() -> None:
    notebook = handed({"cell_type": "code", "source": "pass", "id": "grade_first"})
    notes = restore_cells.restore(notebook, SOURCE)
    cell = notebook.cells[names(notebook).index("grade_first")]
    assert cell.source == HIDDEN.replace("NAME", "first")
    assert "cell grade_first was changed; its own text was restored" in notes


def test_an_explanation_with_code_in_it_is_no_solution() -> None:
    notebook = handed(words("```python\ndef first(x):\n    return x\n```"))
    restore_cells.restore(notebook, SOURCE)
    assert "first" not in names(notebook)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(x):\n    return x", {"f"}),
        ("async def f(): ...\nclass A: ...", {"f", "A"}),
        ("y = 1\nz: int = 2\nif y == 1: pass", {"y", "z"}),
        ("try:\n    def f(x) return", {"f"}),
        ("y == 2", set()),
    ],
)
def test_what_code_defines(text: str, expected: set[str]) -> None:
    assert defined(text) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace("\n", " \f\n\n"),
        lambda text: text.replace("    ", "\t").replace("é", "e\u0301"),
        lambda text: text.replace(" ", "\u00a0"),
    ],
)
def test_editors_change_nothing_that_counts(change: object) -> None:
    text = "if café:\n    check(1)\n    check(2)\n"
    assert without_whitespace(change(text)) == without_whitespace(text)
    assert without_whitespace(text.replace("1", "2")) != without_whitespace(text)

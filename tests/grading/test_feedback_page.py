"""The page that a student gets: what to do next, points, the notebook; on any screen, offline."""

import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import bounded
import nbformat
import pytest
from barriers import violations, width_of
from browsing import Reading
from grades import FULL, WITHOUT_DENSE
from planted_class import ASSIGNMENT, BIAS, Planted, run_report

from autograder.class_report.counting import WHOLE_CELL
from autograder.course import paths
from autograder.grading import page_filters
from autograder.grading.feedback_summary import GradedCell, next_step, rows_of
from autograder.grading.fresh_feedback import RECORD
from autograder.grading.mathml import typeset
from autograder.grading.page_budget import PageBudget
from autograder.reports.cell_report import (
    HIDDEN_TEST,
    UNWRITTEN,
    AspectReport,
    CellReport,
    ErrorReport,
    ExerciseReport,
    MisconceptionReport,
)

MAX_BYTES = 300_000
LOOKS = (("light", 1280), ("dark", 390), ("light", 320))


def hidden_test(name: str, earned: float, points: float, **report: object) -> GradedCell:
    test = ExerciseReport(HIDDEN_TEST, name, **report)  # type: ignore[arg-type]
    return GradedCell(f"grade_{name}", earned, points, CellReport((test,)))


WRONG = AspectReport("values", False, case="two units", fault="It is too large.")
BIAS_MISSING = MisconceptionReport("no bias", "The bias is missing.", "a.html#b")
STUB = AspectReport("values", False, raised=UNWRITTEN)


def test_next_is_what_gains_most_points() -> None:
    cells = [
        hidden_test("small", 3, 4, aspects=(WRONG,), misconceptions=(BIAS_MISSING,)),
        hidden_test("large", 0, 4, aspects=(WRONG,), hint="Look at the signs."),
        hidden_test("stub", 0, 9, aspects=(STUB,)),
    ]
    step = next_step(cells)
    assert step
    assert (step.exercise, step.lost) == ("large", 4)
    assert step.sentence == "values, two units: It is too large."
    assert step.hint == "Look at the signs."
    tied = hidden_test("tied", 0, 4, aspects=(WRONG,), misconceptions=(BIAS_MISSING,))
    step = next_step([*cells, tied])
    assert step
    assert (step.exercise, step.sentence, step.read) == ("tied", "The bias is missing.", "a.html#b")


def test_what_is_unwritten_comes_last_and_in_order_and_nothing_if_all_is_right() -> None:
    stubs = [hidden_test(name, 0, points, aspects=(STUB,)) for name, points in (("a", 1), ("b", 5))]
    step = next_step(stubs)
    assert step
    assert step.sentence == "`a` is still to be written."
    assert next_step([hidden_test("a", 2, 2), GradedCell("essay", 0, 5, by_hand=True)]) is None


def test_a_cell_without_a_test_of_the_course_is_explained_by_its_error() -> None:
    report = CellReport(error=ErrorReport("AssertionError", "the sums differ\nTraceback"))
    step = next_step([GradedCell("check_sums", 0, 1, report)])
    assert step
    assert step.sentence == "The cell ended with AssertionError: the sums differ"


def test_the_table_says_what_to_mend() -> None:
    rows = rows_of(
        [
            GradedCell("check_dense", 0, 1),
            hidden_test("dense", 2, 4, aspects=(WRONG, AspectReport("shapes", True))),
            GradedCell("essay", 0, 5, by_hand=True),
        ]
    )
    assert [(one.exercise, one.earned, one.points, one.to_mend) for one in rows] == [
        ("dense", 2, 5, "visible check, values"),
        ("essay", 0, 5, "graded by hand"),
    ]


@pytest.mark.parametrize("folder", sorted(p.name for p in paths.ROOT.glob("solutions/*/")))
def test_every_formula_of_the_course_is_typeset(folder: str) -> None:
    context = {"resources": {page_filters.BUDGET: PageBudget(), page_filters.FEEDBACK: {}}}
    for path in (paths.ROOT / "solutions" / folder).glob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "markdown":
                made = page_filters.markdown_to_html(context, cell.source)
                outside = made.split("</annotation>")
                assert not [text for text in outside if "$" in text.partition("<annotation")[0]]
                assert ("<math" in made) == ("$" in cell.source), cell.source


@pytest.mark.parametrize(
    "text",
    [
        r"$\href{javascript:alert(1)}{x}$", r"$\htmlClass{top}{x}$", r"$\includegraphics{x.png}$",
        r"$\def\a{\a\a}\a$", "<pre>$x$</pre>", "<code>$x$</code>", "$5 and $6", r"costs \$5 or $",
        r"$\frac{1}$", f"${'x' * 3_000}$",
    ],
)  # fmt: skip
def test_what_is_no_harmless_formula_stays_as_it_is(text: str) -> None:
    assert typeset(text, PageBudget()) == text


def test_formulas_are_escaped_and_stand_where_they_stood() -> None:
    made = typeset(r"<p>a $x &lt; \text{&lt;b&gt;}$ b $$y$$ c</p>", PageBudget())
    assert made.startswith("<p>a <math")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"' in made
    assert "<b>" not in made
    assert made.endswith(" c</p>")


@pytest.fixture(scope="session")
def feedback(planted: Planted) -> Path:
    done = bounded.nbgrader("generate_feedback", ASSIGNMENT, classroom=planted.classroom)
    assert done.status == 0, done.output[-3000:]
    assert "not recognized" not in done.output
    return planted.classroom / "feedback"


def page_of(feedback: Path, student: str) -> Path:
    return feedback / student / ASSIGNMENT / f"{ASSIGNMENT}.html"


@pytest.mark.slow
@pytest.mark.xdist_group("planted")
@pytest.mark.parametrize("student", ["rows-1", "empty-1", "not-a-notebook", BIAS[2]])
def test_a_page_has_no_barrier_and_needs_no_network(
    student: str, feedback: Path, reading: Reading
) -> None:
    page, path = reading.page, page_of(feedback, student)
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert width_of(page) <= width, f"{scheme}, {width} px"
        assert violations(page) == [], f"{scheme}, {width} px"
    assert reading.leaving(path.as_uri()) == []
    assert reading.errors == []
    assert page.locator("script").count() == 0
    assert path.stat().st_size < MAX_BYTES
    assert "HIDDEN TESTS" not in path.read_text("utf-8")
    assert page.locator("meta[name=viewport]").count() == 1


@pytest.mark.slow
@pytest.mark.xdist_group("planted")
def test_does_a_folder_of_feedback_hold_the_page_and_nothing_beside_it(
    feedback: Path, planted: Planted
) -> None:
    graded = planted.classroom / "autograded" / "rows-1" / ASSIGNMENT
    assert (graded / "checks").is_dir()
    names = {path.name for path in feedback.rglob("*") if path.is_file()}
    assert names == {f"{ASSIGNMENT}.html", RECORD}


@pytest.mark.slow
@pytest.mark.xdist_group("planted")
def test_it_begins_with_what_to_do_next_and_each_test_has_its_name(
    feedback: Path, reading: Reading
) -> None:
    page = reading.page
    page.goto(page_of(feedback, "rows-1").as_uri())
    assert page.locator("h1").first.inner_text() == (
        f"Forward propagation: {WITHOUT_DENSE:g} of {FULL:g} points"
    )
    assert page.locator("h2").first.inner_text() == "What to do next: dense"
    next_ = page.locator(".next").inner_text()
    assert "Unit j took its weights from row j of W." in next_
    assert "forward_propagation_in_numpy.html#columns" in next_
    assert "practise.html" in next_
    page.locator(".next a").first.click()
    target = page.locator(":target")
    assert target.inner_text().split("\n") == ["dense: hidden test", "0 of 4"]
    assert page.locator("math").count() > 20
    page.goto(page_of(feedback, "right-1").as_uri())
    assert page.locator(".next").count() == 0
    assert "All points." in page.locator("header").inner_text()


TAG = re.compile(r"<[^>]*>")
ROW = re.compile(
    r'<tr><th scope="row"><a href="#[^"]*"><code>(?P<exercise>.*?)</code></a></th>'
    r'<td class="number">(?P<earned>\S+) of \S+</td><td>(?P<to_fix>.*?)</td></tr>'
)
WITHOUT_REPORT = "hidden test"  # what is to be fixed if nothing could be tested


@dataclass
class ExerciseInPages:
    """What all pages of feedback say of an exercise: points, and what each has still to fix."""

    earned: list[float] = field(default_factory=list)
    to_fix: list[list[str]] = field(default_factory=list)

    def with_aspect(self, aspect: str) -> int:
        """Return how many pages do not ask to fix an aspect."""
        return sum(not {aspect, WITHOUT_REPORT} & set(one) for one in self.to_fix)


def exercises_in(feedback: Path) -> dict[str, ExerciseInPages]:
    found: dict[str, ExerciseInPages] = {}
    for page in feedback.rglob("*.html"):
        for row in ROW.finditer(page.read_text("utf-8")):
            exercise = found.setdefault(TAG.sub("", row["exercise"]), ExerciseInPages())
            exercise.earned.append(float(row["earned"]))
            exercise.to_fix.append(row["to_fix"].split(", "))
    return found


@pytest.mark.slow
@pytest.mark.xdist_group("planted")
def test_does_the_class_report_count_what_the_pages_of_feedback_say(
    feedback: Path, planted: Planted, tmp_path: Path
) -> None:
    done = run_report(planted.classroom, ASSIGNMENT, "--to", str(tmp_path))
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / f"{ASSIGNMENT}.json").read_text("utf-8"))
    pages = exercises_in(feedback)
    assert list(pages) == [one["name"] for one in report["exercises"]]
    for one in report["exercises"]:
        said = pages[one["name"]]
        assert len(said.earned) == report["graded"]
        assert one["full"] == sum(earned == one["points"] for earned in said.earned)
        assert one["zero"] == said.earned.count(0)
        assert one["average"] == pytest.approx(sum(said.earned) / len(said.earned))
        for aspect in one["aspects"]:
            if aspect["aspect"] != WHOLE_CELL:
                assert aspect["earned"] == said.with_aspect(aspect["aspect"]), aspect
    texts = [
        html.unescape(TAG.sub("", page.read_text("utf-8"))) for page in feedback.rglob("*.html")
    ]
    for mistake in report["mistakes"]:
        sentence = mistake["explanation"].replace("`", "").split(". ")[0]
        told = [text for text in texts if sentence in " ".join(text.replace("`", "").split())]
        assert len(told) == mistake["number"], mistake["name"]

"""What is let through into the pages that show a student's work, and what a page may cost."""

import csv
import json
import os
import sysconfig
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile_class import HERE, of_function
from nbgrader.api import Gradebook

from autograder.course import paths
from autograder.course.table_cells import plain_cell
from autograder.grading import page_budget, page_filters, read_notebook, timestamps
from autograder.grading.attached_files import AttachedFiles
from autograder.grading.formgrader import FormgraderChangedError, _need
from autograder.grading.formulas import IGNORED, KNOWN, restrict_formulas
from autograder.grading.grades_csv import QuotedCsvExportPlugin
from autograder.grading.page_budget import PageBudget
from autograder.grading.sanitize import clean_html, without_overwritten_lines


def context(budget: PageBudget | None = None) -> Any:
    return {"resources": {page_filters.BUDGET: budget or PageBudget()}}


def shown(markdown: str) -> str:
    return page_filters.markdown_to_html(context(), markdown)


@pytest.mark.parametrize(
    "address",
    [
        "notes.html", "/formgrader", "//host.org/x", "http:notes.html", "http:/x", "https:/x.org",
        "http:\\\\x.org", "http://localhost/", "http://LOCALHOST:8888/lab", "http://a.localhost/",
        "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
        "http://user@x.org/", "http://x.org\\@localhost/", " http://x.org", "ht\ttp://x.org",
        "http://x.org\n/", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x",
        "blob:x", "http://x.org/\u202e", "mailto:a@b?body=x", "#top", "http://hub/lab", "?x", "",
    ],
)  # fmt: skip
def test_links_lead_to_hosts_of_the_internet_only(address: str) -> None:
    assert "href" not in clean_html(f'<a href="{address}">x</a>')


@pytest.mark.parametrize(
    "address", ["https://numpy.org", "http://x.org/a?b=c&amp;d#e", "https://a.b.org:8080/",
                "mailto:a@b.org"],
)  # fmt: skip
def test_ordinary_links_stay_and_open_apart(address: str) -> None:
    made = clean_html(f'<a href="{address}">x</a>')
    assert f'href="{address}"' in made
    assert 'rel="noopener noreferrer"' in made
    assert 'target="_blank"' in made


def test_only_listed_classes_and_styles_are_left() -> None:
    made = clean_html(
        "<div class='navbar-fixed-top dataframe k' id='x' name='top' style='position: fixed; "
        "color: red; width: 9999px; text-align: left; background-color: url(x)'>x</div>"
    )
    assert made == '<div class="dataframe k" style="color: red; text-align: left">x</div>'


def test_a_table_of_pandas_stays_a_table() -> None:
    table = '<table border="1" class="dataframe"><tbody><tr><td>1</td></tr></tbody></table>'
    assert clean_html(table) == table.replace(' border="1"', "")


def test_pictures_are_embedded_ones_of_a_bounded_size() -> None:
    data = "data:image/png;base64,AAAA"
    assert clean_html(f'<img src="{data}" width="99999">') == f'<img src="{data}" width="2000">'
    for source in ("http://x.org/a.png", "data:image/svg+xml;base64,AAAA", "a.png"):
        assert clean_html(f'<img src="{source}">') == "<img>"


@pytest.mark.parametrize("folder", sorted(p.name for p in paths.ROOT.glob("solutions/*/")))
def test_the_courses_own_formulas_are_let_through(folder: str) -> None:
    for path in (paths.ROOT / "solutions" / folder).glob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "markdown":
                made = shown(cell.source)
                assert "tex2jax_ignore" not in made, cell.source
                assert not made.startswith("<pre>") or not cell.source.strip(), cell.source


@pytest.mark.parametrize(
    "formula",
    [
        r"\href{http:x}{y}", r"\\\href{x}{y}", r"\text{\(\href{x}{y}\)}", r"\def\a{b}",
        r"\require{a}", r"\style{a}{b}", r"\raise 9em x", r"\unicode{1}", r"\csname href\endcsname",
    ],
)  # fmt: skip
def test_other_commands_are_shown_as_text(formula: str) -> None:
    for text in (f"${formula}$", f"<p>a $x$ $${formula}$$</p>", f"\\({formula}\\)"):
        made = restrict_formulas(text, PageBudget())
        assert 'class="tex2jax_ignore"' in made, text
    assert "tex2jax_ignore" in shown(f"<p>${formula}$</p>".replace("\\", "&#92;"))


@pytest.mark.parametrize("between", ["<br>", "<br><br>"])
def test_a_formula_over_several_lines_has_known_commands_only(between: str) -> None:
    """MathJax takes line breaks for spaces, and what `\\def` defines holds for the whole page."""
    parts = "$a", r"\def\leq{\text{Score: 24 / 24}}", "b$"
    made = restrict_formulas(between.join(parts), PageBudget())
    assert IGNORED.format(parts[1]) in made
    assert "tex2jax_ignore" in shown("$a  \n\\def\\leq{x}  \nb$")


def test_ordinary_formulas_and_code_are_left_alone() -> None:
    for text in (r"$\frac{a}{b} \\ c$", r"costs 5$", r"\href without"):
        assert restrict_formulas(text, PageBudget()) == text
    assert not KNOWN & {"href", "url", "class", "style", "cssId", "require", "def", "let", "bbox",
                        "newcommand", "unicode", "mmlToken", "hspace", "raise", "rule"}  # fmt: skip


def test_more_formulas_than_there_is_room_for_are_shown_as_text() -> None:
    budget = PageBudget()
    made = "".join(restrict_formulas("<p>$x$ $y$</p>", budget) for _ in range(2000))
    formulas = made.count("<p>$x$")
    assert 0 < formulas <= page_budget.MAX_FORMULAS


DENSE = {
    "headings": "#\n", "brackets": "[", "emphasis": "*a **a ", "quotes": "> ", "lists": "- a\n",
    "dollars": "$a ", "table": "|a|b|\n|-|-|\n|a|b|\n", "tags": "<b>", "pictures": "![a](b) ",
    "comments": "<!--", "fences": "```python\na;a;a;\n```\n", "environments": "\\begin{a}",
    "titles": '[a](b"', "ticks": "`", "references": "[a]: b\n", "addresses": "http://a.b ",
}  # fmt: skip


@pytest.mark.parametrize("kind", DENSE)
@pytest.mark.parametrize("length", [500, 2_000, 6_000, 20_000])
def test_markdown_costs_what_it_may(kind: str, length: int) -> None:
    budget, source = PageBudget(), DENSE[kind] * 20_000
    began = time.process_time()
    pages = [page_filters.markdown_to_html(context(budget), source[:length]) for _ in range(20)]
    assert time.process_time() - began < 8
    assert budget.tags >= 0
    assert budget.markup >= 0
    assert sum(page.count("<") for page in pages) <= page_budget.MAX_TAGS + 4 * len(pages)


def test_code_beyond_the_budget_is_plain_and_whole() -> None:
    budget = PageBudget()
    source = "a<b;" * 2_000
    pages = [page_filters.code_to_html(context(budget), source) for _ in range(10)]
    assert "<span" in pages[0]
    assert pages[-1].count("<") == 4
    assert pages[-1].count("a&lt;b;") == 2_000


@pytest.mark.parametrize(
    "source", ["x" + "\n" * 19_990 + "'", "!" + "\n " * 9_990, "'" + "\n\n\n  \n" * 3_000]
)
def test_code_with_many_empty_lines_takes_no_time(source: str) -> None:
    budget, began = PageBudget(), time.process_time()
    for _ in range(5):
        assert "<pre>" in page_filters.code_to_html(context(budget), source)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("source", ["# a{}b", "a{}b", "[a]({}x", "|a|b|\n|-|-|\n|{}x"])
def test_markdown_with_many_blanks_takes_no_time(source: str) -> None:
    budget, began = PageBudget(), time.process_time()
    for _ in range(5):
        page_filters.markdown_to_html(context(budget), source.format(" " * 19_900))
    assert time.process_time() - began < 1


def test_indented_code_keeps_its_colours() -> None:
    source = "def f(x):\n" + "            return x  # doubled\n\n" * 500
    assert "<span" in page_filters.code_to_html(context(), source)


def test_cells_of_tables_reach_over_a_bounded_number_of_places() -> None:
    budget = PageBudget()
    made = page_filters.html_to_html(context(budget), "<table><td colspan=7 rowspan=9999>a</table>")
    assert 'colspan="7" rowspan="100"' in made
    flood = "<table>" + "<td colspan=100 rowspan=100>" * 100
    assert page_filters.html_to_html(context(budget), flood).startswith("<pre>")
    assert budget.spans == page_budget.MAX_SPANS - 107


def test_signs_that_html_writes_as_entities_are_counted() -> None:
    budget = PageBudget()
    assert budget.cut("a<b & 'c'") == "a<b & 'c'"
    assert budget.entities == page_budget.MAX_ENTITIES - 2
    shown = budget.cut("x&" * page_budget.MAX_ENTITIES)
    assert shown.startswith("x&" * (page_budget.MAX_ENTITIES - 2) + "x\n[3 more characters")
    assert budget.cut("a>") == "a\n[1 more characters are not shown]"


def test_a_terminals_text_beyond_the_budget_is_plain() -> None:
    budget = PageBudget()
    text = "\x1b[31ma\x1b[0m" * 10_000
    began = time.process_time()
    pages = [page_filters.terminal_to_html(context(budget), text) for _ in range(5)]
    assert pages[-1] == "a" * 10_000
    assert time.process_time() - began < 5


def test_overwritten_lines_take_no_time() -> None:
    text = "a" * 300_000 + "\r\n" + "x\ry\rz\n\r"
    began = time.process_time()
    assert without_overwritten_lines(text) == "a" * 300_000 + "\nz\n"
    assert time.process_time() - began < 1


def test_files_get_names_that_no_browser_runs(tmp_path: Path) -> None:
    submission, target = tmp_path / "submission", tmp_path / "target"
    of_function(HERE / "notebooks" / "files_active.py").hand_in(
        _made(submission / "a.ipynb"), nbformat.v4.new_notebook()
    )
    (submission / "data.csv").write_text("1")
    files = AttachedFiles({}, ["*.ipynb"], 10**6, tmp_path / "scratch")
    files.put(submission, target)
    names = [path for path in target.rglob("*") if path.is_file()]
    assert {path.suffix for path in names} == {".txt", ".csv"}
    assert len(names) == len(files.submitted(submission).files)
    found = files.folder_for(submission)
    assert (found / "a.HTML").is_file()  # the student's own code finds its files
    assert (found / "nbgrader_config.py").is_file()


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\n=1", "＝1", "|a"])
def test_no_cell_of_the_grades_is_a_formula(text: str) -> None:
    assert plain_cell(text)[0] in "'\N{REPLACEMENT CHARACTER}"


def test_names_move_no_columns_of_the_grades(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A new gradebook is stamped by a command of the package's.
    monkeypatch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)
    with Gradebook(f"sqlite:///{tmp_path / 'g.db'}") as book:
        book.add_assignment("hw")
        book.add_assignment("nobody has handed in")
        book.add_student("ada", first_name="Ada")
        book.add_submission("hw", "ada")
        book.add_student('a,"b', last_name="=cmd", email="x\ny")
        QuotedCsvExportPlugin(to=str(tmp_path / "grades.csv")).export(book)
    with open(tmp_path / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {"ada", 'a,"b'}
    assert rows['a,"b']["last_name"] == "'=cmd"
    assert {row["assignment"] for row in rows.values()} == {"hw"}
    assert rows["ada"]["score"] == "0.0"
    assert rows['a,"b']["score"] == ""  # handed in nothing
    assert None not in rows['a,"b']


def test_many_cells_of_format_3_are_cut_before_they_are_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    cell = {"cell_type": "code", "input": ["a\n", "b"], "outputs": [{}] * 3}
    heading = {"cell_type": "heading", "level": 2, "source": "x"}
    sheet = {"cells": [heading, *[cell] * 100_000]}
    path.write_text(json.dumps({"nbformat": 3, "worksheets": [sheet, None, {"cells": 1}]}))
    began = time.process_time()
    handed = read_notebook.read(path, 20)
    assert time.process_time() - began < 10
    assert len(handed.notebook.cells) == read_notebook.MAX_CELLS
    assert [c.source for c in handed.notebook.cells[:2]] == ["## x", "a\nb"]
    assert "only the first 2,000 of its 100,001 cells count" in handed.notes


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025-01-01 10:00:00 UTC", 2025), ("0001-01-01 00:00:00 UTC", 0), ("9999-12-31", 0),
     ("the day before yesterday", 0), ("1" * 199, 0), ("2025-01-01" + " " * 400, 0), ("", 0)],
)  # fmt: skip
def test_times_are_read_or_left(tmp_path: Path, text: str, year: int) -> None:
    (tmp_path / timestamps.NAME).write_text(text)
    found = timestamps.time_in(tmp_path)
    assert (found.year if found else 0) == year
    assert timestamps.time_in(tmp_path / "nowhere") is None


def test_another_formgrader_is_noticed() -> None:
    with pytest.raises(FormgraderChangedError, match="has no NotThere any more"):
        _need(page_filters, "NotThere")

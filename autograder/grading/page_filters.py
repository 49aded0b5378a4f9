"""The filters with which nbgrader's templates turn a notebook into a page.

They make both kinds of page with a student's work: the feedback that students get, and what
Formgrader shows to the instructor. All of them draw on the budget of the page.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Callable
from typing import Any

import jinja2
from nbconvert.filters.ansi import ansi2html as nbconvert_ansi2html
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from ..course.errors import CourseError
from .feedback_summary import KEY as FEEDBACK
from .formulas import IGNORED, restrict_formulas
from .mathml import typeset
from .page_budget import PageBudget, charge_time
from .sanitize import ESCAPE, clean_html, without_overwritten_lines

BUDGET = "page_budget"
MAX_COPIED = 10**8  # nbconvert copies the rest of a text at each escape sequence in it
EMPTY_HEADING, EMPTY_CELL = "<th></th>", "<td></td>"  # a screen reader would read a heading
PICTURES = ("image/png", "image/jpeg")

# What a student wrote stays in a box of its own, whatever it contains, and cannot be mistaken for
# the page's own headings and scores.
BOX = (
    '<div class="from-the-notebook" style="contain: paint; position: relative; '
    "isolation: isolate; overflow-x: auto; padding-left: 8px; "
    "border-left: 3px solid color-mix(in srgb, currentcolor 15%, transparent)"
    '">{}</div>'
)


class StartPage(Preprocessor):
    """Give the page a budget, and cut what is too long even for plain text."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        budget = resources[BUDGET] = PageBudget()
        _escape_names(resources)
        for cell in sorted(nb.cells, key=_is_of_student):  # the course's own are charged first
            cell.pop("attachments", None)
            cell.source = budget.cut(cell.source)
            if cell.cell_type == "code":
                cell.outputs = [_bounded(o, budget) for o in cell.outputs if budget.takes_output()]
            elif cell.cell_type == "raw":
                cell.cell_type, cell.source = "markdown", indented(cell.source)
        nb.metadata.pop("widgets", None)
        if budget.outputs < 0:
            more = f"[{-budget.outputs:,} more outputs of this notebook are not shown]"
            nb.cells.append(NotebookNode(cell_type="markdown", metadata={}, source=indented(more)))
        return nb, resources


def _is_of_student(cell: NotebookNode) -> bool:
    return not cell.metadata.get("nbgrader", {}).get("locked")


def _escape_names(resources: dict[str, Any]) -> None:
    """Escape what Formgrader's template writes into the page unescaped."""
    for name in ("student", "first_name", "last_name"):
        if resources.get(name):
            resources[name] = IGNORED.format(html.escape(str(resources[name])))
    if resources.get("notebook_path"):
        resources["notebook_path"] = html.escape(str(resources["notebook_path"]))


def _bounded(output: NotebookNode, budget: PageBudget) -> NotebookNode:
    if "data" in output:
        output.metadata = NotebookNode()
        output.data = NotebookNode(_bounded_data(output.data, budget))
    elif "text" in output:
        output.text = budget.cut(without_overwritten_lines(output.text))
    else:
        output.traceback = [budget.cut("\n".join(map(str, output.traceback)))]
    return output


def _bounded_data(data: NotebookNode, budget: PageBudget) -> dict[str, str]:
    """Return the one kind of data that is shown."""
    for kind in ("text/html", *PICTURES):
        value = data.get(kind)
        if not isinstance(value, str):
            continue
        if budget.allows_html(value) if kind == "text/html" else budget.takes_picture(value):
            return {kind: value}
    text = data.get("text/plain")
    if not isinstance(text, str):
        text = "[too large to be shown here; it is in the notebook]"
    return {"text/plain": budget.cut(text)}


@jinja2.pass_context
def markdown_to_html(context: jinja2.runtime.Context, source: str) -> str:
    """Return Markdown as harmless HTML."""
    budget = _budget_of(context)
    lines = source.splitlines(True)
    if all(line.startswith("    ") for line in lines):
        return _as_text("".join(line.removeprefix("    ") for line in lines))
    if not budget.allows_markdown(source):
        return _as_text(source)
    return _rendered(source, budget, _parsed, _formulas(context))


def _parsed(source: str) -> str:
    # The links beside headings lead to ids, which students' HTML does not have.
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(source)


@jinja2.pass_context
def html_to_html(context: jinja2.runtime.Context, text: Any) -> str:
    """Return the HTML of an output as harmless HTML."""
    text, budget = str(text), _budget_of(context)
    if not budget.allows_html(text):
        return _as_text(text)
    return _rendered(text, budget, str, _formulas(context))


def _formulas(context: jinja2.runtime.Context) -> Callable[[str, PageBudget], str]:
    """Return what is done with formulas: Formgrader has MathJax, feedback has no script."""
    return typeset if FEEDBACK in (context.get("resources") or {}) else restrict_formulas


def _rendered(
    source: str,
    budget: PageBudget,
    parse: Callable[[str], str],
    formulas: Callable[[str, PageBudget], str],
) -> str:
    try:
        with charge_time(budget):
            made = parse(source)
            if not budget.allows_html(made):
                return _as_text(source)
            made = clean_html(made)
            if not budget.takes_spans(made):
                return _as_text(source)
            made = formulas(made, budget).replace(EMPTY_HEADING, EMPTY_CELL)
    except CourseError:
        raise
    except Exception:  # such as a missing picture: one cell must not spoil the page
        return _as_text(source)
    return BOX.format(made) if budget.takes(made) else _as_text(source)


@jinja2.pass_context
def code_to_html(
    context: jinja2.runtime.Context, source: str, language: str | None = None, metadata: Any = None
) -> str:
    """Return code as highlighted HTML."""
    budget = _budget_of(context)
    if budget.allows_code(source):
        with charge_time(budget):
            made: str = _highlighter()(source, language, metadata)
        if budget.takes(made):
            return made
    return f'<div class="highlight">{_as_text(source)}</div>'


@functools.cache
def _highlighter() -> Highlight2HTML:
    return Highlight2HTML()


@jinja2.pass_context
def terminal_to_html(context: jinja2.runtime.Context, text: Any) -> str:
    """Return a terminal's text as HTML, with its colours."""
    text, budget = str(text), _budget_of(context)
    if "\x1b" in text and budget.allows_colours(text):
        with charge_time(budget):
            made = _coloured(text)
        if budget.takes(made):
            return made
    return html.escape(ESCAPE.sub("", text), quote=False)


def _coloured(text: str) -> str:
    """Return coloured text as HTML; nbconvert's function is quadratic in the number of colours."""
    if text.count("\x1b") * len(text) > MAX_COPIED:
        return html.escape(ESCAPE.sub("", text), quote=False)
    return str(nbconvert_ansi2html(text))


def unchanged(text: str) -> str:
    """Return a text unchanged: this replaces nbconvert's filter for links below `files/`."""
    return text


def indented(source: str) -> str:
    """Return Markdown that shows a text as it is."""
    return "".join(f"    {line}" for line in source.splitlines(True))


def _as_text(source: str) -> str:
    return f"<pre>{html.escape(source, quote=False)}</pre>"


def _budget_of(context: jinja2.runtime.Context) -> PageBudget:
    resources = context.get("resources") or {}
    budget: PageBudget = resources[BUDGET]
    return budget

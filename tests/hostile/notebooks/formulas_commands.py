"""Formulas that make links, classes, ids and styles, wherever MathJax looks for formulas."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

POINTS = (24, 24)
FORMULAS = (
    r"\href{http:notes.html}{x}",
    r"\url{http:notes.html}",
    r"\class{navbar-fixed-top}{x}",
    r"\cssId{forged}{x}",
    r"\style{position:fixed; top:0; left:0}{x}",
    r"\bbox[position:fixed; background:red; padding:99em]{x}",
    r"\require{HTML}\href{http:notes.html}{x}",
    r"\def\a{\href}\a{http:notes.html}{x}",
    r"\newcommand{\a}[1]{\href{http:notes.html}{#1}}\a{x}",
    r"\let\a=\href \a{http:notes.html}{x}",
    r"\mmlToken{mi}[href='http:notes.html' class='navbar-fixed-top' id='forged']{x}",
    r"\unicode[serif]{x41}",
    r"\raise 90em {\text{Score}}",
    r"\rule{99em}{99em}",
    r"\def\a{\a\a}\a",
)
PLACES = (
    "${}$",
    "$$\n{}\n$$",
    r"\\({}\\)",
    r"\\[{}\\]",
    r"\begin{{align}}{}\end{{align}}",
    "# ${}$",
    "<b>${}$</b>",
    "| a |\n|-|\n| ${}$ |",
    "<span class='tex2jax_process'><code class='tex2jax_process'>${}$</code></span>",
    "&#36;{}&#36;",
    "[${}$](http://example.org)",
    "<details><summary>${}$</summary>y</details>",
)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    texts = [place.format(formula) for place in PLACES for formula in FORMULAS]
    texts += [text.replace("\\href", "&#92;href") for text in texts[: len(FORMULAS)]]
    texts.append("$\\hr<!-- -->ef{http:notes.html}{x}$ $\\hr<b></b>ef{http:notes.html}{x}$")
    notebook.cells.append(new_markdown_cell("\n\n".join(texts)))
    html = "".join(f"<p>${formula}$</p>" for formula in FORMULAS)
    notebook.cells.append(new_code_cell(f"from IPython.display import HTML\nHTML({html!r})"))
    notebook.cells.append(new_code_cell(f"from IPython.display import Latex\nLatex({html!r})"))
    write(notebook, path)

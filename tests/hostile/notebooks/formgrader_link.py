"""A page with a script beside the notebook, and links to it that the instructor may follow."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

POINTS = (24, 24)
PAGE = "<!DOCTYPE html><script>document.title = 'HACKED'; window.HACKED = 1</script><body>notes"
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=\"HACKED\"'/>"
LINKS = r"""See $\href{http:notes.html}{\text{my notes}}$,
$\href{javascript:document.title='HACKED'}{x}$,
[plain](notes.html), <a href='http:notes.html'>without a host</a>,
<a href='https:/formgrader'>one slash</a>, <a href='http:\\notes.html'>backslashes</a>,
<a href='//localhost/x'>no scheme</a>, <a href=' http:notes.html'>a space</a>,
<a href='ht&#9;tp:notes.html'>a tab</a>, <a href='http://localhost:8888/lab'>this server</a>,
<a href='http://127.0.0.1:8888/lab'>by number</a>, <a href='http://2130706433/'>by one number</a>,
<a href='http://user@localhost/'>with a user</a>.
"""


def hand_in(path: Path, notebook: NotebookNode) -> None:
    (path.parent / "notes.html").write_text(PAGE)
    (path.parent / "picture.svg").write_text(PICTURE)
    notebook.cells.insert(1, new_markdown_cell(LINKS))
    write(notebook, path)

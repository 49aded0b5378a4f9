"""Pages and scripts under all the names by which a browser or a server may take them for such."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)
PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><script>document.title='HACKED'</script></html>"
NAMES = ("a.HTML", "a.htm", "a.xhtml", "a.xml", "a.svg", "a.svgz", "a.mht", "a.shtml", "a.js",
         "a.mjs", "a.pdf", "a.swf", "a.json", "a.html.gz", "a.png.html", "a.html.", "html", ".html",
         "a.html ", "index.html", "folder.html/index.html", "clash", "clash.txt", "clash.txt.html",
         "nbgrader_config.py", "x" * 250 + ".html", "a.html.txt/b.html")  # fmt: skip


def hand_in(path: Path, notebook: NotebookNode) -> None:
    for name in NAMES:
        place = path.parent / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(PAGE)
    write(notebook, path)

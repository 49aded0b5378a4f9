"""Each chapter as a notebook that runs by itself: `notebooks/<stem>.ipynb` beside the pages.

Made from the chapter's source when its page is written, without outputs, and without the solutions
of its small exercises, in whose place stands an empty cell. The first code cell brings the book's
drawing helpers along, since a notebook that was downloaded stands alone.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath

import jupytext
import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from .. import texts
from .plain_markdown import UnknownMarkup, plain

STYLE = Path(__file__).resolve().parents[2] / "_style"
HELPERS = ("palette", "figures")
SOLUTION = re.compile(r"^(`{3,})\{(solution|solution-start)\}")
PLACE = "\0"  # where a solution stood
SET_UP = """\
# {set_up}
import os
import sys
from types import ModuleType

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def add_module(name, source):
    module = sys.modules[name] = ModuleType(name)
    exec(source, vars(module))


{modules}
import figures

figures.plt.rcParams["figure.facecolor"] = "white"
"""


def notebook(source: str, name: str, env: BuildEnvironment | None = None) -> nbformat.NotebookNode:
    """The notebook of a chapter, given its MyST source."""
    book = jupytext.reads(source, fmt="md:myst")
    resolve = Names(env, name)
    cells = list(told_apart(list(without_solutions(book.cells)), resolve, name))
    first_code = next(at for at, cell in enumerate(cells) if cell.cell_type == "code")
    cells.insert(first_code, set_up_cell())
    for number, cell in enumerate(cells):
        cell.id = hashlib.sha256(f"{name} {number}".encode()).hexdigest()[:8]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def without_solutions(cells: list[nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """Leave out solutions: directives, and all between the start and the end of longer ones."""
    ends_with = ""
    for cell in cells:
        if cell.cell_type == "code":
            if not ends_with:
                yield cell
            continue
        kept: list[str] = []
        for line in cell.source.split("\n"):
            opened = SOLUTION.match(line)
            if opened:
                long = opened[2] == "solution-start"
                ends_with = f"{opened[1]}{{solution-end}}" if long else opened[1]
            elif not ends_with:
                kept.append(line)
            elif line.rstrip() == ends_with and "{" in line:
                # The directive that ends a long solution has an end of its own.
                ends_with = ends_with.partition("{")[0]
            elif line.rstrip() == ends_with:
                ends_with = ""
                kept.append(PLACE)
        yield from split_at_solutions(kept)


def split_at_solutions(lines: list[str]) -> Iterator[nbformat.NotebookNode]:
    """Put an empty cell where a solution stood: the place to write one's own."""
    parts = "\n".join(lines).split(PLACE)
    for number, part in enumerate(parts):
        if number:
            yield nbformat.v4.new_code_cell(f"# {texts.CHAPTER_YOUR_TRY}")
        yield nbformat.v4.new_markdown_cell(part)


def told_apart(
    cells: list[nbformat.NotebookNode], resolve: "Names", name: str
) -> Iterator[nbformat.NotebookNode]:
    """Cells as any notebook program shows them; captions become text of their own."""
    for cell in cells:
        if cell.cell_type == "markdown":
            try:
                text = plain(cell.source, resolve)
            except UnknownMarkup as fault:
                raise ExtensionError(
                    f"{name}: {fault} has no form in a notebook; say in "
                    "book/_ext/notebooks/plain_markdown.py which"
                ) from fault
            if text:
                yield nbformat.v4.new_markdown_cell(text)
            continue
        shown = nbformat.v4.new_code_cell(cell.source)
        if {"hide-input", "remove-input"} & set(cell.metadata.get("tags", [])):
            shown.metadata["jupyter"] = {"source_hidden": True}
        yield shown
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        if "caption" in figure:
            number = resolve("numref", figure["name"]) if "name" in figure else texts.CHAPTER_FIGURE
            caption = plain(figure["caption"], resolve)
            yield nbformat.v4.new_markdown_cell(f"*{number}.* {' '.join(caption.split())}")


class Names:
    """What a role's target is called."""

    def __init__(self, env: BuildEnvironment | None, page: str) -> None:
        self.env, self.page = env, page

    def __call__(self, role: str, target: str) -> str:
        if role == "term" or self.env is None:
            return target
        if role == "doc":
            folder = f"/{PurePosixPath(self.page).parent}"
            page = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            return str(self.env.titles[page].astext())
        standard = self.env.get_domain("std").data
        if role == "numref":
            page, anchor = standard["anonlabels"][target][:2]
            number = self.env.toc_fignumbers[page]["figure"][anchor]
            return texts.CHAPTER_FIGURE_NUMBER.format(number=".".join(map(str, number)))
        return str(standard["labels"][target][2])


def set_up_cell() -> nbformat.NotebookNode:
    """The modules that the chapters import, in the notebook itself."""
    modules = []
    for name in HELPERS:
        source = (STYLE / f"{name}.py").read_text("utf-8")
        if "'''" in source:
            raise ExtensionError(f"book/_style/{name}.py: write strings with \"\"\", not with '''")
        modules.append(f"add_module(\"{name}\", r'''{source}''')\n")
    cell = nbformat.v4.new_code_cell(
        SET_UP.format(set_up=texts.CHAPTER_SET_UP, modules="\n".join(modules)).strip()
    )
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def address(page: str) -> str:
    """Where the notebook stands in the built book."""
    return f"notebooks/{PurePosixPath(page).name}.ipynb"


def offer(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write the notebook of a numbered chapter, and a link to it below the title of its page."""
    if app.builder.format != "html" or not app.env.toc_secnumbers.get(page):
        return
    source = Path(app.env.doc2path(page)).read_text("utf-8")
    target = Path(app.outdir) / address(page)
    target.parent.mkdir(exist_ok=True)
    nbformat.write(notebook(source, page, app.env), target)
    title = next(iter(doctree.findall(nodes.title)))
    title.parent.insert(1, nodes.raw("", link(page), format="html"))


def link(page: str) -> str:
    up = "../" * page.count("/")
    return (
        f'<p class="download-notebook"><a href="{escape(up + address(page))}" download>'
        f"{texts.NOTEBOOK_OF_CHAPTER}</a></p>"
    )


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", offer)

"""Markdown with many more tags in the page than in its source."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    texts = ["#\n" * 9990, "|a|b|\n|-|-|\n" + "|a|b|\n" * 1000, "- a\n" * 1500, "*a* " * 1500]
    texts.append("".join(f"{'  ' * depth}- a\n" for depth in range(130)))
    notebook.cells += [new_markdown_cell(text) for text in texts * 25]
    write(notebook, path)

"""A kernel of another language, which nobody has."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {
        "name": "../../evil",
        "display_name": "<script>",
        "language": "R",
    }
    notebook.metadata.language_info = {"name": "R", "file_extension": "/../../x"}
    write(notebook, path)

"""Run notebooks as Jupyter does, each in a real kernel."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

from autograder.assignments.source import fill_in, solutions
from autograder.course import paths


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run all cells in `folder`; a cell that fails does not stop the next ones."""
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )  # fmt: skip
    return client.execute()


def released(assignment: str) -> nbformat.NotebookNode:
    """Return the student's notebook."""
    return nbformat.read(paths.EXERCISES / assignment / f"{assignment}.ipynb", as_version=4)


def solved(assignment: str) -> nbformat.NotebookNode:
    """Return the student's notebook with every solution filled in."""
    notebook = released(assignment)
    fill_in(notebook, solutions(assignment))
    return notebook


def is_test(cell: nbformat.NotebookNode) -> bool:
    """Return whether a cell is graded by what it prints and raises."""
    settings = cell.metadata.get("nbgrader", {})
    return bool(settings.get("grade")) and not settings.get("solution")


def errors(cell: nbformat.NotebookNode) -> list[str]:
    """Return the exceptions of a cell that was run."""
    return [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]


def stderr(cell: nbformat.NotebookNode) -> str:
    """Return what a cell that was run wrote to stderr."""
    streams = [o for o in cell.outputs if o.output_type == "stream"]
    return "".join(o.text for o in streams if o.name == "stderr")

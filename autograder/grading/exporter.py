"""Take a submitted notebook through nbgrader's two rounds of steps, in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from .submission import submission_of


class SubmissionExporter(NotebookExporter):
    """Takes a submission through the steps, whatever state it is in.

    nbconvert copies and validates the notebook around each step, and nbgrader writes it to disk
    between the rounds and reads it again: that takes most of their time.
    """

    def from_filename(self, filename: str, resources: Any = None, **_: Any) -> Any:
        """Return the notebook after this round's steps, not yet as text, and the resources."""
        resources = self._init_resources(resources)
        submission, path = submission_of(resources), Path(filename)
        resources["metadata"] |= {"name": path.stem, "path": str(path.parent)}
        for step in self._preprocessors:
            submission.notebook, resources = step(submission.notebook, resources)
        return submission.notebook, resources


def text_of(notebook: NotebookNode) -> str:
    """Return a notebook as its file holds it, one cell per line; lone surrogates are replaced.

    With more line breaks, Python writes JSON twenty times as slowly.
    """
    nbformat.validate(notebook, relax_add_props=True)
    cells = ",\n".join(map(_dumps, notebook.cells))
    rest = _dumps({key: value for key, value in notebook.items() if key != "cells"})
    text = f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n'
    return text.encode("utf-8", "replace").decode()


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

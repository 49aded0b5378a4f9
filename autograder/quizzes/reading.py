"""Read the quiz of a chapter from `book/quizzes/<chapter>.yml`.

    title: Neurons and the brain
    questions:
      - id: a_short_name              # unique in the book; a Python name
        kind: one                     # one of those in `kinds/`
        question: Markdown, with math in dollars
        page_only: true               # not in the graded quiz; may be left out
        ...                           # the other keys are described in the kind's module

A file that is not like this gives a `FileError` with its name, the line and the reason.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import yaml

from ..checks.quiz import FORMS
from ..course.errors import FileError
from ..course.yaml_fields import Fields, compose
from .kinds import KINDS
from .question import Question, Quiz


def load(path: Path, chapter: str = "") -> Quiz:
    """Return the quiz that the file holds.

    Raises
    ------
    FileError
        If the file is not a quiz.
    """
    root = compose(path)
    fields = Fields(path, root, "the file", "title questions")
    questions = tuple(_question(path, node) for node in fields.items("questions"))
    for one, other in combinations(questions, 2):
        if one.page_only and not other.page_only:
            reason = "a graded question after one that is `page_only`; move it before that one"
            raise FileError(path, other.line, f"question `{other.id}`: {reason}")
        if one.id == other.id:
            reason = f"the id `{other.id}` is already used in line {one.line}"
            raise FileError(path, other.line, reason)
    return Quiz(chapter or path.stem, fields.markdown("title"), questions, path)


def _question(path: Path, node: yaml.Node) -> Question:
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    found = {key.value: value.value for key, value in entries if key.value in ("id", "kind")}
    what = f"question `{found['id']}`" if isinstance(found.get("id"), str) else "a question"
    line = node.start_mark.line + 1
    if "kind" not in found:
        raise FileError(path, line, f"{what}: `kind` is missing; it is one of {', '.join(KINDS)}")
    kind = str(found["kind"])
    if kind not in KINDS:
        reason = f"no kind {kind!r}; there are: {', '.join(KINDS)}"
        remedy = "write one of these, or add a module to autograder/quizzes/kinds/"
        raise FileError(path, line, f"{what}: {reason}; {remedy}")
    if kind not in FORMS:
        reason = f"answers of the kind {kind!r} have no form"
        raise FileError(
            path, line, f"{what}: {reason}; add one to FORMS in checks/quiz/__init__.py"
        )
    cls = KINDS[kind]
    required = f"id kind question {cls.keys}"
    return cls.read(Fields(path, node, what, required, f"page_only {cls.optional_keys}"))

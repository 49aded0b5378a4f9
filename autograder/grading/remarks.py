"""What the instructor should know of a student's cells: what failed and what was skipped.

The grader only writes the sentences. What they quote comes from the student's code.
"""

from __future__ import annotations

import sys
from typing import Any

from . import instructor_cells
from .job import Cell, Job
from .student_outputs import Output

MAX_CELLS = 10
MAX_OF_A_CELL = 3
MAX_QUOTE_LENGTH = 120
NEWER = (
    "This notebook was written with Python {theirs}; it is graded with Python {ours}, where "
    "some newer syntax is an error, such as reusing an f-string's quotes inside its braces."
)
KINDS = {
    "shell": "`{0}` does nothing in grading",
    "magic": "`{0}` does not work in grading ({1})",
    "passed over": "`{0}` was skipped ({1})",
}


class Remarks:
    """The remarks on one notebook, at most one per cell."""

    def __init__(self, job: Job) -> None:
        self._instructors = frozenset(one.text for one in job.instructor_statements)
        self._python = job.python
        self._notes: list[str] = []
        self._more = 0

    def of(self, cell: Cell, outputs: list[Output], remarks: Any) -> list[Output]:
        """Record the remark on a cell, if there is one; return outputs to add for its author.

        `remarks` are the student process's own, which may be anything.
        """
        parts, skipped = _skipped(remarks)
        errors = [output for output in outputs if output["output_type"] == "error"]
        failed = errors[-1] if len(errors) > skipped else None
        added: list[Output] = []
        if (
            failed
            and failed["ename"] != "NotImplementedError"
            and not self._is_instructors(cell.source)
        ):
            parts.append(_raised(failed))
            if failed["ename"] == "SyntaxError" and (text := self._newer()):
                parts.append(f"it was written with Python {self._python}")
                added = [{"output_type": "stream", "name": "stdout", "text": f"{text}\n"}]
        if parts and len(self._notes) < MAX_CELLS:
            self._notes.append(f"cell {cell.name}: {'; '.join(parts)}")
        elif parts:
            self._more += 1
        return added

    def notes(self) -> list[str]:
        """Return the remarks, and on how many more cells there were some."""
        more = [f"{self._more} more cells failed or did not run completely"] if self._more else []
        return self._notes + more

    def _is_instructors(self, source: str) -> bool:
        """Return whether a cell is the instructor's: if it fails, another cell is the cause."""
        texts = [one.text for one in instructor_cells.statements([source])]
        return bool(texts) and self._instructors.issuperset(texts)

    def _newer(self) -> str:
        ours = f"{sys.version_info.major}.{sys.version_info.minor}"
        theirs = self._python
        if not theirs or _numbers(theirs) <= _numbers(ours):
            return ""
        return NEWER.format(theirs=theirs, ours=ours)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _skipped(remarks: Any) -> tuple[list[str], int]:
    """Return the student process's remarks on a cell, and how many statements it skipped."""
    items = remarks if isinstance(remarks, list) else []
    known = [item for item in items if _is_remark(item)]
    parts = list(dict.fromkeys(KINDS[kind].format(*map(_quoted, texts)) for kind, *texts in known))
    if len(parts) > MAX_OF_A_CELL:
        parts[MAX_OF_A_CELL:] = [f"and {len(parts) - MAX_OF_A_CELL} more such lines"]
    return parts, sum(kind == "passed over" for kind, *_ in known)


def _is_remark(item: Any) -> bool:
    texts = isinstance(item, list) and len(item) == 3 and all(type(part) is str for part in item)
    return texts and item[0] in KINDS


def _raised(output: Output) -> str:
    kind, message = _quoted(output["ename"]) or "an exception", _quoted(output["evalue"])
    return f"it raised {kind}{message and ': '}{message}; the rest of it did not run"


def _quoted(text: str) -> str:
    """Return the first line of a text, cut if it is long."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= MAX_QUOTE_LENGTH else f"{line[:MAX_QUOTE_LENGTH]} ..."

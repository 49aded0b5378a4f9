"""Limits on the outputs of a notebook's cells together, and on each message in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .student_outputs import MAX_TOTAL_LENGTH, Output

MAX_MESSAGE_LENGTH = 20_000  # characters of an exception's text, and of the value of a cell
MAX_TRACEBACK_LENGTH = 60_000
MAX_TEST_LENGTH = 500_000  # of the outputs of a test cell; `run_test_cells` limits what it prints
MIN_STUDENT_LENGTH = 2_000_000  # of the outputs of all other cells
CUT = "\n[{:,} more characters are left out.]"


def characters_for_student_cells(tests: int) -> int:
    """Return how many characters all cells but the tests may output."""
    return max(MIN_STUDENT_LENGTH, MAX_TOTAL_LENGTH - tests * MAX_TEST_LENGTH)


def cut_test(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs of a test cell with long messages cut."""
    return [_cut(output) for output in outputs]


def cut(text: str, longest: int = MAX_MESSAGE_LENGTH) -> str:
    """Return `text`, or its beginning and how many characters are left out."""
    return text if len(text) <= longest else text[:longest] + CUT.format(len(text) - longest)


def _cut(output: Output) -> Output:
    match output["output_type"]:
        case "error":
            rows = _cut_rows(output["traceback"])
            return output | {"evalue": cut(output["evalue"]), "traceback": rows}
        case "execute_result":
            data: dict[str, Any] = {kind: cut(text) for kind, text in output["data"].items()}
            return output | {"data": data}
    return output


def _cut_rows(rows: list[str]) -> list[str]:
    shown, characters_left = [], MAX_TRACEBACK_LENGTH
    for row in rows:
        if characters_left <= 0:
            shown.append("[The other lines are left out.]")
            break
        shown.append(cut(row))
        characters_left -= len(shown[-1])
    return shown

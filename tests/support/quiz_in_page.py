"""The marking of the quizzes in the pages, run in node as the page's script runs it."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from live_figures import NODE

from autograder.quizzes.question import Question
from book._ext.quizzes import quiz_html

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "tests" / "support" / "scripts" / "quiz_marking.mjs"


class PageScript:
    """A node process that answers one request after the other, so that many cost little.

    It runs the `scripts` first, which may add kinds of questions.
    """

    def __init__(self, *scripts: Path) -> None:
        self.process = subprocess.Popen(
            [NODE, RUNNER, *scripts], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End the process."""
        self.process.communicate()

    def marks(self, pairs: list[tuple[Question, str]]) -> list[Any]:
        """Return what the page makes of each answer to a question."""
        found = self.answers([{"mark": [facts(question), given]} for question, given in pairs])
        assert not [each["error"] for each in found if "error" in each]
        return found

    def answers(self, requests: list[dict[str, Any]]) -> list[Any]:
        """Return what the script answers to each request."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        found = []
        for start in range(0, len(requests), 100):  # few enough that no pipe is ever full
            some = requests[start : start + 100]
            self.process.stdin.writelines(json.dumps(request) + "\n" for request in some)
            self.process.stdin.flush()
            for request in some:
                answer = self.process.stdout.readline()
                assert answer, f"the script failed at {request}"
                found.append(json.loads(answer))
        return found


@cache
def script() -> PageScript:
    return PageScript()


def forms(lines: list[str]) -> list[str | None]:
    """Return the form of each line, or None where the page cannot read it."""
    return script().answers([{"form": line} for line in lines])


def marks(pairs: list[tuple[Question, str]]) -> list[Any]:
    """Return what the page makes of each answer to a question."""
    return script().marks(pairs)


def facts(question: Question) -> dict[str, Any]:
    """Return what the page knows of a question."""
    return quiz_html.facts(question)

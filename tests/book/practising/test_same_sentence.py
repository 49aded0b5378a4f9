"""A mistake is told in the same sentence wherever a student may meet it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import practice_jobs
import pytest
from bs4 import BeautifulSoup
from practice_jobs import Job

from autograder.assignments.source import is_solution, read
from autograder.course import paths
from autograder.exercises import Exercise, Misconception
from autograder.grading.feedback_summary import GradedCell, next_step
from autograder.reports.cell_report import CellReport
from autograder.scoring.functions import judge
from autograder.scoring.report_text import text_of
from autograder.specification.explanations import explain, explanations_of
from autograder.tables.visible import stored_table

SUPPORT = Path(__file__).parents[2] / "support"
MISTAKE = re.compile(r'<li class="mistake">.*?</details>', re.DOTALL)
WHY = re.compile(r"^  Why +(.*(?:\n {12}.*)*)", re.MULTILINE)

IN_NOTEBOOKS = """
import json, linecache, sys
import numpy as np
from checks import CheckFailed, check

for name, earlier, code in json.load(sys.stdin):
    notebook = {"np": np}
    for number, text in enumerate((*earlier, code)):
        place = f"<{name}, cell {number}>"  # IPython keeps the text of a cell in the same way
        linecache.cache[place] = len(text), None, text.splitlines(keepends=True), place
        exec(compile(text, place, "exec"), notebook)
    try:
        check(name, notebook[name])
    except CheckFailed as error:
        print(json.dumps(str(error)))
"""

Sample = list[tuple[Exercise, Misconception]]


@cache
def pages() -> dict[str, dict[str, str]]:
    """Return what the book says of mistakes: chapter -> wrong code -> sentence."""
    html = paths.ROOT / "book" / "_build" / "html"
    return {
        chapter: dict(sentences(html / f"{chapter}.html"))
        for chapter in {exercise.chapter for exercise in practice_jobs.exercises()}
    }


def sentences(page: Path) -> Iterator[tuple[str, str]]:
    for item in MISTAKE.findall(page.read_text("utf-8")):
        found = BeautifulSoup(item, "html.parser")
        folded = found.details
        assert folded is not None
        assert folded.pre is not None
        code = folded.pre.get_text().strip()
        folded.decompose()
        yield code, found.get_text()


def sample() -> Sample:
    """Return a mistake of each exercise that the book shows: of the k-th, the k-th."""
    chosen: Sample = []
    for number, exercise in enumerate(practice_jobs.exercises()):
        shown = pages()[exercise.chapter]
        mine = [one for one in exercise.misconceptions if one.source in shown]
        chosen.append((exercise, mine[number % len(mine)]))
    return chosen


def written(exercise: Exercise, mistake: Misconception) -> Job:
    return practice_jobs.job_of(exercise, mistake.name, mistake.function)


@cache
def earlier(assignment: str, name: str) -> list[str]:
    """Return the solved cells before a function in its notebook."""
    cells = [cell for cell in read(assignment).cells if is_solution(cell)]
    place = next(number for number, cell in enumerate(cells) if cell["id"] == name)
    return [str(cell.source) for cell in cells[:place]]


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").replace("’", "'").split())


def told_in(text: str) -> list[str]:
    return [plain(found) for found in WHY.findall(text)]


def in_notebooks(chosen: Sample) -> Iterator[list[str]]:
    """Yield what each notebook's check says, from the files beside it."""
    for assignment in dict.fromkeys(exercise.assignment for exercise, _ in chosen):
        given = [
            (exercise.name, earlier(assignment, exercise.name), written(exercise, mistake).code)
            for exercise, mistake in chosen
            if exercise.assignment == assignment
        ]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", IN_NOTEBOOKS],
            cwd=paths.EXERCISES / assignment,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=True,
        )
        yield from (told_in(json.loads(line)) for line in done.stdout.splitlines())


def in_practice_cells(chosen: Sample, folder: Path) -> list[list[str]]:
    files = {name: one["files"] for name, one in practice_jobs.packed_assignments().items()}
    start = {"file": "<start>", "text": "import numpy as np\nfrom checks import check"}
    given, answers = folder / "given.json", folder / "answers.json"
    requests = [
        {
            "assignment": exercise.assignment,
            "name": exercise.name,
            "files": files[exercise.assignment],
            "missing": [],
            "earlier": [
                start,
                *(
                    {"file": f"<{number}>", "text": text}
                    for number, text in enumerate(earlier(exercise.assignment, exercise.name))
                ),
            ],
            "own": {"file": "<your code>", "text": written(exercise, mistake).code},
            "check": f'check("{exercise.name}", {exercise.name})',
        }
        for exercise, mistake in chosen
    ]
    given.write_text(json.dumps([{"request": one} for one in requests]), "utf-8")
    program = SUPPORT / "practise_in_python.py"
    subprocess.run(
        [sys.executable, "-W", "ignore", program, practice_jobs.SCRIPTS, given, answers], check=True
    )
    found: list[dict[str, Any]] = json.loads(answers.read_text("utf-8"))
    return [
        [plain(row["text"]) for row in one["report"]["rows"] if row["head"] == "Why"]
        for one in found
    ]


def in_feedback(exercise: Exercise, mistake: Misconception) -> tuple[list[str], str]:
    """Return what the test's output says, and the sentence at the head of the page."""
    table = explain(stored_table(exercise), explanations_of(exercise))
    report = judge(table, mistake.function, 4)
    step = next_step([GradedCell(f"grade_{exercise.name}", 0, 4, CellReport((report,)))])
    assert step is not None
    return told_in(text_of(report)), plain(step.sentence)


@pytest.mark.xdist_group("same-sentence")
def test_a_mistake_is_told_alike_in_practice_cell_notebook_feedback_and_book(
    built_book: Path, tmp_path: Path
) -> None:
    assert built_book == paths.ROOT / "book" / "_build" / "html"
    chosen = sample()
    everywhere = zip(chosen, in_notebooks(chosen), in_practice_cells(chosen, tmp_path), strict=True)
    for (exercise, mistake), notebook, practice in everywhere:
        where = f"{exercise.assignment}/{exercise.name}: {mistake.name}"
        feedback, head = in_feedback(exercise, mistake)
        (sentence,) = notebook
        book = plain(pages()[exercise.chapter][mistake.source])
        assert practice == [sentence], where
        assert feedback == [sentence], where
        assert head == sentence, where
        assert book.startswith(sentence), f"{where}: {book}"

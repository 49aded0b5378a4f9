"""Every judge ends, whatever it runs, and every submission gets a verdict."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from autograder.grading import output_limits, pool, student_outputs
from autograder.grading.instructor_cells import statements
from autograder.grading.job import Cell, Job, Verdict
from autograder.grading.pool import NotJudgedError, Pool
from autograder.sandbox.walls.limits import Limits

pytestmark = pytest.mark.xdist_group("judges")


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    found = Pool("nothing", tmp_path_factory.mktemp("files"), 2, memory=768)
    yield found
    found.close()


def job(folder: Path, student: str, *tests: str, seconds: float = 8) -> Job:
    cells = [Cell("student", student, False)]
    cells += [Cell(f"test {number}", text, True) for number, text in enumerate(tests)]
    given = tuple(statements(["import numpy as np"]))
    return Job("nothing", str(folder), given, tuple(cells), Limits(), seconds, 4, 40)


def text_of(verdict: Verdict, cell: int) -> str:
    return str(verdict.outputs[cell])


def test_a_judge_stuck_in_native_code_is_killed_and_its_neighbour_goes_on(
    judges: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "CELL_GRACE", 3.0)
    monkeypatch.setattr(pool, "MAX_WAITING", 1e9)
    endless = job(tmp_path, "", "print('one')", "sum(range(10**12))", "print('three')", seconds=2)
    usual = job(tmp_path, "def f(): return 7", "print(f())", seconds=60)
    began = time.monotonic()
    first, second = judges.submit(endless), judges.submit(usual)
    wait([first, second], 120)
    assert "7" in text_of(second.result(), 1)
    verdict = first.result()
    assert time.monotonic() - began < 60
    assert verdict.notes == [
        "the tests could not be brought to an end in time (in the cell test 1)"
    ]
    assert verdict.outputs[0] == []
    assert all("No points, since" in text_of(verdict, cell) for cell in (1, 2, 3))


def test_an_error_in_the_course_is_not_taken_for_an_error_of_the_student(
    judges: Pool, tmp_path: Path
) -> None:
    test = "from autograder.grade_quiz import grade_answer\ngrade_answer('no_such_question', 'a')"
    verdict = judges.submit(job(tmp_path, "answer = 'a'", test))
    with pytest.raises(NotJudgedError, match="an error in the course, not in the submission"):
        verdict.result(60)


def test_each_cell_has_a_time_limit_of_its_own(
    judges: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "CELL_GRACE", 3.0)
    test = "import time\ntime.sleep(1.5)\nprint('done')"
    verdict = judges.submit(job(tmp_path, "", *[test] * 5, seconds=4)).result(300)
    assert verdict.notes == []
    assert all("done" in text_of(verdict, cell) for cell in range(1, 6))


def test_a_judge_that_crashes_leads_to_a_verdict_with_the_reason(
    judges: Pool, tmp_path: Path
) -> None:
    dies = "import ctypes\nctypes.string_at(0)"
    verdict = judges.submit(job(tmp_path, "", "print(1)", dies)).result(300)
    assert "could not be run to their end" in verdict.notes[0]
    assert all("No points, since" in text_of(verdict, cell) for cell in (1, 2))


def test_running_out_of_memory_in_a_comparison_fails_that_test_only(
    judges: Pool, tmp_path: Path
) -> None:
    student = "import numpy as np\none, other = np.zeros((2**15, 1)), np.zeros((1, 2**15))"
    compare = "assert np.allclose(one, other), 'they differ'"
    verdict = judges.submit(job(tmp_path, student, compare, "print('goes on')")).result(300)
    assert "MemoryError" in text_of(verdict, 1)
    assert "goes on" in text_of(verdict, 2)


def test_messages_and_the_verdict_are_limited_in_length(judges: Pool, tmp_path: Path) -> None:
    student = "many, text = list(range(400_000)), 'y' * 3_000_000"
    tests = ["assert many == [], f'found {many}'", "text", "raise ValueError(text)"]
    verdict = judges.submit(job(tmp_path, student, *tests)).result(300)
    for cell in (1, 2, 3):
        assert "more characters are left out" in text_of(verdict, cell)
        assert len(text_of(verdict, cell)) < 2 * output_limits.MAX_TRACEBACK_LENGTH
    assert "found [0, 1, 2" in text_of(verdict, 1)


def test_all_student_cells_share_one_budget(judges: Pool, tmp_path: Path) -> None:
    picture = "from IPython.display import display, HTML\ndisplay(HTML('z' * 1_500_000))"
    cells = tuple(Cell(f"{number}", picture, False) for number in range(40))
    last = Cell("last", "print('a test')", True)
    made = Job("nothing", str(tmp_path), (), (*cells, last), Limits(), 60, 10, 300)
    verdict = judges.submit(made).result(300)
    assert len(str(verdict.outputs)) < student_outputs.MAX_TOTAL_LENGTH
    assert "a test" in text_of(verdict, 40)
    assert verdict.outputs[0]


def test_invalid_text_affects_that_output_only(judges: Pool, tmp_path: Path) -> None:
    student = "class C:\n    def __repr__(self): return '\\ud800 half'\nprint('\\udfff')\nC()"
    tests = ["print('\\ud83d')", "raise ValueError('\\ud800')", "print('whole')"]
    verdict = judges.submit(job(tmp_path, student, *tests)).result(300)
    assert str(verdict).encode()
    assert "whole" in text_of(verdict, 3)


def test_a_time_out_in_a_test_is_reported_in_a_remark(judges: Pool, tmp_path: Path) -> None:
    student = "import time\ndef f():\n    time.sleep(30)"
    verdict = judges.submit(job(tmp_path, student, "f()", "while True: pass")).result(300)
    assert verdict.notes[0] == "cell test 0: f took longer than 4 seconds"
    assert verdict.notes[1] == "cell test 1: it took longer than 8 seconds"


def test_a_server_that_no_longer_listens_is_replaced_though_it_still_runs(tmp_path: Path) -> None:
    own = Pool("nothing", tmp_path, 1, memory=768)
    try:
        own.warm_up()
        first = own._warm
        assert first
        first.jobs.shutdown(socket.SHUT_RDWR)
        verdict = own.submit(job(tmp_path, "def f(): return 7", "print(f())")).result(120)
        assert "7" in text_of(verdict, 1)
        assert not first.alive()
        assert own._warm is not first
    finally:
        own.close()

"""Time-outs: each case has a limit of its own, and submissions that others delayed run again."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from student_processes import student_process

from autograder.checks.run import VALUES, Case
from autograder.grading.gate import Gate
from autograder.grading.job import Cell, Job, Verdict
from autograder.grading.judge_process import JudgeLateError
from autograder.grading.pool import Pool, WarmProcessLostError, _Warm
from autograder.sandbox.outside.errors import TooSlowError
from autograder.sandbox.outside.student_process import StudentProcess
from autograder.sandbox.outside.time_outs import MEASURE_SECONDS
from autograder.sandbox.outside.zygote_client import Zygote
from autograder.sandbox.walls.limits import Limits

SLEEPS = """
import time
def tried(seconds):
    time.sleep(seconds)
    return seconds
"""
IN_THE_LINE = "in the line `time.sleep(seconds)`"
LONG = 60


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote([])
    try:
        zygote.wait_until_ready()
        yield zygote
    finally:
        zygote.close()


@pytest.fixture
def process(zygote: Zygote, tmp_path: Path) -> Iterator[StudentProcess]:
    with student_process(zygote, tmp_path) as process:
        process.run(SLEEPS, LONG)
        yield process


def cases(*seconds: float) -> list[Case]:
    return [Case("", VALUES, (one,)) for one in seconds]


def tried(process: StudentProcess, *seconds: float) -> list[Any]:
    """Return for each case the value, or the message in its place."""
    found = process.get("tried").outcomes(cases(*seconds))
    return [outcome.message if outcome.raised else outcome.value for outcome in found]


def test_each_case_has_the_whole_limit(process: StudentProcess) -> None:
    process.new_cell(3.0)
    assert tried(process, 1.2, 1.2, 1.2, 1.2) == [1.2] * 4
    assert process.time_outs.messages == []


def test_after_a_time_out_the_other_cases_are_tried_with_less_time(process: StudentProcess) -> None:
    process.new_cell(2.0)
    assert tried(process, 0, 30, 0.1, 30, 0.2) == [
        0,
        f"It took longer than 2 seconds, {IN_THE_LINE}.",
        0.1,
        f"It took longer than 1 second, the limit after a call that took too long, {IN_THE_LINE}.",
        0.2,
    ]
    assert process.time_outs.messages == [
        "a call of tried took longer than 2 seconds",
        "a call of tried took longer than 1 second",
    ]
    process.new_cell(2.0)
    assert tried(process, 0.1) == [0.1]


def test_a_function_that_hangs_does_not_cost_its_limit_for_each_case(
    process: StudentProcess,
) -> None:
    process.new_cell(1.0)
    began = time.monotonic()
    found = tried(process, *[30] * 20)
    assert time.monotonic() - began < 15
    assert found[2:4] == [
        f"It took longer than 1 second, the limit after a call that took too long, {IN_THE_LINE}.",
        "It was not called: 3 earlier calls took too long.",
    ]
    assert len(found) == 20


def test_side_effects_are_detected_across_slow_cases(process: StudentProcess) -> None:
    process.run("import numpy as np\n_kept = np.zeros(1)\n", LONG)
    code = "def tried(seconds):\n    time.sleep(seconds)\n    _kept[0] += 1\n    return _kept"
    process.run(code, LONG)
    process.new_cell(5.0)
    found = process.get("tried").outcomes(cases(0.3, 0.3, 0))
    assert [outcome.overwritten for outcome in found] == [True, True, False]
    assert np.array_equal(found[0].value, [1])


def test_a_late_answer_is_not_taken_for_the_next_one(
    process: StudentProcess,
) -> None:
    stubborn = (
        "def tried(s):\n  try:\n    time.sleep(s)\n  finally:\n    time.sleep(0.3)\n  return s"
    )
    process.run(stubborn, LONG)
    process.new_cell(1.0)
    function = process.get("tried")
    with pytest.raises(TooSlowError):
        function(20)
    process.new_cell(LONG)
    assert [function(0.5), function(0.25)] == [0.5, 0.25]


def burn(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_a_sleeping_function_was_not_held_up(process: StudentProcess) -> None:
    time.sleep(MEASURE_SECONDS)  # else what starting the process waited for counts as well
    process.new_cell(4.0)
    with pytest.raises(TooSlowError):
        process.get("tried")(30)
    assert not process.time_outs.held_up


def test_a_function_that_competes_for_the_cpu_was_held_up(process: StudentProcess) -> None:
    process.run("def computes():\n    while True: pass", LONG)
    others = [multiprocessing.Process(target=burn, args=(20,)) for _ in range(12)]
    for other in others:
        other.start()
    try:
        process.new_cell(3.0)
        with pytest.raises(TooSlowError):
            process.get("computes")()
    finally:
        for other in others:
            other.kill()
            other.join()
    assert process.time_outs.held_up


def test_a_run_alone_waits_for_running_ones_and_blocks_later_ones() -> None:
    gate, order = Gate(), []
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with gate.shared() as overlap:
            inside.set()
            leave.wait(30)
            order.append("first")
        assert not overlap.happened

    def alone() -> None:
        with gate.exclusive():
            order.append("alone")

    def later() -> None:
        with gate.shared() as overlap:
            order.append("later")
        assert not overlap.happened

    threads = [threading.Thread(target=target) for target in (first, alone, later)]
    threads[0].start()
    inside.wait(30)
    threads[1].start()
    while not gate._waiting:
        time.sleep(0.01)
    threads[2].start()
    time.sleep(0.1)
    assert order == []
    leave.set()
    for thread in threads:
        thread.join(30)
    assert order == ["first", "alone", "later"]


def test_simultaneous_runs_have_company() -> None:
    gate = Gate()
    with gate.shared() as one:
        with gate.shared() as other:
            pass
        assert one.happened
        assert other.happened
    with gate.shared() as third:
        pass
    assert not third.happened


class Warm:
    def try_out(self, *_: object) -> None:
        pass

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        pass


JOB = Job("a", "/", (), (Cell("one", "", False), Cell("two", "", True)), Limits(), 8, 4, 40)


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    monkeypatch.setattr(_Warm, "start", lambda *_: Warm())
    pool = Pool("a", tmp_path, 2)
    yield pool
    pool.close()


@pytest.mark.parametrize(("held_up", "beside", "runs"), [(1, 1, 2), (0, 1, 1), (1, 0, 1)])
def test_a_time_out_counts_if_nothing_ran_beside_it(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, held_up: int, beside: int, runs: int
) -> None:
    asked: list[int] = []

    def ask(*_: object) -> dict[str, Any]:
        asked.append(len(pool._gate._running))
        cells = {"outputs": [[], []], "reports": [None, None]}
        return cells | {"notes": [f"run {len(asked)}"], "time_outs": [], "again": bool(held_up)}

    monkeypatch.setattr(Pool, "_ask", ask)
    if beside:
        with pool._gate.shared():
            running = pool.submit(JOB)
            while not asked:
                time.sleep(0.01)
    else:
        running = pool.submit(JOB)
    assert running.result(30) == Verdict([[], []], [f"run {runs}"], [None, None])
    assert asked == ([2, 0] if runs == 2 else [1 + beside])


@pytest.mark.parametrize(
    "fault", [WarmProcessLostError("gone"), JudgeLateError("it took too long")]
)
def test_a_notebook_that_crashes_its_judge_gets_zero_points_with_the_reason(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def ask(*_: object) -> dict[str, Any]:
        raise fault

    monkeypatch.setattr(Pool, "_ask", ask)
    verdict = pool.submit(JOB).result(30)
    (nothing, (output,)), (note,) = verdict.outputs, verdict.notes
    assert nothing == []
    assert str(fault) in output["evalue"]
    assert str(fault) in note

"""Workers that end, come too late or answer nonsense, without a cluster: nothing is lost."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.cluster import packs, remote_pool
from autograder.grading.cluster.kit import Kit
from autograder.grading.cluster.messages import MessageError, decode, encode, write_files
from autograder.grading.cluster.remote_pool import RemotePool
from autograder.grading.job import Cell, Job
from autograder.grading.pool import GradingError, NotJudgedError
from autograder.sandbox.walls.limits import Limits

CLASS = [f"submission {number}" for number in range(60)]
POISON = CLASS[7]


class FakeScheduler:
    """Workers that are threads. What `behave` raises or returns decides about each pack."""

    def __init__(self, names: list[str], behave: Any) -> None:
        self.names, self.behave = list(names), behave
        self.judged: list[str] = []
        self.address = "tcp://fake"
        self._lock = threading.Lock()

    def workers(self) -> dict[str, dict[str, Any]]:
        return {name: {"name": name, "nthreads": 2} for name in self.names}

    def check(self, worker: str, kit: bytes, threads: int) -> Future[bytes]:
        return done({"host": worker, "faults": []})

    def judge(self, worker: str, pack: bytes) -> Future[bytes]:
        answer: Future[bytes] = Future()
        threading.Thread(target=self._judge, args=(worker, decode(pack), answer)).start()
        return answer

    def _judge(self, worker: str, pack: dict[str, Any], answer: Future[bytes]) -> None:
        texts = [task["job"]["cells"][0]["source"] for task in pack["tasks"]]
        reply = self.behave(self, worker, texts)
        if reply is None:
            with self._lock:
                self.judged += texts
            reply = {"verdicts": [verdict(task) for task in pack["tasks"]]}
        if isinstance(reply, dict) and not answer.cancelled():
            answer.set_result(encode(reply))

    def lose(self, worker: str) -> None:
        """End a worker; another takes its place."""
        with self._lock:
            if worker in self.names:
                self.names[self.names.index(worker)] = f"{worker}+"

    def close(self) -> None:
        pass


def done(data: dict[str, Any]) -> Future[bytes]:
    future: Future[bytes] = Future()
    future.set_result(encode(data))
    return future


def verdict(task: dict[str, Any]) -> dict[str, Any]:
    text = task["job"]["cells"][0]["source"]
    cell = {"outputs": [[]], "reports": [None]}
    return {"key": task["key"], "notes": [text], "time_outs": [], "seconds": 0.1, **cell}


def job(folder: Path, text: str) -> Job:
    return Job("a", str(folder), (), (Cell("one", text, False),), Limits(), 1, 1, 1)


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that has the class judged by fake workers, and returns what became of each."""
    kit = Kit("a", {}, (), Limits(), {}, {})
    monkeypatch.setattr("autograder.grading.cluster.crew.PAUSE", 0.01)
    monkeypatch.setattr(remote_pool, "TICK", 0.01)
    pools = []

    def run(scheduler: FakeScheduler) -> tuple[RemotePool, dict[str, Any]]:
        monkeypatch.setattr(remote_pool, "Scheduler", lambda _: scheduler)
        pool = RemotePool("tcp://fake", kit)
        pools.append(pool)
        with ThreadPoolExecutor(len(CLASS)) as threads:
            return pool, dict(zip(CLASS, threads.map(lambda text: ask(pool, text), CLASS)))

    def ask(pool: RemotePool, text: str) -> Any:
        try:
            return pool.submit(job(tmp_path, text)).result(timeout=60).notes
        except Exception as error:
            return error

    yield run
    for pool in pools:
        pool.close()


RIGHT = {text: [text] for text in CLASS}


def test_a_notebook_that_ends_workers_is_recorded_after_two_and_no_other_is_taken_for_it(
    judged: Any,
) -> None:
    ended = []

    def behave(scheduler: FakeScheduler, worker: str, texts: list[str]) -> Any:
        if POISON in texts:
            ended.append(worker)
            scheduler.lose(worker)
            return "nothing"
        return None

    pool, found = judged(FakeScheduler(["a", "b"], behave))
    assert isinstance(found[POISON], NotJudgedError)
    assert str(found[POISON]) == f"two workers ended while they judged it: {', '.join(ended)}"
    assert len(ended) == 2
    others = {text: notes for text, notes in found.items() if text != POISON}
    assert others == {text: [text] for text in CLASS if text != POISON}
    assert sum(pool.judged_by.values()) == len(CLASS) - 1


def test_a_worker_that_has_forgotten_the_class_is_asked_again(judged: Any) -> None:
    forgotten: list[str] = []

    def behave(_: FakeScheduler, worker: str, texts: list[str]) -> Any:
        if not forgotten:
            forgotten.extend(texts)
            return {"missing": True}
        return None

    pool, found = judged(FakeScheduler(["a"], behave))
    assert forgotten
    assert found == RIGHT
    assert pool.left_out == {}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"broken": "no room"}, "no room"),
        ({"verdicts": [{"key": "of another", "seconds": 0}]}, "belongs to another notebook"),
        ({"verdicts": 3}, "malformed"),
        ({"nothing": 1}, "malformed"),
    ],
)
def test_a_worker_that_answers_nonsense_is_left_out_by_name(
    judged: Any, reply: Any, reason: str
) -> None:
    def behave(_: FakeScheduler, worker: str, texts: list[str]) -> Any:
        return reply if worker == "odd" else None

    pool, found = judged(FakeScheduler(["odd", "good"], behave))
    assert found == RIGHT
    assert reason in pool.left_out["odd"]
    assert set(pool.judged_by) == {"good"}


def test_an_answer_that_comes_too_late_is_not_waited_for_and_counts_for_nothing(
    judged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:

    release = threading.Event()

    def behave(_: FakeScheduler, worker: str, texts: list[str]) -> Any:
        if worker == "slow":
            release.wait(30)
        return None

    monkeypatch.setattr(packs.Pack, "is_late", lambda pack: pack.worker.name == "slow")
    pool, found = judged(FakeScheduler(["slow", "good"], behave))
    release.set()
    assert found == RIGHT
    assert pool.left_out == {"slow": "it has not answered in time"}
    assert set(pool.judged_by) == {"good"}


def test_a_run_stops_with_the_reason_if_nobody_can_judge(judged: Any) -> None:
    scheduler = FakeScheduler(["a"], lambda *_: {"broken": "its disk is full"})
    _, found = judged(scheduler)
    assert {type(error) for error in found.values()} == {GradingError}
    assert "None of the workers at tcp://fake can grade:\n  a: its disk is full" in str(
        found[CLASS[0]]
    )


@pytest.mark.parametrize("message", [b"[1]", b"{", b"\xff", "{}", b"[" * 100_000, None])
def test_what_is_no_object_in_json_is_refused(message: Any) -> None:
    with pytest.raises(MessageError):
        decode(message)


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out"])
def test_no_file_is_written_outside_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(MessageError):
        write_files({name: ""}, tmp_path / "in")
    assert not list(tmp_path.rglob("out"))


def test_packs_grow_with_the_speed_and_shrink_near_the_end() -> None:
    queue = packs.Queue()
    sizes = []
    for _ in range(300):
        queue.add(packs.Entry(task=None, key="", size=1, notebook_seconds=1))  # type: ignore[arg-type]
    sizes.append(len(queue.next_pack(threads=4)))
    for _ in range(50):
        queue.note(0.05)
    while queue:
        sizes.append(len(queue.next_pack(threads=4)))
    assert sizes[0] == packs.SECONDS / packs.FIRST_GUESS
    assert sizes[1] == packs.MAX_NOTEBOOKS
    assert sizes[-1] == 1
    assert sum(sizes) == 300
    assert sizes[1:] == sorted(sizes[1:], reverse=True)

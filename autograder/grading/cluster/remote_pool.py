"""Judge many notebooks at once on the workers of a Dask scheduler: another kind of `Pool`."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from concurrent.futures import Future
from typing import Any

from ..job import Job, Verdict
from ..judge_process import GRACE
from ..pool import START_SECONDS, GradingError, NotJudgedError
from .crew import Crew, Worker
from .kit import Kit
from .messages import MAX_PACK, MessageError, Task, decode, encode, verdict_of
from .packs import PACK_ENDS, Entry, Pack, Queue
from .scheduler import Scheduler

TICK = 0.25  # seconds between two looks, if nothing happens
MAX_LOST = 2  # workers that a notebook may be lost with
KILLS = "two workers ended while they judged it: {workers}"
TOO_LARGE = "the notebook and its files are too large to be sent: {size} MiB"


class RemotePool:
    """Judges notebooks of one assignment. A thread hands out packs and takes verdicts."""

    def __init__(self, address: str, kit: Kit) -> None:
        self._kit = kit
        self._scheduler = Scheduler(address)
        self._crew = Crew(self._scheduler, kit)
        self._queue, self._packs = Queue(), list[Pack]()
        self._arrived: list[Entry] = []
        self._lock, self._wake = threading.Lock(), threading.Event()
        self._fault: GradingError | None = None
        self._closed = False
        self.judged_by: Counter[str] = Counter()  # notebooks by the names of workers
        self._thread = threading.Thread(target=self._run, name="cluster", daemon=True)
        self._thread.start()

    @property
    def threads(self) -> int:
        """How many notebooks can be judged at once, as far as is known."""
        return self._crew.threads

    @property
    def workers(self) -> int:
        """How many workers can judge, as far as is known."""
        return len(self._crew.ready)

    @property
    def left_out(self) -> dict[str, str]:
        """The workers that cannot judge, and why."""
        return dict(self._crew.left_out)

    def submit(self, job: Job) -> Future[Verdict]:
        """Judge a notebook as soon as a worker is free."""
        entry = Entry.of(Task.of(job, self._kit.files), job.notebook_seconds)
        with self._lock:
            if self._fault or self._closed:
                raise self._fault or GradingError("grading was stopped")
            if entry.size > MAX_PACK:
                reason = TOO_LARGE.format(size=entry.size >> 20)
                entry.future.set_exception(NotJudgedError(reason))
            else:
                self._arrived.append(entry)
        self._wake.set()
        return entry.future

    def close(self) -> None:
        """Cancel what is not judged, and end the connection."""
        self._closed = True
        self._wake.set()
        self._thread.join(30)
        for pack in self._packs:
            with contextlib.suppress(Exception):
                pack.answer.cancel()
        self._scheduler.close()

    def _run(self) -> None:
        fault = GradingError("grading was stopped")
        try:
            while not self._closed:
                self._turn()
                self._wake.wait(TICK)
                self._wake.clear()
        except GradingError as error:
            fault = error
        except Exception as error:
            fault = GradingError(f"the cluster cannot be used: {type(error).__name__}: {error}")
        with self._lock:
            self._fault = fault
            left = [
                *self._arrived,
                *self._queue.drain(),
                *(e for p in self._packs for e in p.entries),
            ]
        for entry in left:
            if not entry.future.done():
                entry.future.set_exception(fault)

    def _turn(self) -> None:
        """Take what has arrived, and hand out what waits."""
        with self._lock:
            arrived, self._arrived = self._arrived, []
        for entry in arrived:
            self._queue.add(entry)
        for pack in [pack for pack in self._packs if pack.answer.done()]:
            self._release(pack)
            self._take(pack)
            self._packs.remove(pack)
        for worker in self._crew.update():
            self._lose(worker)
        for pack in [pack for pack in self._packs if pack.is_late()]:
            self._crew.leave_out(pack.worker, "it has not answered in time")
            self._lose(pack.worker)
        self._isolate()
        self._hand_out()

    # Handing out

    def _hand_out(self) -> None:
        free = [w for w in self._crew.ready if not w.isolating and w.running < w.threads]
        while free and self._queue:
            worker = min(free, key=lambda one: one.running / one.threads)
            self._send(self._queue.next_pack(self._crew.threads), worker)
            free = [w for w in free if w.running < w.threads]

    def _isolate(self) -> None:
        """Keep one worker free for a suspect, so that no other notebook can be taken for it."""
        isolating = next((w for w in self._crew.ready if w.isolating), None)
        if isolating is None and self._queue.suspects and self._crew.ready:
            isolating = min(self._crew.ready, key=lambda one: one.running)
            isolating.isolating = True
        if isolating and not isolating.running:
            if self._queue.suspects:
                self._send([self._queue.suspects.popleft()], isolating)
            else:
                isolating.isolating = False

    def _send(self, entries: list[Entry], worker: Worker) -> None:
        tasks = [entry.task.to_data() | {"key": entry.key} for entry in entries]
        pack = encode({"kit": self._crew.key, "seconds": PACK_ENDS, "tasks": tasks})
        answer = self._scheduler.judge(worker.address, pack)
        longest = max(2 * (entry.notebook_seconds + GRACE) for entry in entries)
        deadline = time.monotonic() + PACK_ENDS + longest + START_SECONDS
        self._packs.append(Pack(entries, worker, answer, deadline))
        worker.running += 1
        answer.add_done_callback(lambda _: self._wake.set())

    @staticmethod
    def _release(pack: Pack) -> None:
        pack.worker.running -= 1

    # Taking back

    def _lose(self, worker: Worker) -> None:
        """Deal with the notebooks of a worker that is gone, or given up."""
        worker.ready = False
        for pack in [pack for pack in self._packs if pack.worker is worker]:
            self._packs.remove(pack)
            self._release(pack)
            pack.answer.cancel()
            self._suspect(pack)

    def _suspect(self, pack: Pack) -> None:
        """Try each notebook of a lost pack once more; one that was tried alone is given up."""
        for entry in pack.entries:
            entry.lost_with.append(pack.worker.name)
            if len(entry.lost_with) < MAX_LOST:
                self._queue.suspects.append(entry)
            else:
                reason = KILLS.format(workers=", ".join(entry.lost_with))
                entry.future.set_exception(NotJudgedError(reason))

    def _take(self, pack: Pack) -> None:
        """Take a worker's answer."""
        try:
            answer = decode(pack.answer.result(timeout=60))
            if "missing" in answer:  # the worker was replaced by another at the same address
                self._suspect(pack)
                self._crew.ask_again(pack.worker)
                return
            if "broken" in answer:
                self._refuse(pack, str(answer["broken"]))
                return
            self._take_verdicts(pack, answer["verdicts"])
        except (MessageError, KeyError, TypeError, AttributeError) as error:
            self._refuse(pack, f"its answer is malformed: {error}")
        except Exception as error:  # Dask's, or whatever a worker has raised
            if pack.worker.address in self._scheduler.workers():
                self._refuse(pack, f"{type(error).__name__}: {error}")
            else:
                self._suspect(pack)

    def _refuse(self, pack: Pack, reason: str) -> None:
        """Leave a worker out, and give its notebooks to others."""
        self._crew.leave_out(pack.worker, " ".join(reason.split())[:1000])
        self._queue.put_back([entry for entry in pack.entries if not entry.future.done()])

    def _take_verdicts(self, pack: Pack, verdicts: list[Any]) -> None:
        for entry, data in zip(pack.entries, verdicts):
            if data["key"] != entry.key:
                raise MessageError("a verdict belongs to another notebook")
            self._queue.note(float(data["seconds"]))
            if "failed" in data:
                entry.future.set_exception(NotJudgedError(str(data["failed"])))
            else:
                verdict = verdict_of(data, len(entry.task.job["cells"]))
                verdict.judged_by = pack.worker.name
                entry.future.set_result(verdict)
            self.judged_by[pack.worker.name] += 1
        self._queue.put_back(pack.entries[len(verdicts) :])

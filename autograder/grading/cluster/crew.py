"""The workers as the head sees them: who may judge, who was left out and why, who is gone."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import Any

from ..pool import GradingError
from .kit import Kit
from .messages import MessageError, decode
from .rehearsal import VARIABLE
from .scheduler import Scheduler

PAUSE = 0.5  # seconds between two looks at the list of workers
PATIENCE = 60.0  # seconds without any worker, after which a run gives up
CHECK_SECONDS = 300.0  # TensorFlow takes several to import, and more on a busy machine
NONE = (
    "No worker has connected to {address}. Start one with `autograder worker {address}` in a "
    "checkout of the course on each machine."
)
NONE_CAN = "None of the workers at {address} can grade:\n{reasons}"
REHEARSES = "it only rehearses ({variable} is set there), and would give everybody full points"
CANNOT_RUN = "it cannot run the course's code ({error}): start it with `autograder worker`"


@dataclass
class Worker:
    """One worker. `checked` is Dask's future until it has answered whether it can grade."""

    address: str
    name: str
    threads: int
    checked: Any
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    isolating: bool = False  # it is kept free for a notebook that may have killed another
    running: int = 0  # packs


class Crew:
    """The workers of a scheduler, of which those that can grade this kit are `ready`."""

    def __init__(self, scheduler: Scheduler, kit: Kit) -> None:
        self._scheduler, self._kit = scheduler, kit
        self._message = kit.to_message()
        self.key = kit.key
        self._workers: dict[str, Worker] = {}
        self.left_out: dict[str, str] = {}  # the reasons by the names of workers
        self._looked, self._seen = 0.0, time.monotonic()

    @property
    def ready(self) -> list[Worker]:
        """Those that can grade."""
        return [worker for worker in self._workers.values() if worker.ready]

    @property
    def threads(self) -> int:
        """How many notebooks can be judged at once."""
        return sum(worker.threads for worker in self.ready)

    def update(self) -> list[Worker]:
        """Ask newcomers whether they can grade, and return the workers that are gone.

        Raises
        ------
        GradingError
            If the scheduler is gone, or nobody has been able to grade for a while.
        """
        gone = self._look() if time.monotonic() - self._looked > PAUSE else []
        for worker in list(self._workers.values()):
            if worker.checked is not None:
                self._hear(worker)
        if any(not self._is_left_out(worker) for worker in self._workers.values()):
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > PATIENCE or self._all_refused():
            raise GradingError(self._nobody())
        return gone

    def leave_out(self, worker: Worker, reason: str) -> None:
        """Give a worker no more notebooks."""
        worker.ready, worker.checked = False, None
        self.left_out[worker.name] = reason

    def ask_again(self, worker: Worker) -> None:
        """Ask a worker that has forgotten the kit whether it can grade."""
        worker.ready, worker.since = False, time.monotonic()
        worker.checked = self._scheduler.check(worker.address, self._message, worker.threads)

    def _is_left_out(self, worker: Worker) -> bool:
        return not worker.ready and worker.checked is None

    def _all_refused(self) -> bool:
        return bool(self._workers) and all(map(self._is_left_out, self._workers.values()))

    def _nobody(self) -> str:
        address = self._scheduler.address
        if not self.left_out:
            return NONE.format(address=address)
        reasons = "\n".join(f"  {name}: {reason}" for name, reason in self.left_out.items())
        return NONE_CAN.format(address=address, reasons=reasons)

    def _look(self) -> list[Worker]:
        """Compare the list of workers with the scheduler's."""
        now = self._scheduler.workers()
        self._looked = time.monotonic()
        gone = [self._workers.pop(address) for address in [*self._workers] if address not in now]
        for address, known in now.items():
            if address not in self._workers:
                self._workers[address] = self._newcomer(address, known)
        return gone

    def _newcomer(self, address: str, known: dict[str, Any]) -> Worker:
        threads = max(1, int(known["nthreads"]))
        checked = self._scheduler.check(address, self._message, threads)
        return Worker(address, str(known.get("name") or address), threads, checked)

    def _hear(self, worker: Worker) -> None:
        """Take a worker's answer to the check, if it has come."""
        if not worker.checked.done():
            if time.monotonic() - worker.since > CHECK_SECONDS:
                self.leave_out(worker, f"it has not answered for {CHECK_SECONDS:.0f} seconds")
            return
        try:
            answer = decode(worker.checked.result())
        except MessageError as error:
            self.leave_out(worker, str(error))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            self.leave_out(worker, CANNOT_RUN.format(error=" ".join(reason.split())[:300]))
        else:
            self._judge_answer(worker, answer)

    def _judge_answer(self, worker: Worker, answer: dict[str, Any]) -> None:
        faults = [str(fault) for fault in answer.get("faults", ["it gave no answer"])]
        if answer.get("rehearsal") and VARIABLE not in os.environ:
            faults.append(REHEARSES.format(variable=VARIABLE))
        if faults:
            self.leave_out(worker, "; ".join(faults))
            return
        worker.ready, worker.checked = True, None
        self.left_out.pop(worker.name, None)

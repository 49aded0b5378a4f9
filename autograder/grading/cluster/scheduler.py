"""The connection to a Dask scheduler."""

from __future__ import annotations

import logging
from typing import Any

from ..pool import GradingError
from . import on_worker

CONNECT_SECONDS = 20
NOT_INSTALLED = (
    "Grading on other machines (Sandbox.scheduler) needs Dask distributed, which is not installed. "
    "Run `make cluster`, or install it with\n"
    "  pip install --no-deps --require-hashes -r requirements-cluster.lock"
)
NOT_REACHED = (
    "There is no Dask scheduler at {address}: {reason}. Start one with `dask scheduler` on that "
    "machine; for tls:// both sides need Dask's settings for TLS."
)
LOST = "The scheduler at {address} is gone."


class Scheduler:
    """The scheduler, as the head sees it: its workers, and functions that run on them."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            import distributed
        except ModuleNotFoundError:
            raise GradingError(NOT_INSTALLED) from None
        logging.getLogger("distributed").setLevel(logging.ERROR)
        try:
            # Results are bytes. Whatever else a worker may send as one is refused.
            self._client = distributed.Client(
                address, timeout=CONNECT_SECONDS, set_as_default=False,
                deserializers=["dask", "msgpack"], heartbeat_interval=5000,
            )  # fmt: skip
        except (OSError, ValueError, TypeError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise GradingError(NOT_REACHED.format(address=address, reason=reason)) from error

    def workers(self) -> dict[str, dict[str, Any]]:
        """Return what is known of each worker, by its address."""
        try:
            found: dict[str, dict[str, Any]] = self._client.scheduler_info()["workers"]
        except Exception as error:
            raise GradingError(LOST.format(address=self.address)) from error
        if self._client.status != "running":
            raise GradingError(LOST.format(address=self.address))
        return found

    def check(self, worker: str, kit: bytes, threads: int) -> Any:
        """Have a worker checked; returns Dask's future of the answer."""
        return self._submit(on_worker.check, kit, threads, worker=worker)

    def judge(self, worker: str, pack: bytes) -> Any:
        """Have a worker judge a pack; returns Dask's future of the answer."""
        return self._submit(on_worker.judge_pack, pack, worker=worker)

    def _submit(self, function: Any, *arguments: Any, worker: str) -> Any:
        return self._client.submit(
            function, *arguments, workers=[worker], allow_other_workers=False, pure=False, retries=0
        )

    def close(self) -> None:
        """End the connection; workers forget what they were given."""
        self._client.close(timeout=5)

"""Read students' code in a process of its own, which is ended if it takes too long.

Python's parser is fast on code that people write. On code that was made to stop it, it may take
minutes or crash, and neither may stop the report on everybody else.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from types import TracebackType

from .tokens import Token, UnreadableError, tokens_of

SECONDS = 5.0  # for one cell
TOO_SLOW = f"Python needed more than {SECONDS:g} s to read it"
CRASHED = "Python crashed while reading it"
Answer = tuple[Token, ...] | str  # the tokens, or why there are none


class Reader:
    """Reads code, within a `with` block; the same code once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._known: dict[str, Answer] = {}

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:  # fmt: skip
        self._end()

    def read(self, code: str) -> tuple[Token, ...]:
        """Return the tokens of code.

        Raises
        ------
        UnreadableError
            If it cannot be read, or not in time.
        """
        if code not in self._known:
            self._known[code] = self._asked(code)
        answer = self._known[code]
        if isinstance(answer, str):
            raise UnreadableError(answer)
        return answer

    def _asked(self, code: str) -> Answer:
        connection = self._connection or self._started()
        try:
            connection.send(code)
            if connection.poll(self._seconds):
                answer: Answer = connection.recv()
                return answer
            reason = TOO_SLOW
        except (EOFError, OSError):
            reason = CRASHED
        self._end()
        return reason

    def _started(self) -> Connection:
        self._connection, other = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self._connection.recv()  # it has started: from here on, time counts
        return self._connection

    def _end(self) -> None:
        if self._process and self._connection:
            self._connection.close()
            self._process.kill()
            self._process.join()
        self._process = self._connection = None


def _serve(connection: Connection) -> None:
    connection.send("ready")
    while True:
        try:
            code = connection.recv()
        except EOFError:
            return
        try:
            connection.send(tokens_of(code))
        except UnreadableError as error:
            connection.send(str(error))

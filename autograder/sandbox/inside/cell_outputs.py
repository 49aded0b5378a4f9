"""What a cell prints, shows and raises, kept in order and up to a number of characters."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

CUT = "\n[The rest is left out: a cell may print {:,} characters.]\n"


NO_ROOM = "\n[A picture or another large output is left out: the cell has shown too much.]\n"


class Outputs:
    """The outputs of the cell that is running, in order, up to a number of characters."""

    def __init__(self) -> None:
        self.room = self.most = self.lost = 0
        self.cut = CUT
        self.found: list[dict[str, Any]] = []

    def start(self, most: int, cut: str = CUT) -> None:
        self.room = self.most = most
        self.cut = cut
        self.lost = 0
        self.found = []

    def write(self, name: str, text: str) -> None:
        if self.room <= 0 or not text:
            self.lost += len(text)
            return
        if len(text) > self.room:
            self.lost += len(text) - self.room
            text = text[: self.room] + self.cut.format(self.most)
            self.room = 0
        self.room -= len(text)
        last = self.found[-1] if self.found else {}
        if last.get("name") == name:
            last["pieces"].append(text)
        else:
            self.found.append({"output_type": "stream", "name": name, "pieces": [text]})

    def add(self, output: dict[str, Any], size: int) -> None:
        if self.room <= -10 * self.most:
            return
        self.room -= size
        if self.room > -10 * self.most:  # pictures are long
            self.found.append(output)
        else:
            self.found.append({"output_type": "stream", "name": "stdout", "pieces": [NO_ROOM]})

    def take(self) -> list[dict[str, Any]]:
        """Return what was put out, as a notebook stores it, and forget it."""
        found, self.found = self.found, []
        for output in found:
            if "pieces" in output:
                output["text"] = "".join(output.pop("pieces"))
        return found


OUTPUTS = Outputs()


class Stream(io.TextIOBase):
    """Stands for sys.stdout or sys.stderr."""

    encoding = "utf-8"

    def __init__(self, name: str, descriptor: int) -> None:
        self.name, self._descriptor = name, descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        OUTPUTS.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class Publisher(DisplayPublisher):
    """Keeps what `display` shows."""

    def publish(
        self, data: Any, metadata: Any = None, source: Any = None, **_more: Any
    ) -> None:  # fmt: skip
        size = sum(len(str(value)) for value in data.values())
        OUTPUTS.add({"output_type": "display_data", "data": data, "metadata": metadata or {}}, size)

    def clear_output(self, wait: bool = False) -> None:
        OUTPUTS.found = []


class Hook(DisplayHook):
    """Keeps the value of a cell's last expression."""

    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, data: Any, metadata: Any = None) -> None:
        output = {
            "output_type": "execute_result",
            "execution_count": self.prompt_count,
            "data": data,
            "metadata": metadata or {},
        }
        OUTPUTS.add(output, sum(len(str(value)) for value in data.values()))

    def finish_displayhook(self) -> None:
        pass


def redirect() -> None:
    """Send all that is printed to the outputs, and what goes around Python to nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)

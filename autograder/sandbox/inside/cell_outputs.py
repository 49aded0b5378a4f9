"""Capture what a cell prints, displays and raises, in order and up to a number of characters."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

TEXT_TRUNCATED = "\n[The rest is left out: a cell may print {:,} characters.]\n"
DISPLAY_DROPPED = (
    "\n[A picture or another large output is left out: the cell displayed too much.]\n"
)
DISPLAY_FACTOR = 10  # what is displayed, such as pictures, may be this much longer than text


class Outputs:
    """The outputs of the running cell, as a notebook stores them."""

    def __init__(self) -> None:
        self.limit = self.remaining = self.dropped = 0  # characters
        self.truncated = TEXT_TRUNCATED
        self.outputs: list[dict[str, Any]] = []

    def start(self, limit: int, truncated: str = TEXT_TRUNCATED) -> None:
        """Discard all outputs and accept `limit` characters; `truncated` marks a cut."""
        self.limit = self.remaining = limit
        self.truncated = truncated
        self.dropped = 0
        self.outputs = []

    def write(self, name: str, text: str) -> None:
        """Append text to the stream `name`."""
        if self.remaining <= 0 or not text:
            self.dropped += len(text)
            return
        if len(text) > self.remaining:
            self.dropped += len(text) - self.remaining
            text = text[: self.remaining] + self.truncated.format(self.limit)
            self.remaining = 0
        self.remaining -= len(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["pieces"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "pieces": [text]})

    def add(self, output: dict[str, Any], size: int) -> None:
        """Append an output of `size` characters that is no text."""
        least = -DISPLAY_FACTOR * self.limit
        if self.remaining <= least:
            return
        self.remaining -= size
        if self.remaining > least:
            self.outputs.append(output)
        else:
            dropped = {"output_type": "stream", "name": "stdout", "pieces": [DISPLAY_DROPPED]}
            self.outputs.append(dropped)

    def take(self) -> list[dict[str, Any]]:
        """Return the outputs so far and discard them."""
        outputs, self.outputs = self.outputs, []
        for output in outputs:
            if "pieces" in output:
                output["text"] = "".join(output.pop("pieces"))
        return outputs


OUTPUTS = Outputs()


class Stream(io.TextIOBase):
    """Replaces sys.stdout or sys.stderr."""

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
    """Captures what `display` shows."""

    def publish(
        self, data: Any, metadata: Any = None, source: Any = None, **_more: Any
    ) -> None:  # fmt: skip
        size = sum(len(str(value)) for value in data.values())
        OUTPUTS.add({"output_type": "display_data", "data": data, "metadata": metadata or {}}, size)

    def clear_output(self, wait: bool = False) -> None:
        OUTPUTS.outputs = []


class Hook(DisplayHook):
    """Captures the value of a cell's last expression."""

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
    """Capture what Python prints, and discard what native code writes to the standard streams."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    os.close(null)
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)

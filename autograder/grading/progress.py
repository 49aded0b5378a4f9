"""Show in a terminal how many submissions are graded, how fast, and how long the rest will take."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from ..course.printable import one_line
from .durations import in_words

PATIENCE = 3.0  # seconds, and so many times what a submission takes, before somebody is waited for
MAX_NAME_LENGTH = 30


class RemainingTime(ProgressColumn):
    """The time that the rest will take; or, if one submission takes long, for whom it waits."""

    def render(self, task: Task) -> Text:
        """Return the text for the moment."""
        now = task.get_time()
        since = now - task.fields["since"]
        done, left = int(task.completed), int((task.total or 0) - task.completed)
        start = now if task.start_time is None else task.start_time
        average = (task.fields["since"] - start) / done if done else 0.0
        if left and since > PATIENCE * max(average, 1.0):
            return Text(f"waiting for {task.fields['name']} for {in_words(since)}")
        if not done:
            return Text("")
        return Text(f"{in_words(max(average * left - since, 0))} left" if left else "")


class Advance:
    """What the run tells the bar; without a bar it does nothing."""

    def __init__(self, bar: Progress | None = None, total: int = 0) -> None:
        self._bar = bar
        if bar:
            self._task = bar.add_task("", total=total, rate="", name="", since=bar.get_time())

    def current(self, name: str) -> None:
        """Say whose submission is next."""
        if self._bar:
            self._bar.update(self._task, name=one_line(name)[:MAX_NAME_LENGTH])

    def __call__(self, more: str = "") -> None:
        """Say that one more submission is done, and what `more` there is to tell."""
        if bar := self._bar:
            bar.update(self._task, advance=1, since=bar.get_time())
            task = bar.tasks[0]
            speed = task.finished_speed or task.speed
            rate = f"{speed:.1f} per second" if speed else ""
            bar.update(self._task, rate=", ".join(filter(None, (rate, more))))


@contextlib.contextmanager
def progress_bar(total: int, log: logging.Logger, wanted: bool) -> Iterator[Advance]:
    """Show a bar for `total` submissions, if it is `wanted` and there is a terminal.

    Yields what is to be told when one more is done. While the bar shows, `log` is quiet below
    warnings.
    """
    console = Console(stderr=True)
    if not (wanted and console.is_terminal and total):
        yield Advance()
        return
    columns = (
        TextColumn("Grading"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), RemainingTime(),
    )  # fmt: skip
    level = log.level
    log.setLevel(max(level, logging.WARNING))
    with Progress(*columns, console=console) as bar:
        try:
            yield Advance(bar, total)
        finally:
            log.setLevel(level)

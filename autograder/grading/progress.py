"""Show in a terminal how many submissions are graded, how fast, and how long the rest will take."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextlib.contextmanager
def progress_bar(total: int, log: logging.Logger, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Show a bar for `total` submissions, if it is `wanted` and there is a terminal.

    Yields the function to call when one more is done, with what else the bar should tell. While it
    shows, `log` is quiet below warnings.
    """
    console = Console(stderr=True)
    if not (wanted and console.is_terminal and total):
        yield lambda _: None
        return
    columns = (
        TextColumn("Grading"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    level = log.level
    log.setLevel(max(level, logging.WARNING))
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance(more: str) -> None:
            bar.advance(task)
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            rate = [f"{speed:.1f} per second"] if speed else []
            bar.update(task, rate=", ".join([*rate, *([more] if more else [])]))

        try:
            yield advance
        finally:
            log.setLevel(level)

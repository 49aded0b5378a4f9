"""Run the cells of several pages at once, ahead of Sphinx, which reads one page after the other.

myst-nb executes a page when it is read. Here all pages that are not in the cache are executed from
the start of reading on, one per CPU, in the order in which they are read; myst-nb gets the result
or the error as if it had executed the page itself. If several pages import Keras or Matplotlib,
their kernels are forked from one process that has imported them.
"""

import atexit
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.execute import cache as myst_nb_cache
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

# As in book/_kernel/warm_kernels.py.
VARIABLE = "WARM_KERNELS"
# What takes long to import: the module, and how a page asks for it.
LIBRARIES = {
    "keras": re.compile(r"^\s*(?:import|from) (?:keras|tensorflow)\b", re.MULTILINE),
    "matplotlib.pyplot": re.compile(r"^\s*(?:import|from) (?:figures|matplotlib)\b", re.MULTILINE),
    "sklearn.datasets": re.compile(r"^\s*(?:import|from) sklearn\b", re.MULTILINE),
}
Key = tuple[str, tuple[str, ...]]
Waiting = tuple[Future[ExecutionResult], NotebookNode, dict[str, Any]]
Page = tuple[NotebookNode, str, dict[str, Any]]


class Ahead:
    """The executions that have been started, by folder and code."""

    def __init__(self) -> None:
        self.results: dict[Key, Future[ExecutionResult]] = {}
        self.queue: SimpleQueue[Waiting] = SimpleQueue()
        self.threads: list[threading.Thread] = []

    def add(self, notebook: NotebookNode, folder: str, **options: Any) -> None:
        """Queue a notebook."""
        future: Future[ExecutionResult] = Future()
        self.results[key(notebook, folder)] = future
        self.queue.put((future, notebook, {"cwd": folder, **options}))

    def start(self) -> None:
        """Execute what is queued, one notebook per CPU."""
        for _ in range(min(os.cpu_count() or 1, self.queue.qsize())):
            # Daemons: after Ctrl-C nobody waits for them, and their kernels end with the build.
            self.threads.append(threading.Thread(target=self._work, daemon=True))
            self.threads[-1].start()

    def stop(self) -> None:
        """Drop what is still queued, and wait for what runs."""
        with contextlib.suppress(Empty):
            while True:
                self.queue.get_nowait()
        for thread in self.threads:
            thread.join()

    def _work(self) -> None:
        with contextlib.suppress(Empty):
            while True:
                future, notebook, options = self.queue.get_nowait()
                try:
                    future.set_result(single_nb_execution(notebook, **options))
                except Exception as error:
                    future.set_exception(error)

    def execute(self, notebook: NotebookNode, cwd: str, **options: Any) -> ExecutionResult:
        """Return the result of a notebook that was executed ahead, or execute it now."""
        future = self.results.pop(key(notebook, cwd), None)
        if future is None:
            return single_nb_execution(notebook, cwd=cwd, **options)
        result = future.result()
        for cell, executed in zip(notebook.cells, result.nb.cells, strict=True):
            cell.update(executed)
        notebook.metadata.update(result.nb.metadata)
        return result


def key(notebook: NotebookNode, folder: str) -> Key:
    """Return what a page's results depend on, apart from what all pages share."""
    return folder, tuple(cell.source for cell in notebook.cells)


def start(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Start to execute the pages that will be read and are not in the cache."""
    if app.parallel > 1:  # Sphinx then reads in processes of its own
        return
    pages = list(not_in_cache(env, sorted(names)))
    if len(pages) < 2:
        return
    ahead = Ahead()
    warm_up(app, [code(notebook) for notebook, _, _ in pages])
    for notebook, folder, options in pages:
        ahead.add(notebook, folder, **options)
    myst_nb_cache.single_nb_execution = ahead.execute
    ahead.start()
    # Before the process that kernels are forked from is stopped.
    app.connect("build-finished", lambda *_: ahead.stop(), priority=100)


def not_in_cache(env: BuildEnvironment, names: list[str]) -> Iterator[Page]:
    """Yield the notebooks that have to be executed, each with its folder and options."""
    config = env.mystnb_config  # type: ignore[attr-defined]
    cache = get_cache(config.execution_cache_path)
    for name in names:
        path = env.doc2path(name)
        text = Path(path).read_text("utf-8")
        reader = create_nb_reader(path, env.myst_config, config, text)  # type: ignore[attr-defined]
        if reader is None:
            continue
        notebook = reader.read(text)
        own = settings_of(notebook, config)
        if own.execution_mode != "cache":
            continue
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            options = {
                "timeout": own.execution_timeout, "allow_errors": own.execution_allow_errors,
            }  # fmt: skip
            yield notebook, os.path.abspath(Path(path).parent), options


def settings_of(notebook: NotebookNode, config: Any) -> Any:
    """Return the settings with which myst-nb will execute a page: its own come first."""
    try:
        return config.copy(**notebook.metadata.get(config.metadata_key, {}))
    except (TypeError, ValueError):  # myst-nb reports what is wrong, and uses none of the page's
        return config


def code(notebook: NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")


def warm_up(app: Sphinx, pages: list[str]) -> None:
    """Start the process from which kernels are forked, if several pages import the same library."""
    uses = Counter(name for page in pages for name, used in LIBRARIES.items() if used.search(page))
    libraries = [name for name, count in uses.items() if count > 1]
    # On macOS a process that has imported such libraries cannot be forked safely.
    if not libraries or sys.platform != "linux":
        return
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kernels-"))
    path = os.path.join(folder, "socket")
    # It ends when its standard input is closed.
    warm = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "warm_kernels", path, *libraries],
            stdin=subprocess.PIPE, start_new_session=True,
        )
    )  # fmt: skip
    os.environ[VARIABLE] = path
    stack.callback(os.environ.pop, VARIABLE, None)
    app.connect("build-finished", lambda *_: stack.close())
    atexit.register(stack.close)
    while not os.path.exists(path):
        if warm.poll() is not None:
            raise RuntimeError(
                f"The process that kernels are forked from ended with status {warm.returncode}. "
                f"The reason is in {os.environ['KERNEL_LOG']}"
            )
        time.sleep(0.01)


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", start, priority=950)

"""The settings of grading, for `nbgrader_config.py`: `c.Sandbox.cell_seconds = 30` and so on."""

from __future__ import annotations

import logging

from traitlets import Bool, Dict, Enum, Float, Integer, List, Unicode, Union
from traitlets.config import Config, Configurable

from ..sandbox.walls.limits import NAMESPACES, PROCESS, Limits
from .machine import workers

APART, TOGETHER = "apart", "together"


class Sandbox(Configurable):
    """How students' code is run, and how much it may use."""

    jobs = Integer(0, help="How many notebooks run at once. Defaults to one per CPU.").tag(
        config=True
    )
    scheduler = Unicode(
        "",
        help="The address of a Dask scheduler, such as tcp://HOST:8786, whose workers judge the "
        "notebooks. Defaults to this machine alone.",
    ).tag(config=True)
    isolation = Enum(
        [NAMESPACES, PROCESS], NAMESPACES,
        help="'namespaces' sandboxes students' code (Linux). 'process' only runs it in a process "
        "of its own, with limits: it can read your files and use the network. Choose that only for "
        "students you trust.",
    ).tag(config=True)  # fmt: skip
    cell_seconds = Float(60.0, help="Seconds that a cell may run.").tag(config=True)
    call_seconds = Float(10.0, help="Seconds that one call of a function may run.").tag(config=True)
    notebook_seconds = Float(600.0, help="Seconds that a notebook may run.").tag(config=True)
    cpu_seconds = Integer(
        Limits.cpu, help="Seconds of CPU time for all processes of a notebook."
    ).tag(config=True)
    memory = Integer(
        Limits.memory, help="MiB that a notebook may use, beyond its libraries."
    ).tag(config=True)  # fmt: skip
    processes = Integer(
        Limits.processes, help="Processes and threads that a notebook may have."
    ).tag(config=True)
    folder = Integer(
        Limits.folder, help="MiB that a notebook may write into its private folder."
    ).tag(config=True)
    output = Integer(Limits.output, help="Characters that a cell may print.").tag(config=True)
    largest_file = Integer(
        20, help="MiB of the largest notebook that is read, and of a student's other files in all."
    ).tag(config=True)  # fmt: skip
    preload = List(
        Unicode(),
        help="Libraries that are imported once, before the first notebook runs, in addition to "
        "those that the instructor's notebook imports.",
    ).tag(config=True)  # fmt: skip
    tests = Union(
        [Enum([APART, TOGETHER]), Dict(value_trait=Enum([APART, TOGETHER]))],
        default_value=APART,
        help="'apart' tries students' functions from another process, so that no submission can "
        "change its points. 'together' runs the tests beside the student's code, in one sandboxed "
        "process, as nbgrader does: they may use classes, files, generators and so on, and a "
        "student who tries can change them. For one assignment: {'ASSIGNMENT': 'together'}.",
    ).tag(config=True)
    progress = Bool(True, help="Show a progress bar in a terminal.").tag(config=True)

    def limits(self) -> Limits:
        """Return what a student process may use."""
        return Limits(
            memory=self.memory, cpu=self.cpu_seconds, processes=self.processes, folder=self.folder,
            output=self.output, isolation=self.isolation,
        )  # fmt: skip

    def runs_together(self, assignment: str) -> bool:
        """Return whether an assignment's tests run beside the student's code."""
        tests = self.tests
        return (tests.get(assignment) if isinstance(tests, dict) else tests) == TOGETHER

    def workers(self) -> int:
        """Return how many notebooks run at once."""
        return self.jobs or workers()


# nbgrader's settings for running notebooks, some of which have a counterpart here.
NBGRADERS_STEPS = ("Execute", "RunSandboxed", "ExecutePreprocessor", "NotebookClient")
COUNTERPARTS = {
    "timeout": "cell_seconds",
    "iopub_timeout": "cell_seconds",
    "startup_timeout": "notebook_seconds",
}
EFFECTIVE = ("enabled",)


def take_time_limit(sandbox: Sandbox, config: Config, log: logging.Logger) -> None:
    """Take nbgrader's `Execute.timeout` as `cell_seconds`, and name settings without effect."""
    for step in NBGRADERS_STEPS:
        given = config.get(step, {})
        for name, value in given.items():
            if name == "timeout" and "cell_seconds" not in config.Sandbox and value:
                sandbox.cell_seconds = float(value)
                log.warning("%s.timeout = %s is taken as c.Sandbox.cell_seconds", step, value)
            elif name not in EFFECTIVE:
                instead = COUNTERPARTS.get(name)
                hint = (
                    f": c.Sandbox.{instead} counts" if instead else ", students' code is sandboxed"
                )
                log.warning("%s.%s has no effect%s", step, name, hint)

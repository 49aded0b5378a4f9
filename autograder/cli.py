"""The `autograder` command: make the course's generated files, check them, and write new parts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from .authoring.command_line import add_commands as add_authoring_commands
from .class_report.command_line import add_commands as add_report_commands
from .course import environment, paths
from .course.assignment_name import assignment_name
from .course.errors import CourseError
from .lms.command_line import add_commands as add_lms_commands

NAMES = "ASSIGNMENT or ASSIGNMENT/FUNCTION (default: all)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 if all is well, 1 if something is wrong."""
    if arguments is None:
        environment.settle()
    parser = _parser()
    options = parser.parse_args(arguments)
    names = getattr(options, "assignment", [])
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        for name in [names] if isinstance(names, str) else names:
            if name not in paths.assignments():
                parser.error(f"no assignment {name!r}; there are: {', '.join(paths.assignments())}")
        return run(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    build = commands.add_parser("build", help="make exercises/ from solutions/ through nbgrader")
    build.add_argument("assignment", nargs="*", help="only these (default: all)")
    build.add_argument("--check", action="store_true", help="change nothing, and say what is stale")
    build.add_argument(
        "--force", action="store_true", help="replace notebooks in which somebody has worked, too"
    )
    build.set_defaults(run=_build)

    remove = commands.add_parser("remove", help="remove a chapter, an assignment or an exercise")
    remove.add_argument("name", help="a chapter's stem or page, ASSIGNMENT, or ASSIGNMENT/EXERCISE")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    remove.set_defaults(run=_remove)

    golden = commands.add_parser(
        "golden", help="compute the expected values of the visible checks with Keras"
    )
    golden.add_argument("exercise", nargs="*", help=NAMES)
    golden.add_argument(
        "--check", action="store_true", help="change nothing, and compare with Keras"
    )
    golden.set_defaults(run=_golden)

    expect = commands.add_parser(
        "expect", help="compute the expected values of the hidden tests with Keras"
    )
    expect.add_argument("assignment", nargs="+")
    expect.set_defaults(run=_expect)

    check = commands.add_parser(
        "check", help="find mistakes in exercises, notebooks and pages, in seconds"
    )
    check.add_argument("exercise", nargs="*", help=NAMES)
    check.set_defaults(run=_check)

    regrade = commands.add_parser(
        "regrade", help="grade an assignment again, and say what changes for whom and why"
    )
    regrade.add_argument("graded", type=assignment_name, metavar="ASSIGNMENT")
    regrade.add_argument("--dry-run", action="store_true", help="change nothing")
    regrade.set_defaults(run=_regrade)

    dates = commands.add_parser(
        "dates", help="enter classroom/dates.yml into the gradebook, and say who is late"
    )
    dates.add_argument(
        "dated", nargs="*", type=assignment_name, metavar="ASSIGNMENT",
        help="only these (default: all)",
    )  # fmt: skip
    dates.set_defaults(run=_dates)

    add_authoring_commands(commands)
    add_lms_commands(commands)

    demo = commands.add_parser("demo", help="grade a demonstration class with nbgrader")
    demo.add_argument("--force", action="store_true", help="grade again even if nothing changed")
    demo.set_defaults(run=_demo)

    add_report_commands(commands)

    bench = commands.add_parser(
        "bench", help="compare the speed of grading with that of nbgrader's own steps"
    )
    bench.add_argument("assignment", nargs="?", default="forward_propagation")
    bench.add_argument(
        "--students", type=int, default=24, help="submissions per round (default: 24)"
    )
    bench.add_argument("--rounds", type=int, default=3, help="rounds of each (default: 3)")
    bench.add_argument(
        "--sizes", type=int, nargs="*", default=[], metavar="N",
        help="also grade classes of these sizes, such as 10 100 1000",
    )  # fmt: skip
    bench.set_defaults(run=_bench)

    of_cluster = commands.add_parser(
        "bench-cluster", help="measure grading on Dask clusters, all on this machine"
    )
    of_cluster.add_argument("assignment", nargs="?", default="forward_propagation")
    of_cluster.add_argument(
        "--workers", type=int, nargs="+", default=[1, 2], metavar="N",
        help="sizes of clusters (default: 1 2)",
    )  # fmt: skip
    of_cluster.add_argument("--students", type=int, default=24, help="submissions (default: 24)")
    of_cluster.add_argument(
        "--sleep", type=float, default=0.0, metavar="SECONDS",
        help="workers sleep so long per submission and judge none: 40 submissions per worker",
    )  # fmt: skip
    of_cluster.add_argument("--kill", type=float, default=0.0, help="kill a worker every KILL s")
    of_cluster.set_defaults(run=_bench_cluster)

    worker = commands.add_parser(
        "worker", help="judge notebooks for `nbgrader autograde --Sandbox.scheduler=ADDRESS`"
    )
    worker.add_argument("address", help="of the Dask scheduler, such as tcp://HOST:8786")
    worker.add_argument(
        "--threads", type=int, default=0, help="notebooks at once (default: one per CPU)"
    )
    worker.add_argument("--name", default="", help="(default: the host's name, and a number)")
    worker.set_defaults(run=_worker)

    proof = commands.add_parser(
        "proof", help="prove the checks on misconceptions and correct variants"
    )
    proof.add_argument("exercise", nargs="*", help=NAMES)
    proof.add_argument(
        "--mutations", action="store_true", help="prove them on mutants of the solutions as well"
    )
    proof.set_defaults(run=_proof)
    return parser


def _build(options: argparse.Namespace) -> int:
    from .assignments import build
    from .authoring.check import faults_of
    from .authoring.selection import select
    from .tables.beside_notebooks import explained_tables

    names = options.assignment or paths.assignments()
    if faults := faults_of(select(names)):
        return _report(faults, "")
    if options.check:
        return _report(build.check(names, explained_tables), "exercises/ is what solutions/ gives")
    build.build(names, explained_tables, force=options.force)
    return 0


def _remove(options: argparse.Namespace) -> int:
    from .assignments.remove import remove

    def confirm(question: str) -> bool:
        if options.yes:
            return True
        if not sys.stdin.isatty():
            raise CourseError(f"{question} There is no terminal to ask on; add --yes")
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")

    return 0 if remove(paths.ROOT, options.name, confirm) else 1


def _golden(options: argparse.Namespace) -> int:
    from .authoring.check import faultless
    from .authoring.selection import select
    from .tables import visible

    exercises, faults = faultless(select(options.exercise))
    if options.check:
        faults += visible.check(exercises)
        return _report(faults, "the stored values are what the installed Keras gives")
    changed, of_values = visible.write(exercises)
    for path in changed:
        print(f"changed {path.relative_to(paths.ROOT)}")
    return _report(faults + of_values, "" if changed else "the stored values have not changed")


def _check(options: argparse.Namespace) -> int:
    from .authoring.check import faults_of
    from .authoring.selection import select

    return _report(faults_of(select(options.exercise)), "no faults found")


def _expect(options: argparse.Namespace) -> int:
    from .tables import make_hidden

    for assignment in options.assignment:
        make_hidden.make(assignment)
    return 0


def _dates(options: argparse.Namespace) -> int:
    from .grading.dates.command import apply_dates

    apply_dates(options.dated)
    return 0


def _regrade(options: argparse.Namespace) -> int:
    from .assignments import build
    from .course.nbgrader_command import nbgrader
    from .grading.course_settings import course_directory
    from .grading.regrade.run import Regrade
    from .tables import class_files
    from .tables.beside_notebooks import explained_tables

    name, course = options.graded, course_directory()
    if name not in paths.assignments():
        if Regrade(name, course).run(options.dry_run):
            released = nbgrader("generate_assignment", name, "--force")
            return _report([] if released.returncode == 0 else [released.output], "")
        return 0
    files = build.prepared_files(name, explained_tables)
    regrade = Regrade(name, course, class_files.made_from(name), files)
    if regrade.run(options.dry_run):
        build.build([name], explained_tables)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from .class_report.run import write_reports
    from .demo import run_demo
    from .demo.run import FOLDER

    status = run_demo(force=options.force)
    os.environ[paths.CLASSROOM_VARIABLE] = str(FOLDER)
    return status or write_reports(None, hide_names=False)


def _bench(options: argparse.Namespace) -> int:
    from .demo.bench import run_bench

    return run_bench(options.assignment, options.students, options.rounds, options.sizes)


def _bench_cluster(options: argparse.Namespace) -> int:
    from .grading.cluster.bench import run_cluster_bench

    return run_cluster_bench(
        options.assignment, options.students, options.workers, options.sleep, options.kill
    )


def _worker(options: argparse.Namespace) -> int:
    from .grading.cluster.worker_command import run_worker

    return run_worker(options.address, options.threads, options.name)


def _proof(options: argparse.Namespace) -> int:
    from .authoring.check import faultless
    from .authoring.selection import select
    from .proof.run import run_proof

    exercises, faults = faultless(select(options.exercise))
    status = run_proof(exercises, mutations=options.mutations)
    return max(status, _report(faults, ""))


def _report(faults: list[str], good: str) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    if good and not faults:
        print(good)
    return 1 if faults else 0

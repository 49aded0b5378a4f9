"""The `autograder` command: make what is made, and check that it is not stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from .course import environment, paths
from .course.errors import CourseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 if all is well, 1 if something is wrong."""
    if arguments is None:
        environment.settle()
    parser = _parser()
    options = parser.parse_args(arguments)
    names = getattr(options, "assignment", [])
    for name in [names] if isinstance(names, str) else names:
        if name not in paths.assignments():
            parser.error(f"no assignment {name!r}; there are: {', '.join(paths.assignments())}")
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    build = commands.add_parser("build", help="make exercises/ from solutions/ through nbgrader")
    build.add_argument("assignment", nargs="*", help="only these (default: all)")
    build.add_argument("--check", action="store_true", help="only say what is stale")
    build.add_argument("--force", action="store_true", help="even over somebody's work")
    build.set_defaults(run=_build)

    golden = commands.add_parser("golden", help="store what Keras gives for the visible checks")
    golden.add_argument("--check", action="store_true", help="only compare with live Keras")
    golden.set_defaults(run=_golden)

    expect = commands.add_parser("expect", help="make the right values for the hidden tests")
    expect.add_argument("assignment", nargs="+")
    expect.set_defaults(run=_expect)

    demo = commands.add_parser("demo", help="grade a demonstration class with nbgrader")
    demo.add_argument("--force", action="store_true", help="grade again even if nothing changed")
    demo.set_defaults(run=_demo)

    bench = commands.add_parser("bench", help="measure grading beside nbgrader's own steps")
    bench.add_argument("assignment", nargs="?", default="forward_propagation")
    bench.add_argument("--students", type=int, default=24, help="submissions a round (default: 24)")
    bench.add_argument("--rounds", type=int, default=3, help="rounds of both (default: 3)")
    bench.add_argument(
        "--sizes", type=int, nargs="*", default=[], metavar="N",
        help="also grade classes of these sizes, such as 10 100 1000",
    )  # fmt: skip
    bench.set_defaults(run=_bench)

    proof = commands.add_parser("proof", help="prove the checks on known mistakes and right ways")
    proof.add_argument("--mutations", action="store_true", help="mutate the solutions too")
    proof.set_defaults(run=_proof)
    return parser


def _build(options: argparse.Namespace) -> int:
    from .assignments import build
    from .tables.beside_notebooks import explained_tables

    names = options.assignment or paths.assignments()
    if options.check:
        return _report(build.check(names, explained_tables), "exercises/ is what solutions/ gives")
    build.build(names, explained_tables, force=options.force)
    return 0


def _golden(options: argparse.Namespace) -> int:
    from .tables import visible

    if options.check:
        faults = [f"{fault}; mend it with `autograder golden`" for fault in visible.check()]
        return _report(faults, "the stored values are what the installed Keras gives")
    for path in visible.write():
        print(f"changed {path.relative_to(paths.ROOT)}")
    return 0


def _expect(options: argparse.Namespace) -> int:
    from .tables import make_hidden

    for assignment in options.assignment:
        make_hidden.make(assignment)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from .demo import run_demo

    return run_demo(force=options.force)


def _bench(options: argparse.Namespace) -> int:
    from .demo.bench import run_bench

    return run_bench(options.assignment, options.students, options.rounds, options.sizes)


def _proof(options: argparse.Namespace) -> int:
    from .proof.run import run_proof

    return run_proof(mutations=options.mutations)


def _report(faults: list[str], good: str) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(good)
    return 1 if faults else 0

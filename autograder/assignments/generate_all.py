"""Run `nbgrader generate_assignment` for several assignments in one process.

Starting nbgrader takes longer than making a notebook. `python -m` with this module takes names
of assignments, and flags as every nbgrader command does.
"""

from __future__ import annotations

import sys

from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader


def main(arguments: list[str]) -> int:
    """Generate the named assignments; stop at the first that fails, and print why."""
    app = NbGrader()
    app.initialize(arguments)
    api = NbGraderAPI(config=app.config)
    for name in app.extra_args:
        done = api.generate_assignment(name)
        if not done["success"]:
            print(f"nbgrader generate_assignment {name}", done["log"], done["error"], sep="\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Run the failed tests once more, one at a time.

On a busy machine, tests that run in parallel can starve a browser. A real fault fails twice.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FAILED = Path(".pytest_cache/v/cache/lastfailed")
MAX_TESTS = 5
GROUP = re.compile(r"@[^\]]*$")  # pytest-xdist appends a test's group to its name


def main() -> int:
    names = (
        [GROUP.sub("", name) for name in json.loads(FAILED.read_text())] if FAILED.exists() else []
    )
    if not names:
        print("No test is recorded as failed: something else went wrong")
        return 1
    if len(names) > MAX_TESTS:
        print(f"{len(names)} tests failed: too many to blame on a busy machine")
        return 1
    print(
        "These tests failed in parallel and now run one at a time:", *names, sep="\n  ", flush=True
    )
    return subprocess.call([sys.executable, "-m", "pytest", *names])


if __name__ == "__main__":
    sys.exit(main())

"""Run the tests that have failed once more, one after the other.

A busy machine starves a browser beside other tests. What is wrong fails twice.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FAILED = Path(".pytest_cache/v/cache/lastfailed")
MAX_TESTS = 5
GROUP = re.compile(r"@[^\]]*$")  # pytest-xdist writes a test's group behind its name


def main() -> int:
    names = (
        [GROUP.sub("", name) for name in json.loads(FAILED.read_text())] if FAILED.exists() else []
    )
    if not names:
        print("No test has failed: something else has")
        return 1
    if len(names) > MAX_TESTS:
        print(f"{len(names)} tests have failed, too many for an accident")
        return 1
    print("Failed beside others, now run alone:", *names, sep="\n  ", flush=True)
    return subprocess.call([sys.executable, "-m", "pytest", *names])


if __name__ == "__main__":
    sys.exit(main())

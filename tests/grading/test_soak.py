"""Many submissions in one run: memory and open descriptors of the long-lived processes stay flat.

SOAK=1000 in the environment makes it a thousand; else there are as many as show a leak.
"""

import os
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import bounded
import pytest
from grades import FULL
from nbgrader.api import Gradebook

from autograder.demo.students import ASSIGNMENT, students

pytestmark = pytest.mark.slow

NUMBER = int(os.environ.get("SOAK", "60"))
KINDS = {
    "nbgrader autograde": "nbgrader",
    "sandbox.zygote": "zygote",
    "grading.judge_server": "server",
}
MIB = 2**20
MAX_GROWTH = 12 * MIB + NUMBER * 8_000  # what nbgrader keeps of each submission it has gone through


@dataclass(frozen=True)
class Sample:
    """What a process uses when `done` submissions are graded."""

    done: int
    memory: int
    descriptors: int


def sample(process: int, done: int) -> Sample:
    folder = Path(f"/proc/{process}")
    pages = int((folder / "statm").read_text().split()[1])
    return Sample(done, pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir(folder / "fd")))


def long_lived(classroom: Path, started: int) -> dict[str, int]:
    """Return the processes that live through the run: the first one of each kind."""
    found: dict[str, int] = {"nbgrader": started}
    for line in sorted(bounded.left_over(classroom), key=lambda text: int(text.split()[0])):
        for words, name in KINDS.items():
            if words in line:
                found.setdefault(name, int(line.split()[0]))
    return found


def test_memory_and_descriptors_stay_flat(tmp_path: Path) -> None:
    bounded.generate(tmp_path, ASSIGNMENT)
    text = students()[0].submission(tmp_path / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    for number in range(NUMBER):
        path = tmp_path / "submitted" / f"s{number:04}" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace("def sigmoid(z):", f"# {number}\\ndef sigmoid(z):", 1))
    samples: dict[str, list[Sample]] = defaultdict(list)
    processes: dict[str, int] = {}
    process = bounded.start("autograde", ASSIGNMENT, *bounded.GENTLE, classroom=tmp_path)
    ends = time.monotonic() + 300 + 5 * NUMBER
    try:
        while process.poll() is None:
            assert time.monotonic() < ends, "the run takes too long"
            done = len(list((tmp_path / "autograded").glob("*")))
            if done and processes.keys() != set(KINDS.values()):
                processes = long_lived(tmp_path, process.pid)
            for name, number in processes.items():
                try:
                    samples[name].append(sample(number, done))
                except OSError:
                    continue  # it has just ended
            time.sleep(0.1)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, (tmp_path / "nbgrader.log").read_text()[-3000:]
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        scores = [entry.score for entry in book.assignment_submissions(ASSIGNMENT)]
    assert scores == [FULL] * NUMBER
    assert samples.keys() == set(KINDS.values())
    for name, found in samples.items():
        early = [s for s in found if NUMBER / 6 <= s.done <= NUMBER / 2]
        late = [s for s in found if NUMBER * 2 / 3 <= s.done < NUMBER]
        assert early, name
        assert late, name
        grown = _middle(late, "memory") - _middle(early, "memory")
        print(f"{name}: {grown / MIB:+.1f} MiB, {_middle(late, 'descriptors'):g} descriptors")
        assert grown < MAX_GROWTH, name
        more = _middle(late, "descriptors") - _middle(early, "descriptors")
        assert more <= 2, name
    assert bounded.left_over(tmp_path) == []


def _middle(samples: list[Sample], field: str) -> float:
    return statistics.median(getattr(one, field) for one in samples)

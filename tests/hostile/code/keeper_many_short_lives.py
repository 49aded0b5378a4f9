# Forks processes that end while they are looked at, under names that are not UTF-8.
# points: 0 to 24
import ctypes, os, signal, time

libc = ctypes.CDLL(None)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
until = time.monotonic() + 4
while time.monotonic() < until:
    try:
        if os.fork() == 0:
            libc.prctl(15, b"\xff\xfe) \n", 0, 0, 0)
            os._exit(0)
    except OSError:
        time.sleep(0.01)

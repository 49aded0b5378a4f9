# Names its processes and threads like fields of /proc, so that their memory would count as none.
# points: 0 to 24
import ctypes, os, threading, time

libc = ctypes.CDLL(None)
for name in (b") R 0 (", b"x\nRssAnon:\t0", b"\\nVmSwap: -9", b"\n\n) 0 0 0 0", b"%s%n\x00"):
    libc.prctl(15, name, 0, 0, 0)
    if os.fork() == 0:
        threading.Thread(target=lambda: (libc.prctl(15, b"\xc3(\n) Z 1", 0, 0, 0), time.sleep(60))).start()
        held = bytearray(150 * 2**20)
        for place in range(0, len(held), 4096):
            held[place] = 1
        time.sleep(60)
        os._exit(0)
time.sleep(4)

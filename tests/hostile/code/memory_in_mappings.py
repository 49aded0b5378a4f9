# Cuts memory that it does not use into 64,000 mappings, then copies them into many processes.
# points: 0 to 24
import ctypes, os, time

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
start = libc.mmap(None, ctypes.c_size_t(8192 * 64_000), 0, 0x22, -1, 0)
for number in range(64_000):
    if libc.mprotect(ctypes.c_void_p(start + number * 8192), 4096, 1):
        break
for _ in range(60):
    try:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
    except OSError:
        break
time.sleep(4)

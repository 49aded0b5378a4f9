# Takes memory that counts for no process: memfd, System V segments, shared pages, /dev/zero.
# points: 0 to 24
import ctypes, mmap, os

libc = ctypes.CDLL(None, use_errno=True)


def memfd():
    file = os.memfd_create("x")
    os.write(file, bytes(50_000_000))


def segment():
    if libc.shmget(0, ctypes.c_size_t(50_000_000), 0o1666) < 0:
        raise OSError


def shared():
    mmap.mmap(-1, 50_000_000, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)


def zero():
    mmap.mmap(os.open("/dev/zero", os.O_RDWR), 50_000_000, mmap.MAP_SHARED)


for take in (memfd, segment, shared, zero):
    try:
        take()
        print("ESCAPED", take.__name__)
    except (OSError, ValueError):
        pass

# Asks for what the kernel keeps for a process: locks, pipes, memory files, huge pages, messages.
# points: 24
import ctypes, fcntl, mmap, os, signal, socket

libc = ctypes.CDLL(None, use_errno=True)
file = os.open("/tmp/file", os.O_RDWR | os.O_CREAT)
reads, writes = os.pipe()
one, other = socket.socketpair()
tries = {
    "locks": lambda: fcntl.lockf(file, fcntl.LOCK_EX, 1, 5),
    "a larger pipe": lambda: fcntl.fcntl(writes, 1031, 1 << 20),
    "pages moved into a pipe": lambda: os.splice(file, writes, 1),
    "a file sent into a pipe": lambda: os.sendfile(writes, file, 0, 1),
    "descriptors sent": lambda: socket.send_fds(one, [b"x"], [file]),
    "a memory file": lambda: os.memfd_create("memory"),
    "shared memory": lambda: mmap.mmap(-1, 4096),
    "huge pages": lambda: mmap.mmap(-1, 1 << 21, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40000),
    "urgent data": lambda: one.send(b"x", socket.MSG_OOB),
    "datagrams": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
    "attributes": lambda: os.setxattr("/tmp/file", "user.name", b"x"),
    "a pipe with a name": lambda: os.mkfifo("/tmp/pipe"),
    "another session": os.setsid,
    "another group": lambda: os.setpgid(0, 0),
    "another processor": lambda: os.sched_setaffinity(0, [0]),
    "a program": lambda: os.execv("/usr/lib/ld-linux.so.2", ["ld"]),
}
for name, attempt in tries.items():
    try:
        attempt()
        print("ESCAPED", name)
    except OSError:
        pass
for option in (1, 4, 8, 22, 35, 36, 41, 0x53564D41, 0x59616D61):
    if libc.prctl(option, 0, 0, 0, 0) != -1:
        print("ESCAPED prctl", option)
for name in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, 16, 17, 38):
    try:
        socket.socket(name)
        print("ESCAPED socket", name)
    except OSError:
        pass

# Asks the kernel for namespaces, mounts, tracing, keys, BPF and io_uring.
# points: 24
import ctypes, os, platform

libc = ctypes.CDLL(None, use_errno=True)
calls = {
    "ptrace": (101, 16, 1), "unshare user": (272, 0x10000000), "unshare mount": (272, 0x20000),
    "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0), "chroot": (161, b"/tmp"), "setns": (308, 0, 0),
    "process_vm_readv": (310, 1, 0, 0, 0, 0, 0), "bpf": (321, 0, 0, 0), "keyctl": (250, 0, -3, 1),
    "io_uring": (425, 4, 0), "userfaultfd": (323, 0), "perf": (298, 0, 0, -1, -1, 0),
    "pivot_root": (155, b".", b"."), "kexec": (246, 0, 0, 0, 0), "pidfd_getfd": (438, 0, 0, 0),
    "clone3": (435, 0, 0), "open_by_handle_at": (304, 0, 0, 0), "fsopen": (430, b"tmpfs", 0),
}
if platform.machine() == "x86_64":
    for name, (number, *arguments) in calls.items():
        if libc.syscall(number, *arguments) >= 0:
            print("ESCAPED", name)
for change in (lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.chroot("/tmp"),
               lambda: os.mknod("/tmp/d", 0o60666, os.makedev(8, 0)), lambda: os.sethostname("x")
               if hasattr(os, "sethostname") else os.setuid(0)):
    try:
        change()
        print("ESCAPED", change)
    except OSError:
        pass
# The old way into this machine's 32 bits, past the filter of system calls: the process ends.

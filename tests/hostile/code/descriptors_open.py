# Looks for descriptors that lead out: only the wire is open.
# points: 24
import os, stat

for number in range(3, 4096):
    try:
        status = os.fstat(number)
    except OSError:
        continue
    kind = "socket" if stat.S_ISSOCK(status.st_mode) else "other"
    if stat.S_ISSOCK(status.st_mode):
        globals().setdefault("sockets", []).append(number)
    elif not os.path.exists(f"/dev/fd/{number}") and not stat.S_ISCHR(status.st_mode):
        print("ESCAPED", number, oct(status.st_mode))
print("ESCAPED" if len(sockets) != 1 else "one socket")

# Kills and stops its own group, which it may share with who watches over it.
# points: 24
import os, signal, time

if os.fork() == 0:
    os.setpgid(0, 0)
    os._exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
    try:
        os.kill(0, number)
    except OSError:
        pass
time.sleep(0.5)

# Leaves a process behind that has left its session and its parents.
# points: 0 to 24
import ctypes, os, signal, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, b"left-behind", 0, 0, 0)
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        time.sleep(10**6)
    os._exit(0)
os.wait()

# Changes handlers, sets timers, and runs on in threads.
# points: 0 to 24
import signal, threading

signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=False).start()

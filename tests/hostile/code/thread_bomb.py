# Starts threads that never end, as many as it can.
# points: 0 to 24
import threading, time

started = 0
try:
    for _ in range(10_000):
        threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
print("ESCAPED" if started > 1000 else started)

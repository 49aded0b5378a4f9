# Sleeps in a cell; what comes after it is right.
# points: 24
import time

time.sleep(10**6)

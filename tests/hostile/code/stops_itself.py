# Stops its own process, which is neither running nor ended then.
# points: 0 to 24
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGTSTP)
signal.pause()

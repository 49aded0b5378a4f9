# Names its process with bytes that are not UTF-8, asks not to die with the keeper, and never exits.
# points: 0 to 24
import ctypes, os, time

libc = ctypes.CDLL(None)
libc.prctl(1, 0, 0, 0, 0)
libc.prctl(15, b"\xff\xfeNAME", 0, 0, 0)
os._exit = lambda *_: time.sleep(90)

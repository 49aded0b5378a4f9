# Names its process with bytes that are not UTF-8, then closes every descriptor and waits.
# points: 0 to 24
import ctypes, os, time

libc = ctypes.CDLL(None)
libc.prctl(1, 0, 0, 0, 0)
libc.prctl(15, b"\xff\xfeWIRE", 0, 0, 0)
os.closerange(3, 200)
time.sleep(45)

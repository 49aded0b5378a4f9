# Reads the environment that its process was started with, below the Python that has forgotten it.
# points: 24
import ctypes, tempfile

libc = ctypes.CDLL(None)
libc.getauxval.restype = ctypes.c_ulong
end = libc.getauxval(31)  # AT_EXECFN stands behind the environment
found = ctypes.string_at(end - 3000, 3000)
print("ESCAPED" if b"@CLASSROOM@" in found or b"@ROOT@" in found else "nothing")
print("ESCAPED" if tempfile.gettempdir() != "/tmp" else "nothing")

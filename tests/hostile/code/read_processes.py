# Reads the environment, the memory and the descriptors of the processes around it.
# points: 24
import glob, os

print(dict(os.environ))
for path in glob.glob("/proc/[0-9]*/*") + ["/proc/self/environ", "/proc/self/mem", "/proc/1/mem"]:
    try:
        print("ESCAPED", path, open(path, "rb").read(2000))
    except OSError:
        pass

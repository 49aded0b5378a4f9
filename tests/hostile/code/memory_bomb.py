# Uses up the memory in one process.
# points: 0 to 24
held = []
while True:
    held.append(bytearray(50_000_000))

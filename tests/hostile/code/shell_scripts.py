# Starts programs.
# points: 24
import os, subprocess, sys

for command in (["/bin/sh", "-c", "id"], [sys.executable, "-c", "print(1)"], ["/usr/bin/env"]):
    try:
        print("ESCAPED", subprocess.run(command, capture_output=True, timeout=2).stdout)
    except OSError as error:
        print(error)

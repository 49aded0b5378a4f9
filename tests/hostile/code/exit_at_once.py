# Ends the process with an exit status that says all is well.
# points: 0
import os

os._exit(0)

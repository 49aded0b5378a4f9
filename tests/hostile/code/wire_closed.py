# Closes all descriptors.
# points: 0
import os

os.closerange(0, 4096)

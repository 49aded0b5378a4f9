"""The kernel of the pages: what native code writes to the terminal goes into a file.

TensorFlow logs before its log level is read, and ipykernel warns at each start. A hundred such
lines would bury what the build itself has to say.
"""

import os
import runpy

log = os.open(os.environ["KERNEL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
os.dup2(log, 2)
runpy.run_module("ipykernel_launcher", run_name="__main__")

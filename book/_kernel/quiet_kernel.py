"""The kernel of the pages: what native code writes to the terminal goes into a file.

TensorFlow logs before its log level is read, and ipykernel warns at each start. A hundred such
lines would bury what the build itself has to say. If the build has a process with the libraries
imported, the kernel is forked from it, and this process stands for it.
"""

import os
import runpy
import signal
import sys

import warm_kernels


def stand_for(connection, kernel: int) -> None:
    """Pass signals on to the kernel until it ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: os.kill(kernel, number))
    while connection.recv(1):
        pass


warm_kernels.log_errors()
if warm := os.environ.get(warm_kernels.VARIABLE):
    stand_for(*warm_kernels.ask(warm, sys.argv[1:]))
else:
    runpy.run_module("ipykernel_launcher", run_name="__main__")

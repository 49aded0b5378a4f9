"""Activation functions that a case may pass to the function under check.

A case stored as data names its function; `FUNCTIONS` turns the name back into the function. None of
them is one that the same assignment asks students to write: beside a notebook, and in the process
that runs it, there are only those that the cases of its assignment name.
"""

import numpy as np

FUNCTIONS: dict = {}


def may_be_passed(function):
    """Let cases pass this function by its name."""
    FUNCTIONS[function.__name__] = function
    return function


@may_be_passed
def linear(z):
    """Return z: no activation function."""
    return z


@may_be_passed
def relu(z):
    """Return max(0, z), element by element."""
    return np.maximum(0, z)


@may_be_passed
def softsign(z):
    """Return z / (1 + |z|), element by element."""
    return z / (1 + np.abs(z))


@may_be_passed
def tanh(z):
    """Return the hyperbolic tangent of z, element by element."""
    return np.tanh(z)

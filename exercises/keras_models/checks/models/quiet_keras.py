"""Keras, imported when a model is inspected and kept from writing into the notebook."""

import contextlib
import importlib
import io
import logging
import os
import warnings


def import_keras():
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    return importlib.import_module("keras")


@contextlib.contextmanager
def quiet():
    """Keep warnings and logs of Keras and TensorFlow away from the notebook.

    nbgrader gives no points for a test cell that writes to stderr.
    """
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        _quiet_native_code(),
        _quiet_loggers(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _quiet_native_code():
    null = os.open(os.devnull, os.O_WRONLY)
    before = os.dup(2)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(null)


@contextlib.contextmanager
def _quiet_loggers():
    loggers = [logging.getLogger(name) for name in ("tensorflow", "absl")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels):
            logger.setLevel(level)

"""A demonstration class: made-up students, graded by the real nbgrader commands."""

from .run import run_demo

__all__ = ["run_demo"]

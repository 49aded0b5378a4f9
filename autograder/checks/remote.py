"""What a function in another process does itself, where the checks would otherwise call it.

The grader holds a student's function in this way: the function runs in a process of the student's
own. At home there is no such function.
"""

from __future__ import annotations

from abc import ABC, abstractmethod


class RemoteFunction(ABC):
    """A function that runs in another process."""

    @property
    @abstractmethod
    def known_to_grader(self):
        """A dict of what was found out about the function since the last cell was run."""

    @abstractmethod
    def outcomes(self, cases):
        """Return what `run.run` would see of the function on these cases."""

    @abstractmethod
    def model_builder(self, blueprint):
        """Return a `RemoteModelBuilder` for the models that the function builds."""

    @abstractmethod
    def substitute_references(self, right):
        """Return a context in which the function calls these functions instead of its own."""


class RemoteModelBuilder(ABC):
    """Builds here what a function in another process builds there."""

    @abstractmethod
    def __call__(self, *args):
        """Call the function and return a model like its own."""

    @abstractmethod
    def inspected(self, call, inspect):
        """Return what `inspect()` finds in the models of this call, or what is known already."""

    @abstractmethod
    def behaviour_faults(self, model, tried, find_faults):
        """Return what `find_faults()` finds in a model's behaviour, or what is known already.

        `tried` says what about the model is tried out.
        """

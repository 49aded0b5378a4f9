"""Reach the cluster for the assignments of a run, and tell who is at work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..hopeless import stop_if_hopeless


def connect(assignments: Iterable[Any]) -> None:
    """Reach the cluster now: if that fails, it fails for every submission."""
    try:
        for assignment in assignments:
            assignment.connect()
    except Exception as error:
        stop_if_hopeless(error)
        raise


def at_work(assignments: Iterable[Any]) -> str:
    """Return how many other machines' workers judge, if any do."""
    clusters = [one.cluster for one in assignments if one.cluster]
    return f"{max(one.workers for one in clusters)} workers" if clusters else ""

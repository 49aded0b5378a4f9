"""A mistake costs once: while a function is judged, those before it in the notebook are right ones.

A student's `sequential` calls the student's `dense`. If `dense` is wrong, `sequential` may still be
right, and is judged by what it does with a right `dense`. Functions that come later are not lent: a
`dense` that only calls `dense_batch` would be right without being written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def firm_ground(function: Callable[..., Any], right: Mapping[str, Any]) -> Iterator[None]:
    """Let what `function` calls by the names in `right` be the right functions for a while."""
    if hasattr(function, "lend"):  # it runs in another process
        with function.lend(right):
            yield
        return
    namespace = getattr(function, "__globals__", {})
    own = {name: namespace[name] for name in right if name in namespace}
    namespace.update(right)
    try:
        yield
    finally:
        for name in right:
            namespace.pop(name, None)  # the function may have done it already
        namespace.update(own)


def before(name: str, right: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `right`, which stand as in the notebook, that come before `name`."""
    names = list(right)
    return {other: right[other] for other in names[: names.index(name)]}

"""A mistake costs once: while a function is judged, the others of its notebook are the right ones.

A student's `sequential` calls the student's `dense`. If `dense` is wrong, `sequential` may still be
right, and is judged by what it does with a right `dense`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def firm_ground(
    function: Callable[..., Any], name: str, right: Mapping[str, Any]
) -> Iterator[None]:
    """Let what `function` calls by the names in `right` be the right functions for a while.

    `name` is the function's own: it is left alone, so that it may call itself.
    """
    namespace = getattr(function, "__globals__", {})
    lent = {other: item for other, item in right.items() if other != name}
    own = {other: namespace[other] for other in lent if other in namespace}
    namespace.update(lent)
    try:
        yield
    finally:
        for other in lent:
            del namespace[other]
        namespace.update(own)

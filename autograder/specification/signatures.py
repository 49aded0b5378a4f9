"""Whether a function can be called as the cases of its exercise call it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from ..checks.models import Call
from ..checks.run import Case


def mismatch(function: Callable[..., Any], cases: Iterable[Case | Call]) -> str:
    """Return why a call of `function` with the arguments of a case cannot begin, or "".

    Python raises TypeError at such a call before the first line of the function runs.
    """
    signature = inspect.signature(function)
    for case in cases:
        keywords = case.keywords if isinstance(case, Case) else {}
        try:
            signature.bind(*case.arguments, **keywords)
        except TypeError as error:
            return f"{function.__name__}{signature} cannot be called as the cases call it: {error}"
    return ""

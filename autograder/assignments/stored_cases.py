"""Which functions the stored cases of an assignment pass as arguments."""

from __future__ import annotations

import json
from typing import Any

from ..course import paths


def functions_named(assignment: str) -> set[str]:
    """Return the names of the functions that stored cases pass as arguments."""
    tables = (paths.GOLDEN / assignment).glob("*.json")
    return set().union(*(_functions_in(json.loads(path.read_text("utf-8"))) for path in tables))


def _functions_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        own = {data["function"]} if data.keys() == {"function"} else set()
        return own.union(*map(_functions_in, data.values()))
    return set().union(*map(_functions_in, data)) if isinstance(data, list) else set()

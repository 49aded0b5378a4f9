"""Alias this package's `checks` as `checks`, the folder that students import beside a notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .. import checks

PREFIX = checks.__name__.removesuffix("checks")


def alias_checks() -> None:
    """Make `import checks` find the modules of `autograder.checks` that are imported already."""
    for name, module in list(sys.modules.items()):
        if name == checks.__name__ or name.startswith(f"{checks.__name__}."):
            sys.modules[name.removeprefix(PREFIX)] = module


@contextmanager
def checks_aliased() -> Iterator[None]:
    """Alias `checks` within a `with` block."""
    before = {name: module for name, module in sys.modules.items() if _is_alias(name)}
    alias_checks()
    try:
        yield
    finally:
        for name in filter(_is_alias, list(sys.modules)):
            del sys.modules[name]
        sys.modules.update(before)


def _is_alias(name: str) -> bool:
    return name == "checks" or name.startswith("checks.")

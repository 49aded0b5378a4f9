"""A notebook imports `checks`, the folder that lies beside it; that is this package's `checks`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .. import checks

HERE = checks.__name__.removesuffix("checks")


def alias_checks() -> None:
    """Let `import checks` find the modules that are imported here: they need not be read again."""
    for name, module in list(sys.modules.items()):
        if name == checks.__name__ or name.startswith(f"{checks.__name__}."):
            sys.modules[name.removeprefix(HERE)] = module


@contextmanager
def checks_aliased() -> Iterator[None]:
    """Do so for a while."""
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

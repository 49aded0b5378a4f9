"""Restrict `checks.functions` to the functions that an assignment's cases pass as arguments.

One assignment may ask students to write a function that another one's cases pass. So each
notebook's copy of the file is cut down, and so is the module in the process that runs the notebook.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from ..checks import functions

HEAD = r"@may_be_passed\ndef (\w+)"
# Compiled in the zygote, so that no student process has to.
_HEADS = re.compile(f"^{HEAD}", re.MULTILINE)


def names_in(text: str) -> set[str]:
    """Return the names of the functions that `text`, a copy of the file, defines."""
    return set(_HEADS.findall(text))


def only(names: Collection[str], text: str) -> str:
    """Return `text` with no functions but those in `names`."""
    head, *parts = re.split(f"^(?={HEAD.replace('(', '(?:')})", text, flags=re.MULTILINE)
    return (
        "".join([head, *(part for part in parts if names_in(part) <= set(names))]).rstrip() + "\n"
    )


def restrict_to(folder: Path) -> None:
    """Delete from this process every function that the copy of the file in `folder` lacks."""
    copy = folder / "functions.py"
    names = names_in(copy.read_text("utf-8", "replace")) if copy.is_file() else set()
    for name in functions.FUNCTIONS.keys() - names:
        del functions.FUNCTIONS[name]
        delattr(functions, name)

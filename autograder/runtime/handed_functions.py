"""Which of `checks.functions` an assignment has: those that its cases hand over, and no others.

An assignment may ask students to write what another one's cases hand over. So each notebook's copy
of the file is cut down, and so is the module in the process that runs the notebook.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from ..checks import functions

HEAD = r"@may_be_handed\ndef (\w+)"
# Compiled here: each student process, forked from this one, would have to compile it.
_HEADS = re.compile(f"^{HEAD}", re.MULTILINE)


def names_in(text: str) -> set[str]:
    """Return the names of the functions that a copy of the file defines."""
    return set(_HEADS.findall(text))


def only(names: Collection[str], text: str) -> str:
    """Return the text of the file without the functions that are not in `names`."""
    head, *parts = re.split(f"^(?={HEAD.replace('(', '(?:')})", text, flags=re.MULTILINE)
    return (
        "".join([head, *(part for part in parts if names_in(part) <= set(names))]).rstrip() + "\n"
    )


def keep_those_of(folder: Path) -> None:
    """Forget, in this process, all functions that the copy of the file in `folder` has not."""
    copy = folder / "functions.py"
    kept = names_in(copy.read_text("utf-8", "replace")) if copy.is_file() else set()
    for name in functions.FUNCTIONS.keys() - kept:
        del functions.FUNCTIONS[name]
        delattr(functions, name)

"""What a notebook's kernelspec says, which may be missing or name another language than Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}


def complete(kernelspec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a kernelspec that a notebook may have; without a name, it is Python's."""
    if not isinstance(kernelspec.get("name"), str):
        return dict(PYTHON)
    return {"display_name": kernelspec["name"], **kernelspec}


def other_language(kernelspec: Mapping[str, Any]) -> str:
    """Return the language of a kernelspec if it is known not to be Python, or nothing."""
    language = str(kernelspec.get("language") or _installed(str(kernelspec.get("name", ""))))
    return "" if language.lower() in ("", "python", "python3", "ipython") else language


def _installed(name: str) -> str:
    if not name or name.startswith("python"):
        return ""
    try:
        return str(KernelSpecManager().get_kernel_spec(name).language)
    except (NoSuchKernel, OSError, ValueError):
        return ""

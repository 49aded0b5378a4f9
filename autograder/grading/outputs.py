"""What a student process says that a cell put out: made into outputs of a notebook, or dropped."""

from __future__ import annotations

import re
from typing import Any

Output = dict[str, Any]

PICTURES = ("image/png", "image/jpeg")
TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex")
LONGEST = 8_000_000  # characters of all outputs of a cell
LONGEST_OF_ALL = 24_000_000  # of a notebook
MOST = 1000
BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


def checked(outputs: Any, count: int, room: int = LONGEST) -> list[Output]:
    """Return those of `outputs` that are outputs of a notebook, in `room` characters at most.

    Scripts, SVG and widgets are dropped: they would run in the browser of whoever reads them.
    """
    found, room = [], min(room, LONGEST)
    for output in outputs[:MOST] if isinstance(outputs, list) else []:
        made = _made(output, count) if isinstance(output, dict) else None
        size = len(str(made))
        if made and size <= room:
            found.append(made)
            room -= size
    return found


def _made(output: dict[Any, Any], count: int) -> Output | None:
    kind = _text(output.get("output_type"))  # what is compared is a text, not an array
    if kind == "stream":
        name = "stderr" if _text(output.get("name")) == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        rows = output.get("traceback")
        return error(
            _text(output.get("ename"))[:200],
            _text(output.get("evalue"))[:20_000],
            [_text(row) for row in rows[:300]] if isinstance(rows, list) else [],
        )
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        bundle = {"output_type": kind, "metadata": {}, "data": _bundle(data)}
        if not bundle["data"]:
            return None
        return bundle | ({"execution_count": count} if kind == "execute_result" else {})
    return None


def error(name: str, text: str, rows: list[str] | None = None) -> Output:
    """Return an exception as a notebook shows it."""
    rows = rows or [f"{name}: {text}"]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": rows}


def _bundle(data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    texts = {kind: _text(data[kind]) for kind in TEXTS if kind in data}
    pictures = {kind: "".join(_text(data[kind]).split()) for kind in PICTURES if kind in data}
    return texts | {kind: text for kind, text in pictures.items() if BASE64.fullmatch(text)}


def _text(value: Any) -> str:
    # A lone surrogate cannot be written to a file.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""

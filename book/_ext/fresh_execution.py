"""Run the pages' cells in the right surroundings, and again when anything that they import has
changed.

jupyter-cache compares a page's own cells only. So the cache lives in a folder whose name is a hash
of the locked packages and of every source file that a page may import: a change there is a new
folder.
"""

import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from autograder.fingerprint import fingerprint

ROOT = Path(__file__).resolve().parents[2]
STYLE = ROOT / "book" / "_style"
KERNEL = ROOT / "book" / "_kernel"
IMPORTED = ("requirements.lock", "book/_style/*.py")
KERNEL_ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # Without oneDNN TensorFlow adds in the same order on every machine.
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


def imported(root: Path = ROOT) -> str:
    """Hash all that the pages import."""
    return fingerprint((path for pattern in IMPORTED for path in root.glob(pattern)), root)


def choose_cache(app: Sphinx, config: Config) -> None:
    """Use the cache folder of the present sources, and remove those of earlier ones."""
    caches = Path(app.confdir) / ".nbcache"
    current = caches / imported()
    for old in caches.glob("*"):
        if old != current:
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(current)


def prepare_kernels(app: Sphinx, config: Config) -> None:
    """Set what kernels are and inherit: they can import `figures`, and TensorFlow is quiet."""
    _put_first("PYTHONPATH", STYLE, KERNEL)
    _put_first("JUPYTER_PATH", KERNEL)
    os.environ.update(
        KERNEL_ENVIRONMENT | {"KERNEL_LOG": str(Path(app.outdir).parent / "kernels.log")}
    )


def _put_first(variable: str, *folders: Path) -> None:
    known = os.environ.get(variable)
    os.environ[variable] = os.pathsep.join([*map(str, folders), *([known] if known else [])])


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", choose_cache, priority=100)
    app.connect("config-inited", prepare_kernels, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Run the pages' cells in the right surroundings, and again when anything that they import has
changed.

jupyter-cache compares a page's own cells only. So the cache lives in a folder whose name is a hash
of the locked packages, of every source file that a page may import, and of the environment that
kernels get: a change there is a new folder.
"""

import json
import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from autograder.course import environment
from autograder.course.fingerprint import fingerprint

from ..colours import stand_ins

ROOT = Path(__file__).resolve().parents[3]
STYLE = ROOT / "book" / "_style"
KERNEL = ROOT / "book" / "_kernel"
IMPORTED = ("requirements.lock", "book/_style/*.py")
# Figures are drawn in stand-ins for its colours.
PALETTE = "palette.py"
# What writes the pages: a change there writes all of them anew.
WRITERS = ("_ext/**/*.py", "_templates/**/*.html", "_style/*.py")
KERNEL_ENVIRONMENT = {
    # Another backend would leave the pages without a picture.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# Where it differs from one checkout to another, it decides about nothing.
SAME_EVERYWHERE = {
    name: value
    for name, value in (environment.FIXED | KERNEL_ENVIRONMENT).items()
    if name not in ("PYTHONPATH", "JUPYTER_CONFIG_DIR")
}


def imported(root: Path = ROOT) -> str:
    """Hash all that the pages import."""
    files = (path for pattern in IMPORTED for path in root.glob(pattern) if path.name != PALETTE)
    return fingerprint(files, root, json.dumps(SAME_EVERYWHERE, sort_keys=True), stand_ins())


def choose_cache(app: Sphinx, config: Config) -> None:
    """Use the cache folder of the present sources, and remove those of earlier ones."""
    caches = Path(app.confdir) / ".nbcache"
    current = caches / imported()
    for old in caches.glob("*"):
        if old != current:
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(current)


def prepare_kernels(app: Sphinx, config: Config) -> None:
    """Set what kernels inherit: they can import `figures`, and nothing of the user's changes them.

    The folder of IPython is one of the build's: a profile of the user's may draw other pictures.
    """
    build = Path(app.outdir).parent
    drawn_in = build / "stand_ins"
    drawn_in.mkdir(parents=True, exist_ok=True)
    (drawn_in / PALETTE).write_text(stand_ins(), "utf-8")
    path = [drawn_in, STYLE, KERNEL, environment.FIXED["PYTHONPATH"]]
    own = {
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "JUPYTER_PATH": str(KERNEL),
        "IPYTHONDIR": str(build / "ipython"),
        "KERNEL_LOG": str(build / "kernels.log"),
    }
    wanted = environment.fixed(KERNEL_ENVIRONMENT | own)
    os.environ.clear()
    os.environ.update(wanted)


def setup(app: Sphinx) -> None:
    writers = [path for pattern in WRITERS for path in (ROOT / "book").glob(pattern)]
    app.add_config_value("written_by", fingerprint(writers, ROOT), "env", types=[str])
    app.connect("config-inited", choose_cache, priority=100)
    app.connect("config-inited", prepare_kernels, priority=100)

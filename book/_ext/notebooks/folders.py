"""Each assignment as a folder to download, in which its notebook runs: `notebooks/<name>.zip`.

The folder holds the notebook, the checks and the data. They are read from `solutions/`, where
`autograder build` writes them: a student may have worked in `exercises/`.
"""

import zipfile
from pathlib import Path

import nbformat
from sphinx.application import Sphinx

from autograder.course import paths

from .released import released

# Zip files remember when; the same content shall give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


def checks(assignment: str) -> dict[str, Path]:
    """The files of `checks/`, by their places beside the notebook."""
    folder = paths.SOLUTIONS / assignment
    found = [path for kind in ("*.py", "*.json") for path in (folder / "checks").rglob(kind)]
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def write_zip(assignment: str, target: Path) -> None:
    """Write the folder in which the notebook runs."""
    folder = paths.SOLUTIONS / assignment
    files = {f"{assignment}.ipynb": nbformat.writes(released(assignment)).encode() + b"\n"}
    files |= {place: path.read_bytes() for place, path in checks(assignment).items()}
    for path in sorted(folder.glob("*.npy")):
        files[path.name] = path.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{assignment}/{name}", EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_all(app: Sphinx) -> None:
    """Write the folder of each assignment."""
    if app.builder.format == "html":
        for assignment in paths.assignments():
            write_zip(assignment, Path(app.outdir) / "notebooks" / f"{assignment}.zip")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_all)

"""Build a one-page book with the configuration and the extensions of the real one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]


def build_small_book(
    folder: Path,
    page: str,
    quizzes: Mapping[str, str] = MappingProxyType({}),
    flags: Sequence[str] = (),
    more_pages: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Build a book that consists of `page` and `more_pages`, with `quizzes` beside the book's."""
    book = folder / "book"
    unneeded = shutil.ignore_patterns("_build", ".nbcache", "inference", "training", "__pycache__")
    shutil.copytree(ROOT / "book", book, ignore=unneeded)
    for name in ("_ext", "_style"):
        # A link, so that the extensions find what lies beside the real book.
        shutil.rmtree(book / name)
        (book / name).symlink_to(ROOT / "book" / name)
    chapters = "".join(f"- file: {name}\n" for name in more_pages)
    listed = f"chapters:\n{chapters}" if chapters else ""
    (book / "_toc.yml").write_text(f"format: jb-book\nroot: index\n{listed}")
    header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n"
    kernel = "kernelspec:\n  name: python3\n  display_name: Python 3\n"
    no_kernel = 'mystnb:\n  execution_mode: "off"\n'  # starting one takes seconds
    for name, text in {"index": page, **more_pages}.items():
        more = "" if "{code-cell}" in text else no_kernel
        (book / f"{name}.md").write_text(f"{header}{kernel}{more}---\n\n# A page\n\n{text}\n")
    for stem, quiz in quizzes.items():
        (book / "quizzes" / f"{stem}.yml").write_text(quiz)
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(book), "-W", "--keep-going", *flags]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=300, env=environment
    )


def cell(code: str) -> str:
    return f"```{{code-cell}} ipython3\n{code}\n```\n"

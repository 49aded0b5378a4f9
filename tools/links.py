"""List the external links of the book and the repository, with the files that use them.

`.venv/bin/python tools/links.py` writes the list to `docs/outside_links.txt`; with `--check` it
fails if that list is stale. It makes no network request: people check the list now and then, and a
review shows added links.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "docs" / "outside_links.txt"
TEXTS = ("README.md", "CONTRIBUTING.md", "book/**/*.md", "book/quizzes/*.yml", "solutions/*/*.py")
MADE = {"_build", ".nbcache"}
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
# Reserved for examples: they lead nowhere.
EXAMPLE = re.compile(
    r"https?://(?:[\w.-]+\.)?(?:example\.(?:org|com|net)|localhost|127\.0\.0\.1)\b"
)


def texts(root: Path = ROOT) -> list[Path]:
    """Return the source files of the texts, without generated ones."""
    found = {path for pattern in TEXTS for path in root.glob(pattern)}
    return sorted(path for path in found if not MADE & set(path.relative_to(root).parts))


def addresses(text: str) -> list[str]:
    """Return the addresses in a text, without the punctuation that follows them."""
    return [trimmed(found) for found in ADDRESS.findall(text) if not EXAMPLE.match(found)]


def trimmed(address: str) -> str:
    """Remove what belongs to the sentence: a full stop, or a bracket that opened before."""
    while address[-1] in ".,;:!?*_]" or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address


def listing(root: Path = ROOT) -> str:
    """Return the list: each address on a line, and below it the files that use it."""
    used: dict[str, set[str]] = {}
    for path in texts(root):
        for address in addresses(path.read_text("utf-8")):
            used.setdefault(address, set()).add(path.relative_to(root).as_posix())
    lines = [line for address in sorted(used) for line in (address, *indented(used[address]))]
    return "\n".join(lines) + "\n"


def indented(files: set[str]) -> list[str]:
    return [f"    {file}" for file in sorted(files)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="only check whether the list is up to date"
    )
    current = listing()
    if parser.parse_args().check:
        if LIST.is_file() and LIST.read_text("utf-8") == current:
            return 0
        name = LIST.relative_to(ROOT).as_posix()
        print(f"{name} is stale. Run: .venv/bin/python tools/links.py", file=sys.stderr)
        return 1
    LIST.write_text(current, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What several test files share."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The folder of the built HTML book."""
    html = ROOT / "book" / "_build" / "html"
    if not (html / "index.html").is_file():
        pytest.fail("the book is not built: run `make course` first", pytrace=False)
    return html

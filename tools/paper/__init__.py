"""The printed book: its paths, and the error that printing raises."""

from pathlib import Path

from autograder.course.printed_book import FILE

BOOK = Path(__file__).resolve().parents[2] / "book"
HTML = BOOK / "_build" / "html"
PDF = BOOK / "_build" / "pdf" / FILE


class PaperError(Exception):
    """The book cannot be printed; the message says why and what to do."""

"""Put the printed book beside the pages, and link to it from the front page."""

import shutil
from pathlib import Path

from autograder.course.printed_book import FILE, with_link

from . import texts


def put_on_site(pdf: Path, html: Path, front: str) -> None:
    shutil.copyfile(pdf, html / FILE)
    megabytes = max(1, round(pdf.stat().st_size / 1e6))
    link = texts.PDF_LINK.format(address=FILE, megabytes=megabytes)
    page = html / f"{front}.html"
    page.write_text(with_link(page.read_text("utf-8"), link), "utf-8")

"""Print the whole book to one PDF.

`.venv/bin/python tools/pdf.py` joins the pages that `make book` has built, removes what works only
on a screen, moves the solutions and the quiz answers to the end, prints the result with Chromium,
and links to it from the front page.
"""

import sys

from paper import HTML, PDF, PaperError, chromium, contents, document
from paper.finish import finish
from paper.on_site import put_on_site


def main() -> int:
    try:
        chromium.find()
        book = contents.read()
        joined = document.write(HTML, PDF.parent, book)
        printed = PDF.with_suffix(".unfinished.pdf")
        with chromium.started() as browser:
            headings = chromium.print_to(printed, joined, browser)
        finish(printed, book, headings)
        printed.replace(PDF)
        joined.unlink()
        put_on_site(PDF, HTML, book.front)
    except PaperError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

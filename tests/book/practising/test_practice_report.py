"""A report in the page may be printed by the reader's own code: its links lead to pages only."""

import json
import re
import subprocess
from pathlib import Path

from live_figures import NODE

from autograder.course import paths
from autograder.tables.beside_notebooks import explained_tables

SCRIPT = Path(__file__).parents[2] / "support" / "scripts" / "report_addresses.mjs"
PLACE = re.compile(r"the book, (\S+?\.html#[^\s\"\\]+)")
REFUSED = """
javascript:alert(1)//x.html#a
JavaScript:alert(1)/x.html#a
 javascript:alert(1)//x.html#a
java\tscript:alert(1)//x.html#a
data:text/html,<script>alert(1)</script>x.html#a
vbscript:x.html#a
blob:https://example.org/x.html#a
file:///etc/passwd.html#a
ftp://example.org/x.html#a
//example.org/x.html#a
/\\example.org/x.html#a
\\\\example.org\\x.html#a
/absolute/x.html#a
../../outside/x.html#a
a/../../x.html#a
./x.html#a
http:x.html#a
http:/x.html#a
https:///x.html#a
https://you@example.org/x.html#a
https:\\\\example.org/x.html#a
x.html#<img>
x.html
""".strip("\n").split("\n")


def addresses(places: list[str]) -> list[str | None]:
    done = subprocess.run(
        [NODE, SCRIPT], input=json.dumps(places), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: list[str | None] = json.loads(done.stdout)
    return found


def test_what_is_no_page_becomes_no_link() -> None:
    assert dict(zip(REFUSED, addresses(REFUSED))) == dict.fromkeys(REFUSED)


def test_every_place_that_a_mistake_names_becomes_a_link() -> None:
    tables = [text for name in paths.assignments() for text in explained_tables(name).values()]
    places = sorted({place for text in tables for place in PLACE.findall(text)})
    assert len(places) > 20
    assert addresses(places) == [f"../{place}" for place in places]


def test_a_published_book_is_linked_where_it_is() -> None:
    place = "https://example.org/dense-to-adam/training/adam.html#bias-correction"
    assert addresses([place, place.replace("https", "http")]) == [
        place, place.replace("https", "http"),
    ]  # fmt: skip

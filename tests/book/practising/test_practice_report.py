"""A report reaches the page as data. A reader's code can make one: links lead to pages only."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from live_figures import NODE

from autograder.course import paths
from autograder.tables.beside_notebooks import explained_tables

SUPPORT = Path(__file__).parents[2] / "support"
SCRIPT = SUPPORT / "scripts" / "report_addresses.mjs"
SCRIPTS = paths.ROOT / "book" / "_scripts" / "practice"
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


def tried(code: str, tmp_path: Path) -> dict[str, Any]:
    """What the runner of the practice cells answers when this is written for `sigmoid`."""
    checks = paths.EXERCISES / "forward_propagation" / "checks"
    files = [path for kind in ("*.py", "*.json") for path in checks.rglob(kind)]
    start = {"file": "<start>", "text": "import numpy as np\nfrom checks import check"}
    request = {
        "assignment": "forward_propagation",
        "name": "sigmoid",
        "files": {f"checks/{path.relative_to(checks)}": path.read_text("utf-8") for path in files},
        "missing": [],
        "earlier": [start],
        "own": {"file": "<your code>", "text": code},
        "check": 'check("sigmoid", sigmoid)',
    }
    given, answers = tmp_path / "given.json", tmp_path / "answers.json"
    given.write_text(json.dumps([{"request": request}]), "utf-8")
    script = SUPPORT / "practise_in_python.py"
    subprocess.run([sys.executable, script, SCRIPTS, given, answers], check=True, timeout=120)
    (found,) = json.loads(answers.read_text("utf-8"))
    return dict(found)


def test_the_page_gets_a_failed_check_as_rows_and_shows_them_as_a_list(tmp_path: Path) -> None:
    found = tried("def sigmoid(z):\n    return 1 / (1 + np.exp(z))", tmp_path)
    assert found["state"] == "wrong"
    assert found["report"]["headline"] == found["message"].splitlines()[0]
    rows = {row["head"]: row for row in found["report"]["rows"]}
    assert list(rows) == ["Wrong", "Call", "Returned", "Expected", "Why", "Read"]
    assert rows["Call"] == {
        "head": "Call", "text": "sigmoid(z=np.float64(-2.5))", "prose": False,
    }  # fmt: skip
    done = subprocess.run(
        [NODE, SUPPORT / "scripts" / "report_text.mjs"],
        input=json.dumps(found["report"]["rows"]), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)[2:]
    texts = {head[2]: text for head, text in zip(shown[::2], shown[1::2])}
    plain = {"translate": "no"}
    assert texts["Call"] == ["dd", {}, ["pre", plain, "sigmoid(z=np.float64(-2.5))"]]
    assert texts["Why"][2:4] == ["You computed ", ["code", plain, "1 / (1 + np.exp(z))"]]
    ((tag, attributes, place),) = texts["Read"][2:]
    assert tag == "a"
    assert attributes["href"] == f"../{place.removeprefix('the book, ')}"


def test_what_the_readers_code_raises_or_prints_is_no_report_unless_it_has_rows(
    tmp_path: Path,
) -> None:
    raises = "class CheckFailed(Exception):\n    report = 1\n\nraise CheckFailed('  Why       x')"
    assert tried(raises, tmp_path)["report"] is None
    spoilt = "from checks import CheckFailed\nerror = CheckFailed('x')\n"
    assert tried(f"{spoilt}error.report = 1\nraise error", tmp_path)["report"] is None

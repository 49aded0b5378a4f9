"""Hostile submissions in a browser: in a real Formgrader with MathJax, and in the feedback."""

import contextlib
import json
import mimetypes
import os
import re
import runpy
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import bounded
import hostile_class
import nbformat
import pytest
from browsing import Reading
from nbgrader.api import Gradebook
from notebooks import solved
from playwright.sync_api import Route

from autograder.course import paths
from autograder.demo.students import ASSIGNMENT
from autograder.grading.submission_fingerprint import RECORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("formgrader")]

NAMES = ("formgrader_link", "files_active", "formulas_commands", "overlay", "markdown_headings",
         "code_cells_flood", "many_small_cells", "format_3_many_cells", "timestamp_binary",
         "timestamp_far", "timestamp_garbage", "timestamp_pipe")  # fmt: skip
# Names of students, who chose the names of their folders.
STRANGE = ("<img src=x onerror=window.HACKED=1>", '"-(window.HACKED=1)-"',
           "$\\href{http:notes.html}{x}$", "=1+1,comma")  # fmt: skip
MATHJAX = paths.ROOT / "node_modules" / "mathjax"
CDN = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.9/"
SECONDS, MEGABYTES = 5, 300
SLOWER = 3  # a busy machine


@dataclass(frozen=True)
class Jupyter:
    """A Jupyter server of the instructor's, with Formgrader."""

    folder: Path
    address: str
    token: str
    pages: dict[str, str]  # the addresses of the submissions in Formgrader
    process: int

    def cpu_seconds(self) -> float:
        """Return the processor time that the server and its children have used."""
        text = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2]
        return sum(map(int, text.split()[11:15])) / os.sysconf("SC_CLK_TCK")

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        """Ask for a page, by its token."""
        request = urllib.request.Request(
            f"{self.address}{path}", headers={"Authorization": f"token {self.token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def graded() -> Iterator[Path]:
    """A graded class, below the course's folder: Formgrader serves files from nowhere else."""
    place = paths.ROOT / "classroom"
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="formgrader-", dir=place) as folder:
        _grade(Path(folder))
        yield Path(folder)


def _grade(folder: Path) -> None:
    bounded.generate(folder, ASSIGNMENT)
    found = {s.name: s for s in hostile_class.submissions({}) if s.name in NAMES}
    assert found.keys() == set(NAMES)
    for submission in found.values():
        hostile_class.hand_in(submission, folder, ASSIGNMENT)
    for name in ("honest", *STRANGE):
        path = folder / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        hostile_class.write(solved(ASSIGNMENT), path)
    done = bounded.nbgrader("autograde", ASSIGNMENT, *bounded.GENTLE, classroom=folder, seconds=600)
    assert done.status == 0, done.output[-3000:]


@pytest.fixture(scope="module")
def jupyter(graded: Path) -> Iterator[Jupyter]:
    token = secrets.token_hex(16)
    own = {name: str(graded / "jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR",
                                                      "JUPYTER_RUNTIME_DIR")}  # fmt: skip
    extension = "nbgrader.server_extensions.formgrader"
    command = [
        sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", "--port=0",
        "--ip=127.0.0.1", f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={paths.ROOT}", "--ServerApp.port_retries=0",
        f"--ServerApp.jpserver_extensions={{'{extension}': True}}",
    ]  # fmt: skip
    with open(graded / "jupyter.log", "w") as log:
        process = subprocess.Popen(
            command, cwd=paths.ROOT, env=bounded.environment(graded, own), stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        address = _address_of(process, graded)
        with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as book:
            entries = book.notebook_submissions(ASSIGNMENT, ASSIGNMENT)
            pages = {entry.student.id: f"/formgrader/submissions/{entry.id}/" for entry in entries}
        yield Jupyter(graded, address, token, pages, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address_of(process: "subprocess.Popen[bytes]", folder: Path) -> str:
    """Return the address on which the server listens, as soon as it has written it down."""
    log, record = folder / "jupyter.log", folder / "jupyter" / f"jpserver-{process.pid}.json"
    for _ in range(6000):  # ten minutes
        assert process.poll() is None, log.read_text()[-3000:]
        with contextlib.suppress(OSError, ValueError):
            return f"http://127.0.0.1:{json.loads(record.read_text())['port']}"
        time.sleep(0.1)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture
def formgrader(jupyter: Jupyter, reading: Reading) -> Reading:
    """A browser that is logged in, for which MathJax comes from this machine."""
    serve_mathjax(reading)
    reading.page.goto(f"{jupyter.address}/api?token={jupyter.token}")
    return reading


def serve_mathjax(reading: Reading) -> None:
    if not (MATHJAX / "MathJax.js").is_file():
        pytest.fail("MathJax is not installed: run `make course` first", pytrace=False)

    def serve(route: Route) -> None:
        url = route.request.url.partition("?")[0]
        path = MATHJAX / url.removeprefix(CDN)
        if url.startswith(CDN) and path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=path.read_bytes(), content_type=kind, headers=headers)
        else:
            route.abort()

    reading.page.route(re.compile("^https:"), serve)


def typeset(reading: Reading, address: str) -> None:
    """Open a page and wait until its formulas are set."""
    reading.page.goto(address, wait_until="load", timeout=120_000)
    reading.page.wait_for_function(
        "() => window.MathJax && MathJax.Hub && MathJax.isReady", timeout=120_000
    )
    reading.page.evaluate(
        "() => new Promise(done => MathJax.Hub.Queue(['Typeset', MathJax.Hub], done))"
    )


def assert_harmless(reading: Reading, address: str) -> None:
    page = reading.page
    links = page.evaluate(
        "() => [...document.querySelectorAll('.from-the-notebook a[href], .mjx-chtml a[href]')]"
        ".map(a => a.href)"
    )
    for link in links:
        assert link.startswith(("http://", "https://", "mailto:")), link
        assert not link.startswith((address, "http://localhost", "http://127.", "http://2130"))
    assert page.evaluate("window.HACKED") is None
    assert "HACKED" not in page.title()
    inside = "document.querySelectorAll('.from-the-notebook *, .output_html *')"
    styled = (
        f"[...{inside}].filter(e => /navbar|panel|modal|btn|col-|forged/.test(e.className + e.id))"
    )
    assert page.evaluate(f"() => {styled}.length") == 0
    fixed = f"[...{inside}].filter(e => getComputedStyle(e).position === 'fixed')"
    assert page.evaluate(f"() => {fixed}.length") == 0
    assert page.locator("script:not([src]):has-text('HACKED'), iframe, object, embed").count() == 0


def test_mathjax_sets_the_courses_formulas(jupyter: Jupyter, formgrader: Reading) -> None:
    typeset(formgrader, jupyter.address + jupyter.pages["honest"])
    page = formgrader.page
    assert page.locator(".mjx-chtml").count() > 20
    assert page.locator(".tex2jax_ignore:has-text('$')").count() == 0
    assert page.evaluate("MathJax.Extension.Safe.config.allow.URLs") == "none"
    assert page.locator("span.merror, .mjx-merror").count() == 0


@pytest.mark.parametrize("name", ["formgrader_link", "formulas_commands", "overlay"])
def test_formgrader_runs_nothing_of_a_submission(
    jupyter: Jupyter, formgrader: Reading, name: str
) -> None:
    typeset(formgrader, jupyter.address + jupyter.pages[name])
    assert formgrader.page.locator(".mjx-chtml").count() > 20
    assert_harmless(formgrader, jupyter.address)


@pytest.mark.parametrize("name", ["formgrader_link", "formulas_commands", "overlay"])
def test_feedback_runs_nothing_of_a_submission(graded: Path, reading: Reading, name: str) -> None:
    seconds, megabytes = generate_feedback(graded, name)
    assert seconds < SECONDS * SLOWER
    assert megabytes < MEGABYTES
    page = graded / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html"
    reading.page.goto(page.as_uri())
    assert reading.page.locator("math").count() > 20
    assert reading.page.locator("math [href], math [class], math [id], script").count() == 0
    assert_harmless(reading, "file:")


def formulas() -> list[str]:
    """Return the hostile formulas."""
    path = hostile_class.HERE / "notebooks" / "formulas_commands.py"
    return list(runpy.run_path(str(path))["FORMULAS"])


def test_mathjax_alone_makes_no_links_or_classes(jupyter: Jupyter, formgrader: Reading) -> None:
    """The second wall without the first: what reaches MathJax is held by its Safe mode."""
    typeset(formgrader, jupyter.address + jupyter.pages["honest"])
    page = formgrader.page
    page.evaluate(
        "texts => { const box = document.createElement('div'); box.id = 'probe';"
        "box.textContent = texts.map(t => '$' + t + '$').join(' ');"
        "document.body.append(box); return new Promise(done =>"
        "MathJax.Hub.Queue(['Typeset', MathJax.Hub, box], done)) }",
        formulas(),
    )
    assert page.locator("#probe .mjx-chtml").count() > 5
    assert page.locator("#probe a[href], #probe .navbar-fixed-top, #forged").count() == 0
    assert page.evaluate(
        "() => [...document.querySelectorAll('#probe *')]"
        ".every(e => getComputedStyle(e).position !== 'fixed')"
    )


@pytest.mark.parametrize("name", ["formgrader_link", "files_active"])
def test_files_beside_a_notebook_are_served_as_text(
    jupyter: Jupyter, formgrader: Reading, name: str
) -> None:
    folder = jupyter.folder / "autograded" / name / ASSIGNMENT
    of_the_course = folder / "checks", folder / f"{ASSIGNMENT}.ipynb", folder / RECORD
    files = [
        path
        for path in folder.rglob("*")
        if path.is_file() and not {path, *path.parents} & {*of_the_course}
    ]
    handed_in = jupyter.folder / "submitted" / name / ASSIGNMENT
    places = {p.relative_to(handed_in).as_posix() for p in handed_in.rglob("*") if p.is_file()}
    assert len(files) >= len(places) - 1
    for file in files:
        place = file.relative_to(folder).as_posix()
        status, headers, _ = jupyter.get(jupyter.pages[name] + quote(place))
        assert status == 200, place
        assert headers["Content-Type"] in ("text/plain", "image/png", "text/csv"), place
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
    for place in places - {"clash.txt", f"{ASSIGNMENT}.ipynb"}:
        status, headers, _ = jupyter.get(jupyter.pages[name] + quote(place))
        assert status == 404 or "html" not in headers["Content-Type"], place
    formgrader.page.goto(jupyter.address + jupyter.pages[name] + quote("notes.html.txt"))
    assert "HACKED" not in formgrader.page.title()


def test_what_a_file_holds_does_not_run_under_a_live_name_either(
    jupyter: Jupyter, formgrader: Reading
) -> None:
    """A folder that an older version graded has files under their own names."""
    folder = jupyter.folder / "autograded" / "honest" / ASSIGNMENT
    folder.chmod(0o755)
    (folder / "old.html").write_text("<script>document.title = 'HACKED'</script>old")
    formgrader.page.goto(f"{jupyter.address}{jupyter.pages['honest']}old.html")
    assert formgrader.page.locator("body").inner_text() == "old"
    assert "HACKED" not in formgrader.page.title()


@pytest.mark.parametrize("name", STRANGE)
def test_names_of_students_show_as_text(jupyter: Jupyter, formgrader: Reading, name: str) -> None:
    page, about = formgrader.page, f"/formgrader/manage_students/{quote(name, safe='')}"
    for address in (jupyter.pages[name], about, f"{about}/{ASSIGNMENT}"):
        page.goto(jupyter.address + address, wait_until="load", timeout=120_000)
        page.wait_for_timeout(300)
        assert page.evaluate("window.HACKED") is None, address
        assert page.locator("nav a[href^='http:notes'], img[onerror]").count() == 0, address
    typeset(formgrader, jupyter.address + jupyter.pages[name])
    assert page.locator("nav a.name-shown").first.text_content() == name
    assert page.locator("nav .mjx-chtml").count() == 0


def test_names_show_as_text_in_popups(jupyter: Jupyter, formgrader: Reading) -> None:
    page = formgrader.page
    page.goto(f"{jupyter.address}/formgrader/manage_submissions/{ASSIGNMENT}", wait_until="load")
    page.wait_for_selector("td.student-id")
    assert page.locator("td.student-id").count() == len(NAMES) + len(STRANGE) + 1
    page.evaluate("name => createModal('m', 'Error', \"'\" + name + \"'\")", STRANGE[0])
    page.wait_for_selector("#m .modal-body")
    assert page.locator("#m .modal-body").text_content() == f"'{STRANGE[0]}'"
    assert page.evaluate("window.HACKED") is None


def test_a_link_runs_no_configuration_but_the_courses(jupyter: Jupyter, tmp_path: Path) -> None:
    folder = jupyter.folder / "submitted" / "files_active" / ASSIGNMENT
    mark = jupyter.folder / "ran"
    for place in (folder, tmp_path):
        (place / "nbgrader_config.py").write_text(f"open({str(mark)!r}, 'w').close()")
    same = folder.parent / "." / ASSIGNMENT, f"{folder}/../{ASSIGNMENT}"
    # `docs` would become the course, and then the submission would lie in no folder of it.
    for path in (folder, *same, paths.ROOT / "docs", folder, jupyter.folder, tmp_path):
        status, _, _ = jupyter.get(f"/formgrader?path={quote(str(path))}")
        assert status == 403, path
    assert not mark.exists()
    assert jupyter.get(f"/formgrader?path={quote(str(paths.ROOT))}")[0] == 200
    assert jupyter.get("/formgrader")[0] == 200


def test_a_time_that_cannot_be_read_costs_nobody_a_place_in_the_list(jupyter: Jupyter) -> None:
    status, _, text = jupyter.get(f"/formgrader/api/submissions/{ASSIGNMENT}")
    assert status == 200
    assert {entry["student"] for entry in json.loads(text)} >= {*NAMES, "honest"}
    for _ in range(2):  # the second time, nbgrader compares times
        done = bounded.nbgrader(
            "generate_feedback", ASSIGNMENT, "--student=timestamp_garbage", classroom=jupyter.folder
        )
        assert done.status == 0, done.output[-2000:]


# A process that is forked from this one would count this one's memory as its own.
MEASURE = """
import json, os, resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss], file)
sys.exit(status)
"""


def generate_feedback(folder: Path, name: str) -> tuple[float, float]:
    """Make a student's feedback; return the seconds of CPU and the megabytes that it took."""
    used = folder / "used.json"
    done = bounded.nbgrader(
        "generate_feedback", ASSIGNMENT, f"--student={name}", "--force", classroom=folder,
        before=(sys.executable, "-c", MEASURE, str(used)),
    )  # fmt: skip
    assert done.status == 0, done.output[-3000:]
    seconds, kilobytes = json.loads(used.read_text())
    return seconds, kilobytes / 1024


@pytest.mark.parametrize(
    "name", ["markdown_headings", "code_cells_flood", "many_small_cells", "format_3_many_cells"]
)
def test_no_page_costs_much(jupyter: Jupyter, name: str) -> None:
    seconds, megabytes = generate_feedback(jupyter.folder, name)
    assert seconds < SECONDS * SLOWER
    assert megabytes < MEGABYTES
    before = jupyter.cpu_seconds()
    status, _, text = jupyter.get(jupyter.pages[name])
    assert status == 200
    assert jupyter.cpu_seconds() - before < SECONDS * SLOWER
    assert len(text) < 5_000_000


def test_code_in_the_graded_notebook_stays_as_it_was(graded: Path) -> None:
    name = "code_cells_flood"
    cells = [
        nbformat.read(graded / folder / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", 4).cells[-1]
        for folder in ("submitted", "autograded")
    ]
    assert cells[0].source == cells[1].source

"""Practising in the page, in Chromium: the pages as published, with the network's files at hand."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import classrooms
import nbformat
import practice_jobs
import pytest
from barriers import barriers, drop_strokes
from browsing import SLOW, set_theme
from nbgrader.api import Gradebook
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    expect,
)
from practice_jobs import solutions
from small_book import build_small_book

from autograder.assignments.source import fill_in
from autograder.course import paths
from autograder.course.nbgrader_command import nbgrader

pytestmark = pytest.mark.xdist_group("practice")

ROOT = Path(__file__).resolve().parents[3]
CHAPTER = "inference/forward_propagation_in_numpy.html"
CDN = "**/pyodide/v*/full/**"
TYPES = {".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm"}
FIRST = 90_000  # milliseconds for the first check on a busy machine
LATER = 30_000
AT_END = re.compile("^(solved|wrong|error|stopped|unavailable)$")
SIGMOID = solutions()["forward_propagation/sigmoid"]


def answer(route: Route) -> None:
    """Answer for the network from the files at hand."""
    path = practice_jobs.PYODIDE / route.request.url.rpartition("/")[2]
    kind = TYPES.get(path.suffix, "application/octet-stream")
    headers = {"content-type": kind, "access-control-allow-origin": "*"}
    if path.is_file():
        route.fulfill(status=200, headers=headers, path=path)
    else:
        route.fulfill(status=404, headers=headers)


@pytest.fixture(scope="module", autouse=True)
def pyodide() -> None:
    practice_jobs.need_pyodide()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has kept nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOW)
    context.set_default_timeout(SLOW)
    context.route(CDN, answer)
    yield context
    context.close()


@pytest.fixture(scope="module")
def warm(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that holds Python in its cache, for the tests that need no fresh one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOW)
    context.set_default_timeout(SLOW)
    context.route(CDN, answer)
    yield context
    context.close()


@pytest.fixture
def desk(warm: BrowserContext) -> Iterator[Page]:
    """A page in the warm browser; what is written on it is thrown away."""
    page = warm.new_page()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()


def cell_of(page: Page, place: str) -> Locator:
    return page.locator(f'[data-practice-cell="{place}"]')


def write(cell: Locator, code: str) -> None:
    """Replace what stands in the editor, by keyboard."""
    cell.get_by_role("textbox").focus()
    cell.page.keyboard.press("Control+a")
    cell.page.keyboard.insert_text(code)


def wait_for(cell: Locator, state: str, timeout: int = FIRST) -> str:
    """Wait until the result has a state; return all that is said."""
    result = cell.locator(".practice-result")
    expect(result).to_have_attribute("data-state", AT_END, timeout=timeout)
    expect(result).to_have_attribute("data-state", state)
    return result.inner_text()


def keep_solved(page: Page, codes: dict[str, str]) -> None:
    """Let the browser hold solved functions."""
    for place, code in codes.items():
        record = json.dumps({"code": code, "solved": True})
        key = f"dense-to-adam/practice/{place}"
        page.evaluate("([key, record]) => localStorage.setItem(key, record)", [key, record])


def stored(page: Page, place: str) -> str:
    """Return what the browser holds for a function."""
    key = f"dense-to-adam/practice/{place}"
    return str(page.evaluate("(key) => localStorage.getItem(key)", key))


@pytest.mark.parametrize("where", ["server", "folder"])
def test_a_function_is_written_checked_and_kept_by_keyboard_alone(
    context: BrowserContext, server: str, built_book: Path, where: str
) -> None:
    address = server if where == "server" else f"{built_book.as_uri()}/"
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(address + CHAPTER)
    cell = cell_of(page, "forward_propagation/sigmoid")
    expect(cell.locator(".practice-help")).to_contain_text("loads Python from cdn.jsdelivr.net")
    assert not [url for url in asked if not url.startswith((address, "data:"))]

    write(cell, "def sigmoid(z):\n    return 1 / (1 + np.exp(z))\n")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(cell.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    says = wait_for(cell, "wrong")
    assert "The exponent is −z" in says
    outside = {url for url in asked if not url.startswith((address, "data:", "blob:"))}
    assert outside
    assert all(url.startswith("https://cdn.jsdelivr.net/pyodide/v0.27.7/full/") for url in outside)
    link = cell.locator(".practice-details a")
    assert (link.get_attribute("href") or "").endswith(f"{CHAPTER}#sigmoid")

    cell.get_by_role("textbox").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.type("def sigmoid(z):\nreturn 1 / (1 + np.exp(-z))", delay=20)
    expect(cell.get_by_role("textbox")).to_contain_text("    return 1 / (1 + np.exp(-z))")
    page.keyboard.press("Control+Enter")
    assert "Solved: sigmoid is right." in wait_for(cell, "solved", LATER)
    assert '"solved":true' in stored(page, "forward_propagation/sigmoid")

    # The author's version, and other right ways with what they are good for.
    after = cell.locator(".practice-after")
    expect(after).to_contain_text("return 1 / (1 + np.exp(-z))")
    after.locator("summary").first.press("Enter")
    expect(after).to_contain_text("np.tanh")
    expect(after).to_contain_text("The sigmoid is a tanh")
    expect(cell_of(page, "forward_propagation/dense").locator(".practice-after")).to_be_hidden()

    page.reload()
    assert '"solved":true' in stored(page, "forward_propagation/sigmoid")
    expect(cell.locator(".practice-state")).to_have_text("✓ solved")
    expect(cell.get_by_role("textbox")).to_contain_text("np.exp(-z)")
    page.goto(address + "practise.html")
    item = page.locator('[data-practice-item="forward_propagation/sigmoid"] .practice-state')
    expect(item).to_have_text("✓ solved")


def test_what_is_changed_after_it_was_solved_must_be_checked_again(
    context: BrowserContext, server: str
) -> None:
    page = context.new_page()
    page.goto(server + CHAPTER)
    keep_solved(page, {"forward_propagation/sigmoid": SIGMOID})
    page.reload()
    cell = cell_of(page, "forward_propagation/sigmoid")
    expect(cell.locator(".practice-state")).to_have_text("✓ solved")
    cell.get_by_role("textbox").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    expect(cell.locator(".practice-state")).to_have_text("")
    page.keyboard.press("Control+z")
    expect(cell.locator(".practice-state")).to_have_text("✓ solved")

    cell.get_by_role("button", name="Reset").click()
    expect(cell.get_by_role("textbox")).to_contain_text("raise NotImplementedError()")
    expect(cell.locator(".practice-state")).to_have_text("")
    page.keyboard.press("Control+z")
    expect(cell.locator(".practice-state")).to_have_text("✓ solved")


# All mistakes are tried in the browser's Python under node: see `test_practice_python`.
REPRESENTATIVE = {
    "forward_propagation/dense": (CHAPTER, "rows of W"),
    "losses/sparse_categorical_crossentropy_from_logits": (
        "training/numerical_stability.html",
        None,
    ),
    "activations/sigmoid": ("training/alternatives_to_sigmoid.html", "overflow on the way"),
    "adam/train_with_adam": ("training/adam.html", "t always 1"),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", REPRESENTATIVE)
def test_a_solution_passes_and_a_known_mistake_is_named(
    desk: Page, server: str, place: str
) -> None:
    path, label = REPRESENTATIVE[place]
    mistakes = [job for job in practice_jobs.mistaken_jobs() if job.place == place]
    mistake = next((job for job in mistakes if job.label == label), mistakes[0])
    if not desk.url.endswith(path):
        desk.goto(server + path)
        keep_solved(desk, solutions())
    cell = cell_of(desk, place)
    write(cell, mistake.code)
    desk.keyboard.press("Control+Enter")
    says = wait_for(cell, "wrong")
    assert "Why" in says
    assert "Read" in says
    write(cell, solutions()[place])
    desk.keyboard.press("Control+Enter")
    assert "is right" in wait_for(cell, "solved", LATER)


def test_an_endless_loop_is_stopped_and_the_next_check_works(
    context: BrowserContext, server: str
) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(server + CHAPTER)
    cell = cell_of(page, "forward_propagation/sigmoid")
    stop = cell.get_by_role("button", name="Stop")
    headline = cell.locator(".practice-headline")
    write(cell, "def sigmoid(z):\n    while True:\n        pass")
    # However busy the machine is, the time limit is not reached before the button is pressed.
    page.clock.pause_at(page.evaluate("Date.now()") + 60_000)
    page.keyboard.press("Control+Enter")
    expect(headline).to_have_text("Checking.", timeout=FIRST)
    other = cell_of(page, "forward_propagation/predict")
    other.get_by_role("button", name="Check").click()
    expect(other.locator(".practice-headline")).to_contain_text("Waiting")
    stop.click()
    assert wait_for(cell, "stopped") == "Stopped."
    assert "not written yet" in wait_for(other, "wrong")

    # Left alone, it is ended after 10 seconds.
    cell.get_by_role("button", name="Check").click()
    expect(headline).to_have_text("Checking.", timeout=FIRST)
    page.clock.run_for(9_900)
    expect(headline).to_have_text("Checking.")
    page.clock.run_for(200)
    assert "Stopped after 10 seconds" in wait_for(cell, "stopped", LATER)
    page.clock.resume()
    write(cell, SIGMOID)
    page.keyboard.press("Control+Enter")
    wait_for(cell, "solved")


def test_an_error_shows_the_readers_own_line(desk: Page, server: str) -> None:
    desk.goto(server + CHAPTER)
    cell = cell_of(desk, "forward_propagation/sigmoid")
    write(cell, "print('as far as here')\nvalue = 1\nvalue / 0\n")
    desk.keyboard.press("Control+Enter")
    says = wait_for(cell, "error")
    assert "Your code stopped with an error." in says
    assert 'File "<your code>", line 3, in <module>' in says
    assert "ZeroDivisionError: division by zero" in says
    assert "runner" not in says
    assert "as far as here" in says


def test_an_error_that_is_no_known_mistake_comes_with_a_hint(desk: Page, server: str) -> None:
    desk.goto(server + CHAPTER)
    cell = cell_of(desk, "forward_propagation/sigmoid")
    write(cell, "def sigmoid(z):\n    return 1 / (1 + exp(-z))\n")
    desk.keyboard.press("Control+Enter")
    assert "name 'exp' is not defined" in wait_for(cell, "wrong")
    hint = cell.locator(".practice-details dt:text-is('Hint') + dd")
    expect(hint).to_contain_text("The names of NumPy begin with np.")
    expect(hint.locator("code")).to_have_text("np.")


def test_without_a_network_the_cell_says_so_and_tries_again(
    context: BrowserContext, server: str
) -> None:
    page = context.new_page()
    page.goto(server + CHAPTER)
    cell = cell_of(page, "forward_propagation/sigmoid")
    write(cell, SIGMOID)
    for broken in ("**/pyodide.js", "**/pyodide.asm.wasm", "**/numpy-*.whl"):
        context.route(broken, lambda route: route.abort())
        cell.get_by_role("button", name="Check").click()
        says = wait_for(cell, "unavailable")
        assert "could not be loaded" in says
        assert "cdn.jsdelivr.net" in says
        context.unroute(broken)
    expect(cell.get_by_role("textbox")).to_contain_text("np.exp")
    cell.get_by_role("button", name="Check").click()
    wait_for(cell, "solved")


def test_loading_tells_how_much_there_is(context: BrowserContext, server: str) -> None:
    page = context.new_page()
    page.goto(server + CHAPTER)
    page.evaluate(
        """() => {
          window.seen = new Set();
          for (const name of ["amount", "headline"]) {
            const line = document.querySelector(`.practice-${name}`);
            new MutationObserver(() => window.seen.add(line.textContent))
              .observe(line, {childList: true, characterData: true, subtree: true});
          }
        }"""
    )
    cell = cell_of(page, "forward_propagation/sigmoid")
    cell.get_by_role("button", name="Check").click()
    wait_for(cell, "wrong")
    seen = page.evaluate("[...window.seen]")
    assert "Loading Python and NumPy." in seen
    amounts = [text for text in seen if text.endswith(" MB")]
    assert "15.6 of 15.6 MB" in amounts
    assert len(amounts) > 3


def exported(page: Page, assignment: str) -> nbformat.NotebookNode:
    """Press Export, and read what comes down."""
    box = page.locator(f'[data-practice-list="{assignment}"]')
    with page.expect_download() as download:
        box.get_by_role("button", name="Export the notebook").click()
    assert download.value.suggested_filename == f"{assignment}.ipynb"
    return nbformat.read(download.value.path(), as_version=4)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ["forward_propagation", "adam"])
def test_what_is_exported_earns_full_marks(
    context: BrowserContext, server: str, tmp_path: Path, assignment: str
) -> None:
    page = context.new_page()
    page.goto(server + "practise.html")
    keep_solved(page, solutions())
    page.reload()
    notebook = exported(page, assignment)
    nbformat.validate(notebook)
    classrooms.generate(tmp_path, assignment)
    path = tmp_path / "submitted" / "someone" / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    graded = nbgrader("autograde", assignment, classroom=tmp_path)
    assert graded.returncode == 0, graded.output
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission_notebook(assignment, assignment, "someone")
        assert found.score == found.max_score > 0


def test_what_is_not_written_stays_a_stub_in_the_notebook(
    context: BrowserContext, server: str
) -> None:
    page = context.new_page()
    page.goto(server + "practise.html")
    keep_solved(
        page, {"forward_propagation/dense_batch": "def dense_batch(A_in, W, b, g):\n    return 1"}
    )
    page.reload()
    expect(page.locator('[data-practice-item="adam/adam_step"] .practice-state')).to_have_text(
        "not started"
    )
    cells = {cell.id: cell.source for cell in exported(page, "adam").cells}
    original = nbformat.read(paths.EXERCISES / "adam" / "adam.ipynb", as_version=4)
    before = {cell.id: cell.source for cell in original.cells}
    changed = {name for name in before if before[name] != cells[name]}
    assert changed == {"pieces"}
    assert "    return 1\n" in cells["pieces"]
    assert cells["pieces"].count("raise NotImplementedError()") == 4


def notebook_file(folder: Path, assignment: str, codes: dict[str, str]) -> Path:
    """An assignment's notebook with code in some of its cells."""
    notebook = nbformat.read(paths.EXERCISES / assignment / f"{assignment}.ipynb", as_version=4)
    fill_in(notebook, codes)
    path = folder / "mine.ipynb"
    nbformat.write(notebook, path)
    return path


def test_an_imported_notebook_is_checked_as_a_whole_and_can_be_undone(
    desk: Page, server: str, tmp_path: Path
) -> None:
    desk.goto(server + "practise.html")
    desk.evaluate("localStorage.clear()")
    keep_solved(desk, {"forward_propagation/predict": "def predict(a):\n    return a"})
    desk.reload()
    box = desk.locator('[data-practice-list="forward_propagation"]')
    status = box.locator(".practice-headline")
    codes = {n: solutions()[f"forward_propagation/{n}"] for n in ("sigmoid", "dense", "sequential")}
    codes["dense_batch"] = "def dense_batch(A_in, W, b, g):\n    return g(A_in @ W - b)"
    path = notebook_file(tmp_path, "forward_propagation", codes)
    box.locator("input[type=file]").set_input_files(path)
    expect(status).to_contain_text("4 cells taken from mine.ipynb")
    states = box.locator(".practice-state")
    expect(states.first).to_have_text("written, not yet solved")
    expect(states.last).to_have_text("✓ solved")

    box.get_by_role("button", name="Check what is written").click()
    expect(status).to_contain_text("dense_batch is not right yet.", timeout=FIRST)
    assert states.all_inner_texts()[:4] == ["✓ solved"] * 3 + ["written, not yet solved"]

    box.get_by_role("button", name="Undo the import").click()
    expect(states.first).to_have_text("not started")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("no notebook", "cannot be read as JSON", id="no JSON"),
        pytest.param('{"cells": 3}', "no notebook of format 4", id="other JSON"),
        pytest.param(
            (paths.EXERCISES / "losses" / "losses.ipynb").read_text("utf-8"),
            "This is not the notebook “Forward propagation”: it has no cell sigmoid, dense",
            id="another assignment",
        ),
    ],
)
def test_what_is_no_such_notebook_is_refused_and_nothing_is_lost(
    desk: Page, server: str, tmp_path: Path, content: str, reason: str
) -> None:
    desk.goto(server + "practise.html")
    desk.evaluate("localStorage.clear()")
    keep_solved(desk, {"forward_propagation/sigmoid": SIGMOID})
    desk.reload()
    path = tmp_path / "some.ipynb"
    path.write_text(content, "utf-8")
    box = desk.locator('[data-practice-list="forward_propagation"]')
    box.locator("input[type=file]").set_input_files(path)
    expect(box.locator(".practice-headline")).to_contain_text(reason)
    expect(box.locator(".practice-state").first).to_have_text("✓ solved")


def test_cells_that_the_page_has_no_editor_for_come_through_import_and_export(
    desk: Page, server: str, tmp_path: Path
) -> None:
    desk.goto(server + "practise.html")
    desk.evaluate("localStorage.clear()")
    desk.reload()
    codes = {
        "parameters": "units_2 = 3",
        "hearts": "def heart_probability(x, network):\n    return 0.5",
        "windows": solutions()["convolution/windows"],
    }
    box = desk.locator('[data-practice-list="convolution"]')
    expect(box).to_contain_text("In the notebook only: parameters and heart_probability.")
    box.locator("input[type=file]").set_input_files(notebook_file(tmp_path, "convolution", codes))
    expect(box.locator(".practice-headline")).to_contain_text("3 cells taken")
    cells = {cell.id: cell.source for cell in exported(desk, "convolution").cells}
    assert {name: cells[name] for name in codes} == codes


STATES = {
    "wrong": ("def sigmoid(z):\n    return 1 / (1 + np.exp(z))  # base e", "wrong"),
    "error": ("x = (1 / 0)\nprint(x)\nclass A: pass", "error"),
    "solved": (SIGMOID + "\nprint('a word', True)", "solved"),
}


@pytest.mark.slow
def test_every_state_is_accessible_and_fits(context: BrowserContext, server: str) -> None:
    held: list[Route] = []
    context.route("**/pyodide/v*/full/numpy*", lambda route: held.append(route))
    page = context.new_page()
    set_theme(page, "light")
    page.goto(server + CHAPTER)
    drop_strokes(page)
    cell = cell_of(page, "forward_propagation/sigmoid")
    hints = cell.locator("summary:visible")
    assert [text[:7] for text in hints.all_inner_texts()] == ["Hint 1:", "Hint 2:", "Hint 3:"]
    hints.first.click()
    expect_no_barrier(page, "at first")
    write(cell, "def sigmoid(z):\n    while True: pass")
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".practice-headline")).to_have_text("Loading Python and NumPy.")
    for _ in range(FIRST // 100):
        if held:
            break
        page.wait_for_timeout(100)
    assert held, "NumPy was not asked for"
    expect_no_barrier(page, "loading")
    answer(held[0])
    expect(cell.locator(".practice-headline")).to_have_text("Checking.", timeout=FIRST)
    cell.get_by_role("button", name="Stop").click()
    wait_for(cell, "stopped")
    expect_no_barrier(page, "stopped")
    context.unroute("**/pyodide/v*/full/numpy*")
    for code, state in STATES.values():
        write(cell, code)
        page.keyboard.press("Control+Enter")
        wait_for(cell, state)
        expect_no_barrier(page, state)
    assert cell.get_by_role("status").inner_text() == "Solved: sigmoid is right."
    page.goto(server + "practise.html")
    page.get_by_role("button", name="Check what is written").first.click()
    expect(page.locator(".practice-list .practice-headline").first).to_contain_text(
        "All 1 that are written are right", timeout=FIRST
    )
    expect_no_barrier(page, "the list")


def expect_no_barrier(page: Page, state: str) -> None:
    assert barriers(page, ".practice, .practice-list") == [], state


def test_without_javascript_there_is_a_stub_and_the_notebook(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(server + CHAPTER)
    cell = cell_of(page, "forward_propagation/dense")
    stub = cell.locator("pre:visible")
    expect(stub).to_have_count(1)
    expect(stub).to_contain_text("raise NotImplementedError()")
    assert cell.get_by_role("button").count() == 0
    link = cell.get_by_role("link", name="Forward propagation (zip)")
    got = page.request.get(f"{server}inference/{link.get_attribute('href')}")
    assert got.ok
    (tmp_path / "folder.zip").write_bytes(got.body())
    with zipfile.ZipFile(tmp_path / "folder.zip") as archive:
        names = archive.namelist()
        notebook = archive.read("forward_propagation/forward_propagation.ipynb")
    assert "forward_propagation/checks/dense.json" in names
    assert (
        notebook == (paths.EXERCISES / "forward_propagation/forward_propagation.ipynb").read_bytes()
    )
    page.close()


def test_every_function_is_practised_on_the_page_that_the_list_names(
    desk: Page, server: str
) -> None:
    desk.goto(server + "practise.html")
    links = desk.locator("[data-practice-item] a").evaluate_all("all => all.map(a => a.href)")
    places = desk.locator("[data-practice-item]").evaluate_all(
        "all => all.map(item => item.dataset.practiceItem)"
    )
    assert sorted(places) == sorted(solutions())
    for link, place in zip(links, places):
        if desk.url.partition("#")[0] != link.partition("#")[0]:
            desk.goto(link)
        anchor = link.partition("#")[2]
        assert desk.locator(f"#{anchor}").get_attribute("data-practice-cell") == place


def test_an_editor_is_made_when_it_comes_near_the_screen(desk: Page, server: str) -> None:
    desk.goto(server + CHAPTER)
    far = cell_of(desk, "forward_propagation/predict")
    expect(far.locator(".practice-waiting")).to_contain_text("def predict(a, threshold=0.5):")
    assert desk.locator(".cm-editor").count() == 0
    far.scroll_into_view_if_needed()
    expect(far.locator(".cm-editor")).to_be_visible()
    assert cell_of(desk, "forward_propagation/sigmoid").locator(".cm-editor").count() == 0


def test_in_print_the_stub_stands_in_for_the_editor(desk: Page, server: str) -> None:
    desk.goto(server + CHAPTER)
    cell = cell_of(desk, "forward_propagation/dense")
    expect(cell.locator(".practice-stub")).to_be_hidden()
    desk.emulate_media(media="print")
    expect(cell.locator(".practice-stub")).to_be_visible()
    expect(cell.locator(".practice-live")).to_be_hidden()
    desk.emulate_media(media="screen")


# A book of one page.

PAGE = """(sigmoid)=
## One

(threshold)=
## Two

```{practice} forward_propagation/sigmoid
```
"""


@pytest.mark.slow
def test_a_book_with_a_copy_of_pyodide_needs_no_network(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DENSE_TO_ADAM_PYODIDE", str(practice_jobs.PYODIDE))
    build = build_small_book(tmp_path, PAGE)
    assert build.returncode == 0, build.stderr[-2000:]
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto((tmp_path / "book/_build/html/index.html").as_uri())
    cell = cell_of(page, "forward_propagation/sigmoid")
    expect(cell.locator(".practice-help")).to_contain_text("loads Python from this book")
    write(cell, SIGMOID)
    page.keyboard.press("Control+Enter")
    wait_for(cell, "solved")
    assert not [url for url in asked if url.startswith("http") and "files.invalid" not in url]
    context.close()

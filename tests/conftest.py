"""What several test files share."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import browsing
import classrooms
import live_figures
import longest_first
import planted_class
import pytest
from browsing import QuietHandler, Reading, SharedPage
from hypothesis import settings
from planted_class import Planted
from playwright.sync_api import Browser, Page

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-longest", action="store_true", help=f"write {longest_first.FILE.name} anew"
    )


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if config.getoption("--record-longest") and not is_worker:
        config.pluginmanager.register(longest_first.Recorder())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    longest_first.sort(items)


@pytest.fixture(scope="session", autouse=True)
def _shared_classrooms(tmp_path_factory: pytest.TempPathFactory) -> None:
    classrooms.share(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """A graded class with planted mistakes, for tests in the xdist group `planted`."""
    return planted_class.make(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The folder of the built HTML book."""
    html = ROOT / "book" / "_build" / "html"
    if not (html / "index.html").is_file():
        pytest.fail("the book is not built: run `make course` first", pytrace=False)
    return html


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with browsing.started() as browser:
            yield browser
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> SharedPage:
    """The page for all tests that need none of their own."""
    return SharedPage(browser)


@pytest.fixture
def reading(shared_page: SharedPage) -> Iterator[Reading]:
    """A page that holds nothing yet, and what it asks for and complains about."""
    reading = Reading.start(shared_page.page)
    yield reading
    reading.stop()
    shared_page.clear()


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts, so that it keeps nothing from test to test."""
    page = browser.new_page(java_script_enabled=False)
    yield page
    page.close()


@pytest.fixture(scope="session")
def server(built_book: Path) -> Iterator[str]:
    """The book on a web server of this machine."""
    handler = functools.partial(QuietHandler, directory=str(built_book))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(params=["server", "folder"])
def address(request: pytest.FixtureRequest, built_book: Path) -> str:
    """Where the book is read from: a web server, then a folder on disk."""
    if request.param == "server":
        return str(request.getfixturevalue("server"))
    return f"{built_book.as_uri()}/"


@pytest.fixture(scope="session")
def pages(built_book: Path) -> list[str]:
    """Every page of the book, the search page too."""
    found = built_book.rglob("*.html")
    return sorted(
        path.relative_to(built_book).as_posix()
        for path in found
        if "_static" not in path.relative_to(built_book).parts
    )


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built book with one page for each live figure, named as the figure is."""
    return live_figures.build_all(tmp_path_factory.mktemp("figures"))

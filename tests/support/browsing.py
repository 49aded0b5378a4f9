"""Helpers for tests that open pages in a headless Chromium."""

import http.server
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

# The headless shell draws the same pages for half the processor time.
NAMES = ("chromium-headless-shell", "chromium")
VIEWPORT = {"width": 1280, "height": 900}
# A busy machine is no fault of the pages: these limits are long. Nothing waits for them to pass.
SLOW = 120_000  # milliseconds, for a page to load or an element to be usable
LATE = 30_000  # milliseconds, for an element to show what is expected
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def started() -> Iterator[Browser]:
    """Run a browser within a `with` block."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise FileNotFoundError(
            "these tests read the book in Chromium, which is not on the PATH: install the package"
            f" `{NAMES[0]}` or `{NAMES[1]}`"
        )
    expect.set_options(timeout=LATE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()


class SharedPage:
    """A page that one test after the other uses; each finds it as if it were new.

    A new page costs a process and reads every script anew.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._set_up()

    def _set_up(self) -> None:
        self.page = self.browser.new_context(viewport=VIEWPORT).new_page()
        self.page.set_default_timeout(SLOW)
        self.storage = self.page.context.new_cdp_session(self.page)

    def clear(self) -> None:
        """Forget what a test has left: routes, looks, cookies and what pages have stored."""
        if self.page.is_closed():
            self.page.context.close()
            self._set_up()
            return
        self.page.unroute_all()
        self.page.context.unroute_all()
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        everything = {"origin": "*", "storageTypes": "all"}
        self.storage.send("Storage.clearDataForOrigin", everything)
        self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        self.page.set_viewport_size(VIEWPORT)


@dataclass
class Reading:
    """A browser page, with the requests and errors since the start."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, page: Page) -> "Reading":
        reading = cls(page)
        for event, listener in reading._listeners.items():
            page.on(event, listener)
        return reading

    def stop(self) -> None:
        """Listen no more, so that the page can be read by another."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    @cached_property
    def _listeners(self) -> dict[Any, Callable[[Any], None]]:
        return {
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": self._note_failed,
            "pageerror": lambda error: self.errors.append(f"{self.page.url}: {error}"),
            "console": self._note_message,
        }

    def _note_failed(self, request: Request) -> None:
        # A request that is aborted by navigation is no error.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"not loaded: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{self.page.url}: {message.text}")

    def leaving(self, address: str) -> list[str]:
        """Return the requests to any other address than the book's own."""
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A web server that does not log requests."""

    def log_message(self, *_: object) -> None:
        return


def set_theme(page: Page, theme: str) -> None:
    page.add_init_script(
        f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
    )

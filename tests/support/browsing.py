"""Helpers for tests that open pages in a headless Chromium."""

import http.server
from dataclasses import dataclass, field

from playwright.sync_api import Page

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Reading:
    """A browser page, with the requests and errors since the start."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, page: Page) -> "Reading":
        reading = cls(page)
        page.on("request", lambda request: reading.requests.append(request.url))
        page.on(
            "requestfailed",
            lambda request: (
                # A request that is aborted by navigation is no error.
                reading.errors.append(f"not loaded: {request.url}")
                if request.failure != "net::ERR_ABORTED"
                else None
            ),
        )
        page.on("pageerror", lambda error: reading.errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                reading.errors.append(f"{page.url}: {message.text}")
                if message.type == "error"
                else None
            ),
        )
        return reading

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

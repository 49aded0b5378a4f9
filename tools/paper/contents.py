"""What the book consists of, in its order, read from `_toc.yml` and `_config.yml`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from . import BOOK


@dataclass(frozen=True)
class Part:
    """Some pages under one caption."""

    caption: str
    pages: list[str]


@dataclass(frozen=True)
class Book:
    """The whole book: `front` is the page that it opens with."""

    title: str
    author: str
    language: str
    front: str
    parts: list[Part] = field(default_factory=list)

    @property
    def pages(self) -> list[str]:
        return [self.front, *(page for part in self.parts for page in part.pages)]


def read(book: Path = BOOK) -> Book:
    toc, config = _yaml(book / "_toc.yml"), _yaml(book / "_config.yml")
    return Book(
        title=config["title"],
        author=config["author"],
        language=config["sphinx"]["config"]["language"].replace("_", "-"),
        front=toc["root"],
        parts=[
            Part(part["caption"], [chapter["file"] for chapter in part["chapters"]])
            for part in toc["parts"]
        ],
    )


def _yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content

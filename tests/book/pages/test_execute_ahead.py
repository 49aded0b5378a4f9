"""Several pages are executed at once, in kernels that have their libraries already."""

import html
import re
import subprocess
import time
from pathlib import Path

import live_figures
import pytest
from small_book import build_small_book, cell

WHERE = """import os, sys
print("imported before:", "matplotlib.pyplot" in sys.modules)
print("number:", globals().get("number"))
number = 1
print("folder:", os.getcwd())
print("kernel:", os.getpid(), "of", os.getppid())"""
DRAWING = """---
mystnb:
  image:
    alt: A line from 1 to 2.
---
import figures
figures.plt.plot([1, 2])
figures.plt.show()"""
PAGE = f"{cell(WHERE)}\n{cell(DRAWING)}"


def printed(folder: Path, page: str) -> list[str]:
    """Return what the first cell of a page has printed, line by line."""
    text = (folder / "book" / "_build" / "html" / f"{page}.html").read_text("utf-8")
    found = re.search(r"(imported before: (?:True|False).*?)</pre>", text, re.DOTALL)
    assert found is not None
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip().splitlines()


def test_several_pages_run_in_forks_of_one_process_and_draw(tmp_path: Path) -> None:
    built = build_small_book(
        tmp_path, PAGE, more_pages={"other": PAGE + cell("# other cells than the first page")}
    )
    assert built.returncode == 0, built.stdout + built.stderr
    kernels = []
    for page in ("index", "other"):
        *lines, kernel = printed(tmp_path, page)
        folder = str(tmp_path / "book")
        assert lines == ["imported before: True", "number: None", f"folder: {folder}"]
        kernels.append(kernel.split()[1::2])
        text = (tmp_path / "book" / "_build" / "html" / f"{page}.html").read_text("utf-8")
        assert text.count('<svg class="book-figure"') == 1
    assert kernels[0][0] != kernels[1][0]
    assert kernels[0][1] == kernels[1][1]
    expect_gone(int(pid) for kernel in kernels for pid in kernel)


def expect_gone(processes) -> None:
    """Fail if a process still runs ten seconds after the build."""
    end = time.monotonic() + 10
    for pid in processes:
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < end, f"process {pid} still runs"
            time.sleep(0.1)


def test_a_single_page_has_a_kernel_of_its_own(tmp_path: Path) -> None:
    built = build_small_book(tmp_path, PAGE)
    assert built.returncode == 0, built.stdout + built.stderr
    assert printed(tmp_path, "index")[0] == "imported before: False"


@pytest.mark.parametrize(
    ("fault", "message"),
    [("1 / 0", "ZeroDivisionError"), ("import os; os._exit(3)", "DeadKernelError")],
)
def test_a_page_that_fails_fails_the_build_as_it_would_alone(
    tmp_path: Path, fault: str, message: str
) -> None:
    built: subprocess.CompletedProcess[str] = build_small_book(
        tmp_path, PAGE, more_pages={"other": f"{cell(fault)}\n{cell('import figures')}"}
    )
    assert built.returncode != 0
    assert message in built.stdout + built.stderr
    assert "other" in built.stdout + built.stderr


def test_pages_that_are_not_to_be_executed_start_no_kernel(tmp_path: Path) -> None:
    built = live_figures.build(tmp_path, {"one": "Words.", "two": "Other words."}, run="off")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "kernel" not in built.stderr.lower()
    assert not (tmp_path / "book" / "_build" / "kernels.log").exists()

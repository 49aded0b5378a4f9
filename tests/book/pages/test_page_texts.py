"""What the pages' scripts and extensions say to readers is written in one file per side."""

import re
import subprocess
from pathlib import Path

import pytest
from live_figures import NODE, SCRIPTS

from book._ext import texts

EXTENSIONS = Path(texts.__file__).parent
TEXTS = SCRIPTS / "texts.js"
SOURCES = [
    path
    for folder in ("practice", "progress", "shared")
    for path in sorted((SCRIPTS / folder).glob("*.js"))
]
WORDS = r"[A-Za-z]+ [a-z]+ [a-z]+"
SENTENCE = re.compile(rf'"[^"\n]*{WORDS}[^"\n]*"|`[^`\n]*{WORDS}[^`\n]*`')
COMMENT = re.compile(r"^\s*(//|/?\*).*$|\s// .*$", re.MULTILINE)


def subjects() -> dict[str, list[str]]:
    """The keys of each object of texts."""
    objects = re.findall(
        r"^export const (\w+) = \{\n(.*?)^\};", TEXTS.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return {name: re.findall(r"^  (\w+):", body, re.MULTILINE) for name, body in objects}


def node(expression: str) -> subprocess.CompletedProcess[str]:
    script = f"const t = await import({TEXTS.as_uri()!r}); console.log({expression});"
    command = [str(NODE), "--input-type=module", "--eval", script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_no_script_holds_a_sentence_of_its_own() -> None:
    for path in SOURCES:
        code = COMMENT.sub("", path.read_text("utf-8"))
        assert SENTENCE.findall(code) == [], path.relative_to(SCRIPTS)


def test_every_text_of_the_scripts_is_used() -> None:
    used = "\n".join(path.read_text("utf-8") for path in SOURCES)
    for subject, keys in subjects().items():
        assert keys
        # Where a function is called as the subject is, the subject is imported as `texts`.
        unused = [key for key in keys if not re.search(rf"\b({subject}|texts)\.{key}\b", used)]
        assert unused == [], subject


def test_every_text_of_the_extensions_is_used() -> None:
    sources = [path for path in EXTENSIONS.rglob("*.py") if path.name != "texts.py"]
    used = "\n".join(path.read_text("utf-8") for path in sources)
    names = [name for name in vars(texts) if name.isupper()]
    assert [name for name in names if not re.search(rf"\b{name}\b", used)] == []


def test_values_stand_in_the_place_of_their_names() -> None:
    done = node("t.said(t.progress.questions, { total: 5, right: 2 })")
    assert done.stdout.strip() == "2 of 5 questions right"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("{ right: 2 }", "no value for {total}"),
        ("{ right: 2, total: 5, of: 1 }", "no place for of"),
    ],
)
def test_a_text_and_its_values_must_fit(values: str, reason: str) -> None:
    done = node(f"t.said(t.progress.questions, {values})")
    assert done.returncode != 0
    assert reason in done.stderr

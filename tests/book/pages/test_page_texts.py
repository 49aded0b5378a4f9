"""The texts of the pages' scripts and of the extensions are written in one file per side."""

import re
import subprocess
from pathlib import Path

import pytest
from literals import classes_of_styles, literals, texts_of_module, texts_of_script
from live_figures import NODE, SCRIPTS

from book._ext import texts

EXTENSIONS = Path(texts.__file__).parent
TEXTS = SCRIPTS / "texts.js"
SOURCES = [path for path in sorted(SCRIPTS.rglob("*.js")) if path != TEXTS]
MODULES = [path for path in sorted(EXTENSIONS.rglob("*.py")) if path != EXTENSIONS / "texts.py"]
# The names of the parts of a program, and messages that the page replaces by a text of its own.
PARSER = SCRIPTS / "quiz" / "python"
# Python code, and the parts of a report by which the page recognises them.
NO_TEXTS = {"raise NotImplementedError", 'import sys; sys.path.append("0")', "the book, ", "Read"}
NAMES_OF_SERVICES = {"Colab", "Binder"}


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


def test_no_script_holds_a_text_of_its_own() -> None:
    classes = classes_of_styles(SCRIPTS)
    for path in SOURCES:
        if not path.is_relative_to(PARSER):
            found = set(texts_of_script(path, classes)) - NO_TEXTS
            assert found == set(), path.relative_to(SCRIPTS)


def test_no_extension_holds_a_text_of_its_own() -> None:
    for path in MODULES:
        # A module of Python code, or a script for the page, has its lines.
        found = {text for text in texts_of_module(path) if "\nimport " not in text}
        found -= {
            text for text in found if text.startswith(("from ", "<script>", "addEventListener("))
        }
        assert found <= NAMES_OF_SERVICES | {"Names"}, path.relative_to(EXTENSIONS)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('axis = { name: "epoch" };', "epoch"),
        ('const advice = "Try again.";', "Try again."),
        ("status = `Window ${k} of ${f(`a ${b}`)} units`;", "Window 0 of 0 units"),
        ('const verdict = right ? "Right" : wrong;', "Right"),
        ('text = a.replace(/["\']/g, x) + "two words";', "two words"),
        ('rows = { columns: ["*z*", "cost"] };', "cost"),
    ],
)
def test_a_text_in_a_script_is_found(tmp_path: Path, code: str, text: str) -> None:
    path = tmp_path / "view.js"
    path.write_text(code)
    assert texts_of_script(path, set()) == [text]


def test_what_is_no_text_in_a_script_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "view.js"
    path.write_text("""
        // "A comment with words"
        import { a } from "../two words.js";
        throw new Error("only authors see this");
        svg("path", { class: "curve thin", d: `M${x} 0`, style: "fill: var(--book-blue)" });
        const label = { name: "*z*_1" };
    """)
    assert len(list(literals(path.read_text()))) == 7
    assert texts_of_script(path, {"curve", "thin"}) == []


def test_a_text_in_an_extension_is_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('"""A module."""\n\nBAR = f"<p class=\'a\'>Other answers {x}</p>"\n')
    assert texts_of_module(path) == ["<p class='a'>Other answers "]


def test_every_text_of_the_scripts_is_used() -> None:
    used = "\n".join(path.read_text("utf-8") for path in SOURCES)
    for subject, keys in subjects().items():
        assert keys
        # Where a function is called as the subject is, the subject is imported as `texts`.
        unused = [key for key in keys if not re.search(rf"\b({subject}|texts)\.{key}\b", used)]
        assert unused == [], subject


def test_every_text_of_the_extensions_is_used() -> None:
    used = "\n".join(path.read_text("utf-8") for path in MODULES)
    names = [name for name in vars(texts) if name.isupper()]
    assert [name for name in names if not re.search(rf"\b{name}\b", used)] == []


def test_values_stand_in_the_place_of_their_names() -> None:
    done = node("t.fillIn(t.progress.questions, { total: 5, right: 2 })")
    assert done.stdout.strip() == "2 of 5 questions right"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("{ right: 2 }", "no value for {total}"),
        ("{ right: 2, total: 5, of: 1 }", "no place for of"),
    ],
)
def test_a_text_and_its_values_must_fit(values: str, reason: str) -> None:
    done = node(f"t.fillIn(t.progress.questions, {values})")
    assert done.returncode != 0
    assert reason in done.stderr

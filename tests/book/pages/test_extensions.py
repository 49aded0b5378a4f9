"""How the book's extensions are put together."""

import importlib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
EXTENSIONS = ROOT / "book" / "_ext"


def test_each_folder_is_loaded_as_one_extension() -> None:
    config = yaml.safe_load((ROOT / "book" / "_config.yml").read_text("utf-8"))
    loaded = [name for name in config["sphinx"]["config"]["extensions"] if name.startswith("book.")]
    folders = {path.parent.name for path in EXTENSIONS.glob("*/__init__.py")}
    assert sorted(loaded) == sorted(f"book._ext.{name}" for name in folders)


def test_no_module_with_a_setup_is_forgotten() -> None:
    shared = ["page_scripts"]  # loaded by the folders that need it
    for path in sorted(EXTENSIONS.rglob("*.py")):
        if path.stem in ("__init__", *shared) or "def setup(" not in path.read_text("utf-8"):
            continue
        package = importlib.import_module(f"book._ext.{path.parent.name}")
        assert path.stem in vars(package), f"{path.parent.name} does not import {path.stem}"

"""The live figure "stable-loss": its numbers are NumPy's, its exact ones those of `decimal`."""

import json
import math
import subprocess
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import Reading
from live_figures import NODE, SCRIPTS, LiveFigure, run_model, run_module, value_of

pytestmark = pytest.mark.xdist_group("figures")
NAME = "stable-loss"
PLACES = np.arange(-60, 60.5, 0.5)
FORMATS = {"float64": (np.float64, 16), "float32": (np.float32, 7)}
CASES = [(y, name) for y in (0, 1) for name in FORMATS]


def exact(y: int, z: float) -> dict[str, Decimal]:
    """a, 1 - a and the loss, with 100 digits."""
    with localcontext() as context:
        context.prec = 100
        powers = Decimal(z).exp(), Decimal(-z).exp()
        a, rest = 1 / (1 + powers[1]), 1 / (1 + powers[0])
        return {"a": a, "rest": rest, "loss": -(a if y == 1 else rest).ln()}


def naive(y: int, z: float, name: str) -> dict[str, float]:
    """As the chapter computes it."""
    kind = FORMATS[name][0]
    with np.errstate(all="ignore"):
        a = 1 / (1 + np.exp(-kind(z)))
        loss = -y * np.log(a) - (1 - y) * np.log(1 - a)
        assert loss.dtype == kind
        return {"a": float(a), "rest": float(1 - a), "loss": float(loss)}


def stable(y: int, z: float, name: str) -> float:
    z = FORMATS[name][0](z)
    return float(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def right_digits(value: float, wanted: Decimal, name: str) -> int:
    """The leading digits that are off by half a unit of the last one at most."""
    kind, digits = FORMATS[name]
    if not math.isfinite(value):
        return 0
    with localcontext() as context:
        context.prec = 100
        error = abs(Decimal(value) - wanted)
        if error / wanted <= Decimal(float(np.finfo(kind).eps)):
            return digits
        first = wanted.adjusted()
        units = (Decimal(10) ** (first - place) for place in range(digits))
        return sum(1 for unit in units if error <= unit / 2)


def states(y: int, name: str) -> list[dict[str, Any]]:
    return [{"y": y, "z": z, "float": name} for z in PLACES]


@pytest.mark.parametrize(("y", "name"), CASES)
def test_both_losses_agree_with_numpy(y: int, name: str) -> None:
    found = run_model(NAME, [("naive", [state]) for state in states(y, name)])
    eps = float(np.finfo(FORMATS[name][0]).eps)
    for z, ways in zip(PLACES, found, strict=True):
        wanted = naive(y, z, name)
        np.testing.assert_allclose(ways["a"], wanted["a"], rtol=2 * eps)
        # An exponential whose last bit differs may move 1 - a by one float next to 1.
        np.testing.assert_allclose(ways["rest"], wanted["rest"], rtol=2 * eps, atol=eps)
        near = min(wanted["a"], wanted["rest"]) or 1.0
        np.testing.assert_allclose(ways["loss"], wanted["loss"], rtol=4 * eps, atol=eps / near)
    found = run_model(NAME, [("stable", [state]) for state in states(y, name)])
    np.testing.assert_allclose(found, [stable(y, z, name) for z in PLACES], rtol=4 * eps)


@pytest.mark.parametrize(("y", "name"), CASES)
def test_the_losses_are_infinite_nan_or_zero_where_numpys_are(y: int, name: str) -> None:
    found = run_model(NAME, [("naive", [state]) for state in states(y, name)])
    wanted = [naive(y, z, name)["loss"] for z in PLACES]
    for test in (np.isinf, np.isnan, lambda values: np.equal(values, 0)):
        np.testing.assert_array_equal(test([ways["loss"] for ways in found]), test(wanted))
    from_here = run_model(NAME, [("brokenFrom", [{"y": y, "float": name}])])[0]
    assert from_here == PLACES[~np.isfinite(wanted)][0] == (37 if name == "float64" else 17)


@pytest.mark.parametrize("y", [0, 1])
def test_the_exact_numbers_are_exact_to_sixty_digits(y: int) -> None:
    # Beyond a float: as text, for whole numbers of this size have no place in JSON.
    source = f"""
      const {{ exactly }} = await import({json.dumps((SCRIPTS / NAME / "exact.js").as_uri())});
      for (const z of {json.dumps(PLACES.tolist())}) {{
        const {{ a, rest, loss }} = exactly({y}, z);
        console.log(`${{a}} ${{rest}} ${{loss}}`);
      }}"""
    command = [str(NODE), "--input-type=module", "--eval", source]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    with localcontext() as context:
        context.prec = 130
        for z, line in zip(PLACES, lines, strict=True):
            for number, wanted in zip(line.split(), exact(y, z).values(), strict=True):
                error = abs(Decimal(number).scaleb(-90) / wanted - 1)
                assert error < Decimal("1e-60"), (z, error)


@pytest.mark.parametrize(("y", "name"), CASES)
def test_right_digits_are_counted_as_decimal_counts_them(y: int, name: str) -> None:
    calls = [("computation", [state]) for state in states(y, name)]
    for z, parts in zip(PLACES, run_model(NAME, calls), strict=True):
        wanted = exact(y, z)
        sources = {"a": "a", "rest": "rest", "naive": "loss", "stable": "loss"}
        for part, source in sources.items():
            value, right = parts[part]["value"], parts[part]["right"]
            assert right == right_digits(value, wanted[source], name), (z, part)
        assert parts["stable"]["right"] >= FORMATS[name][1] - 1


def test_a_text_is_split_behind_its_right_digits() -> None:
    cases = {
        ("0.00120345", 3): ["0.00120", "345", ""],
        ("2.061 × 10⁻⁹", 2): ["2.0", "61", " × 10⁻⁹"],
        ("20.5", 3): ["20.5", "", ""],
        ("0", 0): ["", "0", ""],
        ("∞", 0): ["", "∞", ""],
    }
    found = run_module("shared/digit_text.js", [("split", list(case)) for case in cases])
    assert found == list(cases.values())


@pytest.mark.parametrize(
    ("z", "label", "name", "words"),
    [
        (-20.0, 0, "float64", "keeps 8 of 16 digits"),
        (-40.0, 0, "float64", "no right digit"),
        (40.0, 0, "float64", "the naive loss is infinite"),
        (20.0, 1, "float32", "is nan"),
        (36.5, 1, "float64", "the naive loss keeps 0 of 16 digits"),
        (30.0, 0, "float64", "1 − a has only 2 right digits left"),
        (-20.0, 1, "float32", "Here the naive way loses nothing: all 7"),
    ],
)
def test_the_page_shows_numpys_numbers_and_which_digits_are_right(
    reading: Reading, figures: Path, z: float, label: int, name: str, words: str
) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    for choice in (f"y = {label}", name):
        radio = figure.root.get_by_role("radio", name=choice)
        radio.focus()
        reading.page.keyboard.press(" ")
    figure.slide("logit z", z)
    assert words in figure.sentence
    sources = naive(label, z, name)
    shown = {
        "a": (sources["a"], exact(label, z)["a"]),
        "1 − a": (sources["rest"], exact(label, z)["rest"]),
        "naive L": (sources["loss"], exact(label, z)["loss"]),
        "L from z": (stable(label, z, name), exact(label, z)["loss"]),
        "exact L": (float(exact(label, z)["loss"]), exact(label, z)["loss"]),
    }
    assert list(figure.readout) == list(shown)
    for row, (value, wanted) in shown.items():
        text, right = figure.readout[row]
        eps = float(np.finfo(FORMATS[name][0]).eps)
        np.testing.assert_allclose(value_of(text), value, rtol=5 * eps)
        count = FORMATS[name][1] if right == "all" else int(right)
        assert count == right_digits(value, wanted, name), row
    struck = figure.root.locator(".live-readout s").all_inner_texts()
    rows = list(shown.values())[:4]
    complete = [right_digits(*row, name) == FORMATS[name][1] for row in rows]
    assert len(struck) == 4 - sum(complete)
    assert reading.errors == []


def test_the_table_holds_both_losses(reading: Reading, figures: Path) -> None:
    figure = LiveFigure.open(reading.page, figures, NAME)
    figure.open_table()
    rows = figure.rows()
    assert [value_of(name) for name in rows] == list(range(-60, 61, 10))
    for name, (one, right, other, all_right) in rows.items():
        z = value_of(name)
        np.testing.assert_allclose(value_of(other), stable(0, z, "float64"), rtol=1e-15)
        np.testing.assert_allclose(value_of(one), naive(0, z, "float64")["loss"], rtol=1e-13)
        assert int(all_right) >= 15
        assert int(right) == right_digits(
            naive(0, z, "float64")["loss"], exact(0, z)["loss"], "float64"
        )

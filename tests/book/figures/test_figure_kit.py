"""What the live figures share: written numbers, outlines, state and the button of an animation."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from live_figures import SCRIPTS, assert_shown, run_module
from playwright.sync_api import Browser, Page

from book._ext import page_scripts

pytestmark = pytest.mark.xdist_group("figures")
RNG = np.random.default_rng(3)
VALUES = RNG.choice([-1, 1], 400) * 10.0 ** RNG.uniform(-12, 12, 400)
PERIOD = 20
TRIAL = """
import {{ liveFigure }} from "{kit}/live_figure.js";
import {{ player, row }} from "{kit}/controls.js";
const train = player({{
  name: "Train",
  act: (state) => ({{ step: state.step + 1 }}),
  done: (state) => state.step >= 40,
  period: {period},
}});
liveFigure("trial", {{
  title: "A trial",
  initial: {{ step: 0 }},
  controls: [row(train)],
  sentence: (state) => `Step ${{state.step}}`,
}});
"""


def written(function: str, *calls: tuple[object, ...]) -> list[str]:
    return run_module("shared/numbers.js", [(function, call) for call in calls])


def test_significant_digits_are_right_at_every_size() -> None:
    for digits in (2, 3, 5):
        texts = written("significant", *((value, digits) for value in VALUES))
        for text, value in zip(texts, VALUES, strict=True):
            assert_shown(text, value)
            shown = [sign for sign in text.partition(" ")[0] if sign.isdigit()]
            assert len("".join(shown).lstrip("0")) >= digits or value == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.644, "0.644"),
        (-0.5, "−0.500"),
        (9.996, "10.0"),
        (403.4, "403"),
        (20123.0, "20123"),
        (6.14e-6, "6.14 × 10⁻⁶"),
        (-2.5e10, "−2.50 × 10¹⁰"),
        (0.0, "0"),
        (np.inf, "∞"),
        (-np.inf, "−∞"),
        (np.nan, "nan"),
    ],
)
def test_a_number_is_written_for_people(value: float, text: str) -> None:
    assert written("significant", (value,)) == [text]


def test_no_zero_has_a_minus_sign() -> None:
    assert written("fixed", (-0.001, 2), (-0.5, 1), (2, 1)) == ["0.00", "−0.5", "2.0"]
    assert written("brief", (-0.0,), (0.1 + 0.2,), (-6,)) == ["0", "0.3", "−6"]


def test_lists_read_as_sentences() -> None:
    assert written("listed", ([],), (["a"],), (["a", "b"],), (["a", "b", "c"],)) == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_an_outline_lifts_the_pen_where_there_is_no_number() -> None:
    points = [[0, 1], [1, 2], [2, np.nan], [3, np.inf], [4, 5], [5, 6]]
    (line,) = run_module("shared/plot.js", [("outline", [points])])
    assert line == "M0.0,1.0L1.0,2.0M4.0,5.0L5.0,6.0"


def test_a_state_is_replaced_and_not_changed() -> None:
    state = {"z": [4, 5], "y": 1}
    replaced, read = run_module(
        "shared/state.js", [("put", [state, ["z", 1], 7]), ("get", [state, ["z", 1]])]
    )
    assert replaced == {"z": [4, 7], "y": 1}
    assert read == 5


@pytest.fixture
def trial(
    browser: Browser,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """A page with a figure that counts to 40 when its button is pressed."""
    (tmp_path / "trial").mkdir()
    kit = (SCRIPTS / "shared").as_posix()
    (tmp_path / "trial" / "index.js").write_text(TRIAL.format(kit=kit, period=PERIOD))
    page_scripts.bundle(tmp_path / "out", tmp_path)
    page = browser.new_page(reduced_motion=getattr(request, "param", "no-preference"))
    page.clock.install(time=0)
    page.clock.pause_at(1)  # time passes where a test lets it
    page.set_content('<div class="live-figure" data-live-figure="trial" hidden></div>')
    page.add_script_tag(path=tmp_path / "out" / "trial.js")
    yield page
    page.close()


def step(page: Page) -> int:
    return int(page.locator(".live-sentence").inner_text().removeprefix("Step "))


def test_an_animation_starts_pauses_and_resets_by_key(trial: Page) -> None:
    assert step(trial) == 0
    button = trial.get_by_role("button").first
    button.press("Enter")
    trial.clock.run_for(3 * PERIOD)
    assert step(trial) == 3
    assert button.inner_text() == "Pause"
    button.press("Enter")
    assert button.inner_text() == "Train"
    trial.clock.run_for(10 * PERIOD)
    assert step(trial) == 3
    button.press(" ")
    trial.clock.run_for(PERIOD)
    assert step(trial) == 4
    trial.get_by_role("button", name="Reset").press("Enter")
    trial.clock.run_for(10 * PERIOD)
    assert step(trial) == 0
    assert button.inner_text() == "Train"


@pytest.mark.parametrize("trial", ["no-preference", "reduce"], indirect=True)
def test_an_animation_ends_by_itself_and_not_beyond_its_end(trial: Page) -> None:
    button = trial.get_by_role("button").first
    button.press("Enter")
    trial.clock.run_for(100 * PERIOD)
    assert step(trial) == 40
    assert button.inner_text() == "Train"
    assert button.get_attribute("aria-disabled") == "true"
    button.press("Enter")
    assert button.inner_text() == "Train"


@pytest.mark.parametrize("trial", ["reduce"], indirect=True)
def test_who_wants_less_motion_gets_few_large_steps(trial: Page) -> None:
    trial.get_by_role("button").first.press("Enter")
    seen = []
    for _ in range(50):
        trial.clock.run_for(PERIOD)
        if step(trial) not in (0, *seen):
            seen.append(step(trial))
    assert seen == [10, 20, 30, 40]

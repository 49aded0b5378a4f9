"""The checks on trial: mistakes lose marks and are named, correct variants lose none."""

from functools import cache
from typing import Any

import pytest

from autograder.assignments.source import solution_cells, solution_of
from autograder.exercises import all_exercises
from autograder.proof.beyond import Beyond, Tally, go_beyond
from autograder.proof.judges import fresh_judge
from autograder.proof.known import SEEDS, Proof, prove
from autograder.proof.mutants import Mutations, mutate
from autograder.proof.run import run_proof
from autograder.runtime.substitute import before, substitute_references
from autograder.specification.exercise import Exercise

EXERCISES = {f"{e.assignment}/{e.name}": e for e in all_exercises()}
NUMERIC = {name: e for name, e in EXERCISES.items() if isinstance(e, Exercise)}


def each(exercises: dict[str, Any]) -> pytest.MarkDecorator:
    """Run a test for each exercise, and all that need its tables in the same process."""
    cases = [
        pytest.param(name, marks=pytest.mark.xdist_group(name if name in NUMERIC else "models"))
        for name in exercises
    ]
    return pytest.mark.parametrize("name", cases)


@cache
def proof_of(name: str) -> Proof:
    """Two classes: the command tries three."""
    return prove(EXERCISES[name], SEEDS[type(EXERCISES[name])][:2])


@each(EXERCISES)
def test_every_known_mistake_loses_marks_and_is_named(name: str) -> None:
    proof = proof_of(name)
    assert proof.faults == []
    assert proof.caught == proof.named == proof.mistakes


@each(EXERCISES)
def test_every_correct_variant_earns_all_marks(name: str) -> None:
    assert proof_of(name).passed == proof_of(name).ways


@each(NUMERIC)
def test_every_small_change_to_the_solution_loses_marks_or_is_explained(name: str) -> None:
    result = mutate(NUMERIC[name])
    assert result.unexplained == []
    assert result.caught + result.equivalent == result.tried


def test_code_that_no_specification_holds_is_named_nothing_false() -> None:
    """Every third function: the command tries all."""
    results = {name: go_beyond(exercise, every=3) for name, exercise in NUMERIC.items()}
    assert {name: found for name, one in results.items() if (found := one.faults)} == {}
    tallies = [t for one in results.values() for t in (one.left_out, one.changed, one.together)]
    assert sum(tally.named for tally in tallies) > 200
    assert sum(one.variants for one in results.values()) > 200


def test_a_false_name_and_a_lost_variant_are_faults() -> None:
    tally = Tally("relu")
    tally.count(("leaky",), False, "softplus, left out")
    tally.count((), False, "swish, left out")
    assert tally.summary() == "2: 0 named, 1 not, 1 falsely"
    assert Beyond(tally, Tally("relu"), Tally("relu"), 1, ["larger, copied: nan"]).faults == [
        "softplus, left out: named leaky",
        "larger, copied: nan",
    ]


def test_explained_mutants_count_as_such() -> None:
    """A row such as "11 of 14" would read like three failures."""
    explained = Mutations(tried=14, caught=11, equivalent=3)
    assert explained.summary() == "14: 11 found, 3 equivalent"
    assert Mutations(tried=14, caught=14).summary() == "14: 14 found"
    missed = Mutations(tried=14, caught=11, equivalent=2, unexplained=["x = 1"])
    assert missed.summary() == "14: 11 found, 2 equivalent, 1 not found"


@pytest.mark.xdist_group("activations/relu")
def test_the_table_has_a_row_per_exercise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # wide enough for one line per row
    assert run_proof([EXERCISES["activations/relu"]], mutations=True) == 0
    result, known = mutate(EXERCISES["activations/relu"]), proof_of("activations/relu")
    assert result.equivalent > 0
    row, beyond = [line for line in capsys.readouterr().out.splitlines() if "│" in line]
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "activations/relu",
        f"{known.mistakes} of {known.mistakes}",
        f"{known.mistakes} of {known.mistakes}",
        f"{known.ways} of {known.ways}",
        f"{result.tried}: {result.caught} found, {result.equivalent} equivalent",
    ]
    cells = [cell.strip() for cell in beyond.strip("│").split("│")]
    assert cells == ["activations/relu", *go_beyond(EXERCISES["activations/relu"]).cells()]


@each(EXERCISES)
def test_a_mistake_is_told_in_words_that_a_terminal_can_show(name: str) -> None:
    for mistake in EXERCISES[name].misconceptions:
        assert mistake.explanation.rstrip().endswith((".", "`", ")")), mistake.name
        assert "$" not in mistake.explanation, mistake.name
        assert len(mistake.explanation) < 320, mistake.name


@pytest.mark.parametrize("assignment", sorted({e.assignment for e in NUMERIC.values()}))
def test_a_mistake_in_one_function_costs_nothing_in_another(assignment: str) -> None:
    exercises = [e for e in NUMERIC.values() if e.assignment == assignment]
    right = {e.name: solution_of(e) for e in exercises}
    judges = {e.name: fresh_judge(e, seed=0) for e in exercises}
    for wrong in exercises:
        for mistake in wrong.misconceptions:
            notebook: dict[str, Any] = {}
            for cell in solution_cells(assignment):
                exec(cell.source.replace("from checks import check", ""), notebook)
            notebook[wrong.name] = mistake.function
            for other in exercises:
                if other is not wrong:
                    with substitute_references(notebook[other.name], before(other.name, right)):
                        judgement = judges[other.name](notebook[other.name])
                    assert judgement.earned == 1, (mistake.name, judgement)


def test_a_function_that_only_calls_a_later_one_is_not_right() -> None:
    dense = next(e for e in NUMERIC.values() if e.name == "dense")
    judge = fresh_judge(dense, seed=0)
    right = {
        e.name: solution_of(e) for e in NUMERIC.values() if e.assignment == "forward_propagation"
    }
    notebook: dict[str, Any] = {}
    text = "def dense(a_in, W, b, g):\n    return dense_batch(a_in[None], W, b, g)[0]"
    exec(text, notebook)
    with substitute_references(notebook["dense"], before("dense", right)):
        assert judge(notebook["dense"]).earned == 0

"""Whether an exercise's misconceptions lose points and are named, and its variants lose none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..assignments.source import solution_of
from ..exercises import AnyExercise, Exercise, ModelExercise
from ..scoring.report_text import text_of
from ..specification.signatures import mismatch
from .judges import exercise_judges

# A model is trained each time that it is judged, which takes a second or two.
SEEDS = {Exercise: (0, 1, 2), ModelExercise: (0,)}


@dataclass
class Proof:
    """What was tried on one exercise, and each thing that is not as it should be."""

    exercise: AnyExercise
    mistakes: int = 0
    caught: int = 0
    named: int = 0
    ways: int = 0
    passed: int = 0
    faults: list[str] = field(default_factory=list)


def prove(exercise: AnyExercise, seeds: Iterable[int] | None = None) -> Proof:
    """Try every misconception and every correct variant, on the visible cases and on fresh ones.

    A misconception counts as caught if it loses points for every seed, and as named if it is
    recognised as itself on the visible cases and for every seed; one that no case can call counts
    as neither. A correct variant, or the solution, counts as passed if it loses no points.
    """
    proof = Proof(exercise, mistakes=len(exercise.misconceptions), ways=len(exercise.correct) + 1)
    judges = exercise_judges(exercise, SEEDS[type(exercise)] if seeds is None else seeds)
    cases = exercise.visible_cases()
    for misconception in exercise.misconceptions:
        if never_called := mismatch(misconception.function, cases):
            proof.faults.append(f"{misconception.name}: {never_called}")
            continue
        judgements = [judge_it(misconception.function) for judge_it in judges]
        on_fresh = judgements[1:]
        proof.caught += all(judgement.earned < 1 for judgement in on_fresh)
        proof.named += all(
            judgement.misconception == misconception.name for judgement in judgements
        )
        for judgement in judgements:
            if judgement.earned >= 1 and judgement is not judgements[0]:
                proof.faults.append(f"{misconception.name}: not caught")
            elif judgement.misconception != misconception.name:
                proof.faults.append(
                    f"{misconception.name}: named {judgement.misconception or 'nothing'}"
                )
    for name, function in {"the solution": solution_of(exercise), **exercise.correct}.items():
        judgements = [judge_it(function) for judge_it in judges]
        proof.passed += all(judgement.earned == 1 for judgement in judgements)
        proof.faults += [f"{name}: {text_of(j)}" for j in judgements if j.earned != 1]
    return proof

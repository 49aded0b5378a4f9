"""What is special to models: mixed mistakes, a quiet check, Keras only where it is needed."""

import subprocess
import sys

import pytest

from autograder.assignments.source import solution_of
from autograder.checks.models import Blueprint, check_model, inspect, recognise
from autograder.checks.report import CheckFailed
from autograder.exercises import find
from autograder.specification import keras_oracle
from autograder.specification.model_exercise import keras
from autograder.tables.beside_notebooks import explained_tables


def stored(name: str) -> Blueprint:
    return Blueprint.from_json(explained_tables("keras_models")[f"{name}.json"])


def multiclass(n_classes: int = 10, output: str = "softmax", rate: float = 0.01):
    model = keras.Sequential(
        [
            keras.layers.Dense(25, activation="relu", input_shape=(64,)),  # Keras warns of this
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation=output),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    return model


def test_two_mistakes_in_one_model_are_both_named() -> None:
    blueprint = stored("build_multiclass_classifier")
    named = recognise(inspect(multiclass, blueprint).differences, blueprint.misconceptions)
    assert {mistake.name for mistake in named} == {"softmax with from_logits", "learning rate 0.01"}


def test_the_message_shows_the_layers_found_and_those_asked_for() -> None:
    with pytest.raises(CheckFailed) as failure:
        check_model(stored("build_multiclass_classifier"), multiclass)
    text = str(failure.value)
    assert "Layer 3 has the activation softmax; linear is asked for." in text
    assert "Returned  Dense(25, relu) > Dense(15, relu) > Dense(10, softmax)" in text
    assert "Expected  Dense(25, relu) > Dense(15, relu) > Dense(10, linear)" in text


def test_a_check_writes_nothing_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    keras_oracle.keras()
    capfd.readouterr()
    check_model(
        stored("build_multiclass_classifier"),
        lambda n_classes=10: multiclass(n_classes, output="linear", rate=1e-3),
    )
    assert capfd.readouterr().err == ""


def test_a_model_that_is_built_once_and_handed_out_twice_is_not_right() -> None:
    model = solution_of(find("keras_models", "build_coffee_roaster"))()
    faults = inspect(lambda: model, stored("build_coffee_roaster")).faults
    assert faults["structure"] == faults["loss and optimizer"] == []
    assert "Two calls returned the same weights" in faults["behaviour"][0]


def test_a_relu_is_seen_whatever_the_first_weights_are() -> None:
    exercise = find("keras_models", "build_ecg_classifier")
    blueprint = stored(exercise.name)
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        assert not any(inspect(solution_of(exercise), blueprint).faults.values()), seed


def test_the_checks_import_keras_only_for_a_model() -> None:
    for module in ("autograder.checks", "autograder.checks.models"):
        code = f"import sys, {module}; assert not {{'keras', 'tensorflow'}} & sys.modules.keys()"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def multilabel(*, joined: bool):
    """Return a model with three outputs of one unit each, put together or handed out as a list."""
    x = keras.Input((256,))
    hidden = keras.layers.Dense(7, activation="relu")(x)
    outputs = [keras.layers.Dense(1, activation="sigmoid")(hidden) for _ in range(3)]
    model = keras.Model(x, keras.layers.Concatenate()(outputs) if joined else outputs)
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


def test_branches_that_come_together_are_a_fault_and_not_a_crash() -> None:
    faults = inspect(lambda: multilabel(joined=True), stored("build_multilabel_classifier")).faults
    assert "Layer 7 is Concatenate()" in " ".join(faults["structure"])


def test_a_model_with_several_outputs_is_told_that_one_is_asked_for() -> None:
    faults = inspect(lambda: multilabel(joined=False), stored("build_multilabel_classifier")).faults
    assert faults["structure"] == [
        "The model's output is a list; one array for the batch is asked for."
    ]


def test_the_large_e_of_the_slides_gets_a_hint() -> None:
    def roaster():
        return keras.losses.BinaryCrossEntropy

    with pytest.raises(CheckFailed, match="with a small e"):
        check_model(stored("build_coffee_roaster"), roaster)


def test_logits_with_their_loss_are_not_said_to_have_a_sigmoid() -> None:
    x = keras.Input((256,))
    hidden = keras.layers.Dense(7, activation="relu")(x)
    model = keras.Model(x, keras.layers.Dense(3)(hidden))
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    blueprint = stored("build_multilabel_classifier")
    says = [
        m.explanation
        for m in recognise(inspect(lambda: model, blueprint).differences, blueprint.misconceptions)
    ]
    assert len(says) == 1
    assert "Linear outputs with `from_logits=True`" in says[0]
    assert "give the outputs a sigmoid" in says[0]

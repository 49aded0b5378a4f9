"""What is special to models: mixed mistakes, a quiet check, Keras only where it is needed."""

import subprocess
import sys

import pytest

from autograder import oracle
from autograder.checks.models import Blueprint, check_model, inspect, recognise
from autograder.checks.report import CheckFailed
from autograder.exercises import find
from autograder.exercises.models import keras
from autograder.golden import path_of


def stored(name: str) -> Blueprint:
    return Blueprint.from_json(path_of(find("keras_models", name)).read_text("utf-8"))


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
    named = recognise(inspect(multiclass, blueprint).marks, blueprint.mistakes)
    assert {mistake.name for mistake in named} == {"softmax with from_logits", "learning rate 0.01"}


def test_the_message_shows_the_layers_found_and_those_asked_for() -> None:
    with pytest.raises(CheckFailed) as failure:
        check_model(stored("build_multiclass_classifier"), multiclass)
    text = str(failure.value)
    assert "Layer 3 has the activation softmax; linear is asked for." in text
    assert "Returned  Dense(25, relu) > Dense(15, relu) > Dense(10, softmax)" in text
    assert "Expected  Dense(25, relu) > Dense(15, relu) > Dense(10, linear)" in text


def test_a_check_writes_nothing_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    oracle.keras()
    capfd.readouterr()
    check_model(
        stored("build_multiclass_classifier"),
        lambda n_classes=10: multiclass(n_classes, output="linear", rate=1e-3),
    )
    assert capfd.readouterr().err == ""


def test_a_model_that_is_built_once_and_handed_out_twice_is_not_right() -> None:
    model = find("keras_models", "build_coffee_roaster").reference()
    faults = inspect(lambda: model, stored("build_coffee_roaster")).faults
    assert faults["structure"] == faults["loss and optimizer"] == []
    assert "Two calls returned the same weights" in faults["behaviour"][0]


def test_a_relu_is_seen_whatever_the_first_weights_are() -> None:
    exercise = find("keras_models", "build_ecg_classifier")
    blueprint = stored(exercise.name)
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        assert not any(inspect(exercise.reference, blueprint).faults.values()), seed


def test_the_checks_import_keras_only_for_a_model() -> None:
    for module in ("autograder.checks", "autograder.checks.models"):
        code = f"import sys, {module}; assert not {{'keras', 'tensorflow'}} & sys.modules.keys()"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""`build_coffee_roaster`: a network with one hidden layer, built and compiled in Keras."""

from __future__ import annotations

from ...checks.models import PROBABILITIES
from ...specification.model_exercise import ModelExercise, dense, keras
from .shared_explanations import MEAN_SQUARED, NOT_COMPILED

exercise = ModelExercise(
    "keras_models",
    "build_coffee_roaster",
    chapter="inference/building_a_network",
    input_shape=(2,),
    layers=lambda: [dense(3, "sigmoid"), dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)

NO_RETURN = (
    "The function builds a model and does not return it. End with `return model`. (`compile` "
    "returns None, so `return model.compile(...)` does not work.)"
)


@exercise.misconception(
    "layers swapped",
    "The layers are in the wrong order. The hidden layer with 3 units comes first, the output "
    "unit last.",
    "building-a-network-sequential",
)
def coffee_swapped():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(1, activation="sigmoid"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "input counted as a layer",
    "You made a Dense layer for the two features. The input is not a layer of units: "
    "`keras.Input((2,))` only says how many features there are.",
    "building-a-network-sequential",
)
def coffee_input_layer():
    model = keras.Sequential(
        [
            keras.layers.Dense(2, activation="sigmoid"),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "no activation",
    'You gave no activation, and without one a Dense layer is linear. Pass `activation="sigmoid"` '
    "to both layers.",
    "building-a-network-sequential",
)
def coffee_linear():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "relu output",
    "The output unit uses ReLU, which is never negative but can be arbitrarily large. An "
    "estimated probability comes from the sigmoid.",
    "building-a-network-sequential",
)
def coffee_relu_output():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="relu"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "relu hidden layer",
    "The hidden layer uses ReLU. That is the better choice, and week 2 makes it; the network of "
    "this exercise has sigmoid units in both layers.",
    "building-a-network-sequential",
)
def coffee_relu_hidden():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "softmax of one unit",
    "The softmax of a single unit is always 1. A single output unit needs the sigmoid.",
    "building-a-network-sequential",
)
def coffee_softmax():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "output layer missing",
    "The output layer is missing: after the 3 hidden units comes one more sigmoid unit.",
    "building-a-network-sequential",
)
def coffee_without_output():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="sigmoid")])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "two outputs",
    "You gave the output layer one unit for yes and one for no. One sigmoid unit is enough: the "
    "other probability is 1 minus its value.",
    "building-a-network-sequential",
)
def coffee_two_outputs():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(2, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception("mean squared error", MEAN_SQUARED, "compile")
def coffee_squared():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="mse")
    return model


@exercise.misconception(
    "from_logits with a sigmoid",
    "`from_logits=True` tells the loss that no sigmoid was applied. Here the output unit should "
    "apply one: leave `from_logits` out.",
    "compile",
)
def coffee_sigmoid_twice():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@exercise.misconception(
    "logits",
    "A linear output with `from_logits=True` is a good combination, and more accurate. But this "
    "model must return the probability: give the output unit a sigmoid and leave `from_logits` "
    "out.",
    "compile",
)
def coffee_logits():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@exercise.misconception("not compiled", NOT_COMPILED, "compile")
def coffee_not_compiled():
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


@exercise.misconception("missing return", NO_RETURN, "building-a-network-sequential")
def coffee_without_return():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())

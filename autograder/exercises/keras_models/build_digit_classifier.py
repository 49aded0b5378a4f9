"""`build_digit_classifier`: a network that tells a 1 from a 0, with the optimizer and metric set."""

from __future__ import annotations

from ...checks.models import PROBABILITIES
from ...specification.model_exercise import ModelExercise, dense, keras
from .shared_explanations import MEAN_SQUARED, NOT_COMPILED

exercise = ModelExercise(
    "keras_models",
    "build_digit_classifier",
    chapter="inference/building_a_network",
    input_shape=(64,),
    layers=lambda: [dense(25, "sigmoid"), dense(15, "sigmoid"), dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@exercise.misconception(
    "units swapped",
    "The hidden layers are swapped: 25 units come first, then 15.",
    "building-a-network-sequential",
)
def digit_swapped():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "a layer missing",
    "The layer with 15 units is missing. There are three layers: 25, 15 and 1 units.",
    "building-a-network-sequential",
)
def digit_layer_missing():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "a layer of 64 units",
    "You made a Dense layer for the 64 pixels. The input is not a layer of units: "
    "`keras.Input((64,))` only says how many features there are.",
    "building-a-network-sequential",
)
def digit_input_layer():
    model = keras.Sequential(
        [
            keras.layers.Dense(64, activation="sigmoid"),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "linear output",
    "The output unit has no activation, so its value is a logit, which can be any number. This "
    'model itself must return the probability: `activation="sigmoid"`.',
    "building-a-network-sequential",
)
def digit_linear_output():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "logits",
    "A linear output with `from_logits=True` is a good combination, and more accurate. But this "
    "model itself must return the probability: a sigmoid output, and no `from_logits`.",
    "compile",
)
def digit_logits():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@exercise.misconception(
    "ten outputs",
    "Ten softmax outputs tell ten digits apart. This network answers a single question, whether "
    "it is a 1 or a 0, with one sigmoid unit.",
    "building-a-network-sequential",
)
def digit_ten_outputs():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "relu hidden layers",
    "The hidden layers use ReLU. That is the better choice, and week 2 makes it; the network of "
    "this exercise has sigmoid units throughout.",
    "building-a-network-sequential",
)
def digit_relu():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "wrong input",
    "`keras.Input((25,))` is the number of units of the first layer. The input shape is the number "
    "of features, here 64 pixels.",
    "building-a-network-sequential",
)
def digit_wrong_input():
    model = keras.Sequential(
        [
            keras.Input((25,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception("mean squared error", MEAN_SQUARED, "compile")
def digit_squared():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.MeanSquaredError())
    return model


@exercise.misconception("not compiled", NOT_COMPILED, "compile")
def digit_not_compiled():
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


@exercise.misconception(
    "list of layers",
    "You returned a list of layers. `keras.Sequential([...])` makes a model from it.",
    "building-a-network-sequential",
)
def digit_list():
    return [
        keras.layers.Dense(25, activation="sigmoid"),
        keras.layers.Dense(15, activation="sigmoid"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]

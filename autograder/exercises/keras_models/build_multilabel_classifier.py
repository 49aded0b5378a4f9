"""`build_multilabel_classifier`: a network that gives one probability per label."""

from __future__ import annotations

from ...checks.models import NON_LINEAR, PROBABILITIES
from ...specification.model_exercise import ModelExercise, dense, keras
from .shared_explanations import MEAN_SQUARED, NOT_COMPILED

exercise = ModelExercise(
    "keras_models",
    "build_multilabel_classifier",
    chapter="training/multilabel",
    input_shape=(256,),
    layers=lambda: [dense(None, NON_LINEAR, several=True), dense(3, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@exercise.misconception(
    "softmax",
    "The softmax makes the three outputs add up to 1, as if a picture showed exactly one of the "
    "three. Each label is a question of its own: use three sigmoid units.",
    "multilabel-outputs",
)
def multilabel_softmax():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "multi-class",
    "This is a multi-class network: softmax outputs and a categorical loss choose one of three. In "
    "multi-label classification any number of labels may be 1: sigmoid outputs and the binary "
    "cross-entropy.",
    "multilabel-outputs",
)
def multilabel_as_multiclass():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.CategoricalCrossentropy())
    return model


@exercise.misconception(
    "sparse labels",
    "`SparseCategoricalCrossentropy` expects one class number per picture. Here a label is a "
    "vector such as (1, 0, 1): use the binary cross-entropy.",
    "multilabel-outputs",
)
def multilabel_sparse():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy())
    return model


@exercise.misconception(
    "categorical loss",
    "The outputs are sigmoid units, as they should be, but the categorical cross-entropy looks "
    "only at the labels that are 1. The binary cross-entropy scores each of the three.",
    "multilabel-outputs",
)
def multilabel_categorical():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.CategoricalCrossentropy())
    return model


@exercise.misconception(
    "one output",
    "There is only one output unit. Three questions need three sigmoid units.",
    "multilabel-outputs",
)
def multilabel_one_output():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "linear output",
    "The outputs are logits, because the last layer has no activation. This model must return "
    'three probabilities: `activation="sigmoid"`.',
    "multilabel-outputs",
)
def multilabel_linear():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "from_logits with a sigmoid",
    "`from_logits=True` tells the loss that no sigmoid was applied. Here the output units should "
    "apply one: leave `from_logits` out.",
    "multilabel-outputs",
)
def multilabel_sigmoid_twice():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@exercise.misconception(
    "logits",
    "Linear outputs with `from_logits=True` are a good combination, and more accurate. But this "
    "model must return probabilities: give the outputs a sigmoid and leave `from_logits` out.",
    "multilabel-outputs",
)
def multilabel_logits():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@exercise.misconception(
    "eight outputs",
    "There are 8 outputs, one for each combination of the labels. One sigmoid unit per label is "
    "enough: three.",
    "multilabel-outputs",
)
def multilabel_eight_outputs():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(8, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "no hidden layer",
    "Without a hidden layer each output is a plain logistic regression on the pixels. Put at least "
    "one hidden layer before the outputs.",
    "multilabel-outputs",
)
def multilabel_without_hidden():
    model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(3, activation="sigmoid")])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception("mean squared error", MEAN_SQUARED, "multilabel-outputs")
def multilabel_squared():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss="mean_squared_error")
    return model


@exercise.misconception("not compiled", NOT_COMPILED, "multilabel-outputs")
def multilabel_not_compiled():
    return keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )

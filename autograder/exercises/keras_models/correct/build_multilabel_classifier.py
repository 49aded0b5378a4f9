"""Other correct variants of `build_multilabel_classifier`."""

from __future__ import annotations

import importlib

from ....specification.model_exercise import changed_model, keras
from ..build_multilabel_classifier import exercise

for units in ((26, 15), (25, 16)):
    statement = changed_model(
        "Input((256,))",
        *(f"layers.Dense({n}, activation='relu')" for n in units),
        "layers.Dense(3, activation='sigmoid')",
    )
    exercise.equivalent[statement] = "the hidden layers are free"


@exercise.also_correct("no Input")
def multilabel_without_input():
    model = keras.Sequential(
        [
            keras.layers.Dense(25, "relu"),
            keras.layers.Dense(15, "relu"),
            keras.layers.Dense(3, "sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam")
    return model


@exercise.also_correct("one hidden layer")
def multilabel_one_hidden():
    model = keras.Sequential()
    model.add(keras.Input((256,)))
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(3, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-2))
    return model


@exercise.also_correct("three hidden layers")
def multilabel_three_hidden():
    a = x = keras.Input((256,))
    for units in (64, 32, 16):
        a = keras.layers.Dense(units, activation="tanh")(a)
    model = keras.Model(x, keras.layers.Dense(3, activation="sigmoid")(a))
    model.compile(loss=keras.losses.binary_crossentropy, optimizer="nadam")
    return model


@exercise.also_correct("activation layers")
def multilabel_activation_layers():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(40),
            keras.layers.LeakyReLU(),
            keras.layers.Dense(3),
            keras.layers.Activation("sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), metrics=["binary_accuracy"])
    return model


@exercise.also_correct("subclassed")
def multilabel_subclassed():
    class Scene(keras.Model):
        def __init__(self):
            super().__init__()
            self.hidden = keras.Sequential(
                [keras.layers.Dense(25, activation="relu"), keras.layers.Dense(15, "relu")]
            )
            self.out = keras.layers.Dense(3, activation="sigmoid")

        def call(self, x):
            return self.out(self.hidden(x))

    model = Scene()
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam")
    return model


@exercise.also_correct("tf.keras")
def multilabel_tf_keras():
    tf = importlib.import_module("tensorflow")
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Dense(25, activation="relu"),
            tf.keras.layers.Dense(15, activation="relu"),
            tf.keras.layers.Dense(3, activation=tf.keras.activations.sigmoid),
        ]
    )
    model.compile(
        optimizer=tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.BinaryCrossentropy()
    )
    return model


@exercise.also_correct("functional, operations")
def multilabel_operations():
    x = keras.Input((256,), name="picture")
    a = keras.ops.relu(keras.layers.Dense(25, name="first")(keras.layers.Flatten()(x)))
    a = keras.ops.gelu(keras.layers.Dense(15, name="second")(a))
    model = keras.Model(x, keras.ops.sigmoid(keras.layers.Dense(3, name="labels")(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy(name="three"))
    return model


@exercise.also_correct("regularised")
def multilabel_regularised():
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu", kernel_regularizer="l2"),
            keras.layers.Dense(15, activation="relu", kernel_initializer="he_uniform"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam")
    return model

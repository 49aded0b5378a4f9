"""Other correct variants of `build_coffee_roaster`."""

from __future__ import annotations

import importlib

from ....specification.model_exercise import keras
from ..build_coffee_roaster import exercise


@exercise.also_correct("no Input")
def coffee_without_input():
    model = keras.Sequential([keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model


@exercise.also_correct("add")
def coffee_add():
    model = keras.models.Sequential(name="coffee")
    model.add(keras.layers.InputLayer(shape=(2,)))
    model.add(keras.layers.Dense(units=3, activation=keras.activations.sigmoid, name="hidden"))
    model.add(keras.layers.Dense(units=1, activation=keras.activations.sigmoid, name="output"))
    model.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
    )
    return model


@exercise.also_correct("functional")
def coffee_functional():
    x = keras.Input(shape=(2,), name="roast")
    a = keras.layers.Dense(3, activation="sigmoid")(x)
    model = keras.Model(inputs=x, outputs=keras.layers.Dense(1, activation="sigmoid")(a))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


@exercise.also_correct("subclassed")
def coffee_subclassed():
    class Coffee(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = keras.layers.Dense(1, activation="sigmoid")
            self.first = keras.layers.Dense(3, activation="sigmoid")

        def call(self, x):
            return self.last(self.first(x))

    model = Coffee()
    model.compile(optimizer="sgd", loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("activation layers")
def coffee_activation_layers():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3),
            keras.layers.Activation("sigmoid"),
            keras.layers.Dense(1),
            keras.layers.Activation(keras.activations.sigmoid),
        ]
    )
    model.compile(loss=keras.losses.binary_crossentropy, optimizer="rmsprop")
    return model


@exercise.also_correct("tf.keras")
def coffee_tf_keras():
    tf = importlib.import_module("tensorflow")
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Dense(3, activation="sigmoid"),
            tf.keras.layers.Dense(1, activation=tf.nn.sigmoid),
        ]
    )
    model.compile(loss=tf.keras.losses.BinaryCrossentropy(), optimizer=tf.keras.optimizers.Adam())
    return model


@exercise.also_correct("normalised first")
def coffee_normalised():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Normalization()])
    for units in (3, 1):
        model.add(keras.layers.Dense(units, activation="sigmoid"))
    model.compile(loss=keras.losses.BinaryCrossentropy(), run_eagerly=True)
    return model


@exercise.also_correct("own activation function")
def coffee_own_sigmoid():
    def sigmoid(z):
        return 1 / (1 + keras.ops.exp(-z))

    model = keras.Sequential([keras.layers.Dense(units, activation=sigmoid) for units in (3, 1)])
    model.build((None, 2))
    model.compile(loss=[keras.losses.BinaryCrossentropy()], jit_compile=False)
    return model


@exercise.also_correct("model inside a model")
def coffee_nested():
    inner = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="sigmoid")])
    model = keras.Sequential([inner, keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="adamw", weighted_metrics=["accuracy"])
    return model

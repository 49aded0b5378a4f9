"""Other correct variants of `build_digit_classifier`."""

from __future__ import annotations

import importlib

from ....specification.model_exercise import keras
from ..build_digit_classifier import exercise


@exercise.also_correct("no Input")
def digit_without_input():
    model = keras.Sequential(
        [keras.layers.Dense(units, activation="sigmoid") for units in (25, 15, 1)]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam", metrics=["accuracy"])
    return model


@exercise.also_correct("add")
def digit_add(pixels=64):
    model = keras.Sequential()
    model.add(keras.Input(shape=(pixels,)))
    for number, units in enumerate((25, 15, 1), 1):
        model.add(keras.layers.Dense(units, activation="sigmoid", name=f"layer{number}"))
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="binary_crossentropy")
    return model


@exercise.also_correct("functional")
def digit_functional():
    a = x = keras.Input((64,))
    for units in (25, 15, 1):
        a = keras.layers.Dense(units, activation=keras.activations.sigmoid)(a)
    model = keras.Model(x, a)
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("functional, operations")
def digit_operations():
    x = keras.Input((64,))
    a = keras.ops.sigmoid(keras.layers.Dense(25)(x))
    a = keras.activations.sigmoid(keras.layers.Dense(15)(a))
    model = keras.Model(x, keras.layers.Activation("sigmoid")(keras.layers.Dense(1)(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("subclassed with a list of layers")
def digit_subclassed():
    class Network(keras.Model):
        def __init__(self, sizes):
            super().__init__()
            self.parts = [keras.layers.Dense(units, activation="sigmoid") for units in sizes]

        def call(self, x):
            for part in self.parts:
                x = part(x)
            return x

    model = Network((25, 15, 1))
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Nadam())
    return model


@exercise.also_correct("subclassed, with TensorFlow's functions")
def digit_tensorflow():
    tf = importlib.import_module("tensorflow")

    class Network(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.layer3 = tf.keras.layers.Dense(1)
            self.layer2 = tf.keras.layers.Dense(15, activation="sigmoid")
            self.layer1 = tf.keras.layers.Dense(25)

        def call(self, x):
            a1 = tf.nn.sigmoid(self.layer1(x))
            return tf.math.sigmoid(self.layer3(self.layer2(a1)))

    model = Network()
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@exercise.also_correct("flatten first")
def digit_flatten():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Flatten(),
            keras.layers.Rescaling(1 / 16),
            keras.layers.Dense(25, activation="sigmoid", kernel_initializer="he_normal"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("layers as variables")
def digit_variables():
    layer_1 = keras.layers.Dense(units=25, activation="sigmoid")
    layer_2 = keras.layers.Dense(units=15, activation="sigmoid")
    layer_3 = keras.layers.Dense(units=1, activation="sigmoid")
    model = keras.Sequential([layer_1, layer_2, layer_3], name="digits")
    model.build(input_shape=(None, 64))
    model.compile(optimizer=keras.optimizers.Adam(), loss={"dense": "binary_crossentropy"}["dense"])
    return model

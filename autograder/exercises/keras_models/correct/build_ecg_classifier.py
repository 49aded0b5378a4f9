"""Other correct variants of `build_ecg_classifier`."""

from __future__ import annotations

import importlib

from ....specification.model_exercise import changed_model, keras
from ..build_ecg_classifier import exercise

for first, second in ((2, 1), (1, 2)):
    statement = changed_model(
        "Input((100, 1))",
        f"layers.Conv1D({first}, kernel_size=20, strides=10, activation='relu')",
        f"layers.Conv1D({second}, kernel_size=5, strides=2, activation='relu')",
        "layers.Flatten()",
        "layers.Dense(1, activation='sigmoid')",
    )
    exercise.equivalent[statement] = "the number of filters is free"


@exercise.also_correct("no Input")
def ecg_without_input():
    model = keras.Sequential(
        [
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@exercise.also_correct("many filters")
def ecg_many_filters():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(filters=9, kernel_size=20, strides=10, activation="relu"),
            keras.layers.Conv1D(filters=3, kernel_size=5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(0.01))
    return model


@exercise.also_correct("functional")
def ecg_functional():
    x = keras.Input(shape=(100, 1))
    a = keras.layers.Convolution1D(4, (20,), strides=(10,), padding="valid", activation="tanh")(x)
    a = keras.layers.Conv1D(2, (5,), strides=(2,), activation="sigmoid")(a)
    a = keras.layers.Flatten()(a)
    model = keras.Model(x, keras.layers.Dense(1, activation=keras.activations.sigmoid)(a))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("activation layers, reshape")
def ecg_activation_layers():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, 10),
            keras.layers.ReLU(),
            keras.layers.Conv1D(1, 5, 2),
            keras.layers.Activation("relu"),
            keras.layers.Reshape((3,)),
            keras.layers.Dense(1),
            keras.layers.Activation("sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam", metrics=["accuracy"])
    return model


@exercise.also_correct("subclassed")
def ecg_subclassed():
    class Heart(keras.Model):
        def __init__(self):
            super().__init__()
            self.flat = keras.layers.Flatten()
            self.conv1 = keras.layers.Conv1D(8, 20, strides=10, activation="relu")
            self.conv2 = keras.layers.Conv1D(4, 5, strides=2, activation="relu")
            self.out = keras.layers.Dense(1, activation="sigmoid")

        def call(self, x):
            return self.out(self.flat(self.conv2(self.conv1(x))))

    model = Heart()
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam")
    return model


@exercise.also_correct("subclassed, with TensorFlow's functions")
def ecg_tensorflow():
    tf = importlib.import_module("tensorflow")

    class Heart(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.conv1 = tf.keras.layers.Conv1D(2, 20, strides=10)
            self.conv2 = tf.keras.layers.Conv1D(2, 5, strides=2)
            self.out = tf.keras.layers.Dense(1, activation="sigmoid")

        def call(self, x):
            a = tf.nn.relu(self.conv2(tf.nn.relu(self.conv1(x))))
            return self.out(tf.reshape(a, (-1, 6)))

    model = Heart()
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@exercise.also_correct("tf.keras")
def ecg_tf_keras():
    tf = importlib.import_module("tensorflow")
    model = tf.keras.Sequential()
    model.add(
        tf.keras.layers.Conv1D(3, 20, strides=10, activation=tf.nn.relu, input_shape=(100, 1))
    )
    model.add(tf.keras.layers.Conv1D(3, 5, strides=2, activation=tf.nn.relu))
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(1, activation=tf.nn.sigmoid))
    model.compile(loss=tf.keras.losses.BinaryCrossentropy())
    return model


@exercise.also_correct("add, with names")
def ecg_add(filters=1):
    model = keras.Sequential(name="heart")
    model.add(keras.Input((100, 1), name="signal"))
    for number, (size, stride) in enumerate(((20, 10), (5, 2)), 1):
        layer = keras.layers.Conv1D(filters, size, stride, activation="elu", name=f"conv{number}")
        model.add(layer)
    model.add(keras.layers.Flatten(name="flat"))
    model.add(keras.layers.Dense(1, activation="sigmoid", name="disease"))
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.SGD(0.05))
    return model


@exercise.also_correct("operations")
def ecg_operations():
    x = keras.Input((100, 1))
    a = keras.ops.relu(keras.layers.Conv1D(2, 20, strides=10)(x))
    a = keras.ops.relu(keras.layers.Conv1D(2, 5, strides=2)(a))
    a = keras.ops.reshape(a, (-1, 6))
    model = keras.Model(x, keras.ops.sigmoid(keras.layers.Dense(1)(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model

"""Other correct variants of `build_multiclass_classifier`."""

from __future__ import annotations

import importlib

from ....specification.model_exercise import keras
from ..build_multiclass_classifier import exercise


@exercise.also_correct("no Input, no activation in the last layer")
def multiclass_without_input(n_classes=10):
    model = keras.Sequential(
        [
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(0.001),
    )
    return model


@exercise.also_correct("adam as text")
def multiclass_adam_text(n_classes=10):
    model = keras.Sequential([keras.Input((64,))])
    model.add(keras.layers.Dense(25, activation=keras.activations.relu))
    model.add(keras.layers.Dense(15, activation=keras.layers.ReLU()))
    model.add(keras.layers.Dense(n_classes, activation=None))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    return model


@exercise.also_correct("functional")
def multiclass_functional(n_classes=10):
    x = keras.Input((64,))
    a = keras.layers.ReLU()(keras.layers.Dense(25)(x))
    a = keras.activations.relu(keras.layers.Dense(15)(a))
    model = keras.Model(x, keras.layers.Dense(n_classes, activation=keras.activations.linear)(a))
    model.compile(
        keras.optimizers.Adam(learning_rate=1e-3),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, name="loss"),
    )
    return model


@exercise.also_correct("activation layers")
def multiclass_activation_layers(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25),
            keras.layers.Activation("relu"),
            keras.layers.Dense(15),
            keras.layers.ReLU(),
            keras.layers.Dense(n_classes),
            keras.layers.Activation("linear"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.get("adam"),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.also_correct("subclassed")
def multiclass_subclassed(n_classes=10):
    class Classifier(keras.Model):
        def __init__(self, classes, **settings):
            super().__init__(**settings)
            self.output_layer = keras.layers.Dense(classes)
            self.hidden = [keras.layers.Dense(25), keras.layers.Dense(15)]

        def call(self, inputs, training=False):
            for layer in self.hidden:
                inputs = keras.ops.relu(layer(inputs))
            return self.output_layer(inputs)

    model = Classifier(n_classes, name="classifier")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.also_correct("tf.keras")
def multiclass_tf_keras(n_classes=10):
    tf = importlib.import_module("tensorflow")
    model = tf.keras.models.Sequential(
        [
            tf.keras.layers.Dense(25, activation=tf.nn.relu, input_shape=(64,)),
            tf.keras.layers.Dense(15, activation=tf.keras.activations.relu),
            tf.keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=tf.keras.optimizers.Adam(),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.also_correct("own loss function")
def multiclass_own_loss(n_classes=10):
    def loss(y, z):
        return keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)

    model = keras.Sequential()
    for units, activation in ((25, "relu"), (15, "relu"), (n_classes, "linear")):
        model.add(keras.layers.Dense(units, activation=activation))
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(1e-3))
    return model


@exercise.also_correct("relu by hand")
def multiclass_relu_by_hand(n_classes=10):
    def relu(z):
        return keras.ops.maximum(z, 0.0)

    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation=relu),
            keras.layers.Dense(15, activation=lambda z: keras.ops.maximum(0.0, z)),
            keras.layers.Dense(n_classes, activation=lambda z: z),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3, epsilon=1e-8),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.also_correct("subclassed, with TensorFlow's functions")
def multiclass_tensorflow(n_classes=10):
    tf = importlib.import_module("tensorflow")

    class Classifier(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.d1 = tf.keras.layers.Dense(25)
            self.d2 = tf.keras.layers.Dense(15)
            self.d3 = tf.keras.layers.Dense(n_classes)

        def call(self, x):
            return self.d3(tf.nn.relu(self.d2(tf.nn.relu(self.d1(x)))))

    model = Classifier()
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model

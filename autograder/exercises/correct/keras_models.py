"""Other right ways to build the models of `keras_models`."""

from __future__ import annotations

import importlib

from ...specification.model_exercise import keras
from ..keras_models import (
    build_coffee_roaster,
    build_digit_classifier,
    build_ecg_classifier,
    build_multiclass_classifier,
    build_multilabel_classifier,
)


@build_coffee_roaster.also_correct("no Input")
def coffee_without_input():
    model = keras.Sequential([keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model


@build_coffee_roaster.also_correct("add")
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


@build_coffee_roaster.also_correct("functional")
def coffee_functional():
    x = keras.Input(shape=(2,), name="roast")
    a = keras.layers.Dense(3, activation="sigmoid")(x)
    model = keras.Model(inputs=x, outputs=keras.layers.Dense(1, activation="sigmoid")(a))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


@build_coffee_roaster.also_correct("subclassed")
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


@build_coffee_roaster.also_correct("activation layers")
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


@build_coffee_roaster.also_correct("tf.keras")
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


@build_coffee_roaster.also_correct("normalised first")
def coffee_normalised():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Normalization()])
    for units in (3, 1):
        model.add(keras.layers.Dense(units, activation="sigmoid"))
    model.compile(loss=keras.losses.BinaryCrossentropy(), run_eagerly=True)
    return model


@build_coffee_roaster.also_correct("own activation function")
def coffee_own_sigmoid():
    def sigmoid(z):
        return 1 / (1 + keras.ops.exp(-z))

    model = keras.Sequential([keras.layers.Dense(units, activation=sigmoid) for units in (3, 1)])
    model.build((None, 2))
    model.compile(loss=[keras.losses.BinaryCrossentropy()], jit_compile=False)
    return model


@build_coffee_roaster.also_correct("model inside a model")
def coffee_nested():
    inner = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="sigmoid")])
    model = keras.Sequential([inner, keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="adamw", weighted_metrics=["accuracy"])
    return model


@build_digit_classifier.also_correct("no Input")
def digit_without_input():
    model = keras.Sequential(
        [keras.layers.Dense(units, activation="sigmoid") for units in (25, 15, 1)]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam", metrics=["accuracy"])
    return model


@build_digit_classifier.also_correct("add")
def digit_add(pixels=64):
    model = keras.Sequential()
    model.add(keras.Input(shape=(pixels,)))
    for number, units in enumerate((25, 15, 1), 1):
        model.add(keras.layers.Dense(units, activation="sigmoid", name=f"layer{number}"))
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="binary_crossentropy")
    return model


@build_digit_classifier.also_correct("functional")
def digit_functional():
    a = x = keras.Input((64,))
    for units in (25, 15, 1):
        a = keras.layers.Dense(units, activation=keras.activations.sigmoid)(a)
    model = keras.Model(x, a)
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.also_correct("functional, operations")
def digit_operations():
    x = keras.Input((64,))
    a = keras.ops.sigmoid(keras.layers.Dense(25)(x))
    a = keras.activations.sigmoid(keras.layers.Dense(15)(a))
    model = keras.Model(x, keras.layers.Activation("sigmoid")(keras.layers.Dense(1)(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.also_correct("subclassed with a list of layers")
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


@build_digit_classifier.also_correct("subclassed, with TensorFlow's functions")
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


@build_digit_classifier.also_correct("flatten first")
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


@build_digit_classifier.also_correct("layers as variables")
def digit_variables():
    layer_1 = keras.layers.Dense(units=25, activation="sigmoid")
    layer_2 = keras.layers.Dense(units=15, activation="sigmoid")
    layer_3 = keras.layers.Dense(units=1, activation="sigmoid")
    model = keras.Sequential([layer_1, layer_2, layer_3], name="digits")
    model.build(input_shape=(None, 64))
    model.compile(optimizer=keras.optimizers.Adam(), loss={"dense": "binary_crossentropy"}["dense"])
    return model


@build_multiclass_classifier.also_correct("no Input, no activation in the last layer")
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


@build_multiclass_classifier.also_correct("adam as text")
def multiclass_adam_text(n_classes=10):
    model = keras.Sequential([keras.Input((64,))])
    model.add(keras.layers.Dense(25, activation=keras.activations.relu))
    model.add(keras.layers.Dense(15, activation=keras.layers.ReLU()))
    model.add(keras.layers.Dense(n_classes, activation=None))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    return model


@build_multiclass_classifier.also_correct("functional")
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


@build_multiclass_classifier.also_correct("activation layers")
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


@build_multiclass_classifier.also_correct("subclassed")
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


@build_multiclass_classifier.also_correct("tf.keras")
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


@build_multiclass_classifier.also_correct("own loss function")
def multiclass_own_loss(n_classes=10):
    def loss(y, z):
        return keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)

    model = keras.Sequential()
    for units, activation in ((25, "relu"), (15, "relu"), (n_classes, "linear")):
        model.add(keras.layers.Dense(units, activation=activation))
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(1e-3))
    return model


@build_multiclass_classifier.also_correct("relu by hand")
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


@build_multiclass_classifier.also_correct("subclassed, with TensorFlow's functions")
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


@build_multilabel_classifier.also_correct("no Input")
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


@build_multilabel_classifier.also_correct("one hidden layer")
def multilabel_one_hidden():
    model = keras.Sequential()
    model.add(keras.Input((256,)))
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(3, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-2))
    return model


@build_multilabel_classifier.also_correct("three hidden layers")
def multilabel_three_hidden():
    a = x = keras.Input((256,))
    for units in (64, 32, 16):
        a = keras.layers.Dense(units, activation="tanh")(a)
    model = keras.Model(x, keras.layers.Dense(3, activation="sigmoid")(a))
    model.compile(loss=keras.losses.binary_crossentropy, optimizer="nadam")
    return model


@build_multilabel_classifier.also_correct("activation layers")
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


@build_multilabel_classifier.also_correct("subclassed")
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


@build_multilabel_classifier.also_correct("tf.keras")
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


@build_multilabel_classifier.also_correct("functional, operations")
def multilabel_operations():
    x = keras.Input((256,), name="picture")
    a = keras.ops.relu(keras.layers.Dense(25, name="first")(keras.layers.Flatten()(x)))
    a = keras.ops.gelu(keras.layers.Dense(15, name="second")(a))
    model = keras.Model(x, keras.ops.sigmoid(keras.layers.Dense(3, name="labels")(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy(name="three"))
    return model


@build_multilabel_classifier.also_correct("regularised")
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


@build_ecg_classifier.also_correct("no Input")
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


@build_ecg_classifier.also_correct("many filters")
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


@build_ecg_classifier.also_correct("functional")
def ecg_functional():
    x = keras.Input(shape=(100, 1))
    a = keras.layers.Convolution1D(4, (20,), strides=(10,), padding="valid", activation="tanh")(x)
    a = keras.layers.Conv1D(2, (5,), strides=(2,), activation="sigmoid")(a)
    a = keras.layers.Flatten()(a)
    model = keras.Model(x, keras.layers.Dense(1, activation=keras.activations.sigmoid)(a))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_ecg_classifier.also_correct("activation layers, reshape")
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


@build_ecg_classifier.also_correct("subclassed")
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


@build_ecg_classifier.also_correct("subclassed, with TensorFlow's functions")
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


@build_ecg_classifier.also_correct("tf.keras")
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


@build_ecg_classifier.also_correct("add, with names")
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


@build_ecg_classifier.also_correct("operations")
def ecg_operations():
    x = keras.Input((100, 1))
    a = keras.ops.relu(keras.layers.Conv1D(2, 20, strides=10)(x))
    a = keras.ops.relu(keras.layers.Conv1D(2, 5, strides=2)(a))
    a = keras.ops.reshape(a, (-1, 6))
    model = keras.Model(x, keras.ops.sigmoid(keras.layers.Dense(1)(a)))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model

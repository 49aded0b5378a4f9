"""What strangers wrote for `keras_models`."""

from __future__ import annotations

from .corpus import Corpus

corpus = Corpus("keras_models")


def stack(features, *layers, **compiled):
    import keras

    model = keras.Sequential(
        [keras.Input((features,)), *(keras.layers.Dense(n, activation=g) for n, g in layers)]
    )
    model.compile(**compiled)
    return model


@corpus.wrong("build_coffee_roaster", "the labels' loss is the squared error", "mean squared error")
def _():
    return stack(2, (3, "sigmoid"), (1, "sigmoid"), loss="mse")


@corpus.wrong("build_coffee_roaster", "relu in the hidden layer", "relu hidden layer")
def _():
    return stack(2, (3, "relu"), (1, "sigmoid"), loss="binary_crossentropy")


@corpus.right("build_coffee_roaster", "no Input, so nothing is built")
def _():
    import keras

    model = keras.Sequential(
        [keras.layers.Dense(3, activation="sigmoid"), keras.layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@corpus.wrong("build_digit_classifier", "the output layer is linear", "linear output")
def _():
    return stack(64, (25, "sigmoid"), (15, "sigmoid"), (1, None), loss="binary_crossentropy")


@corpus.wrong("build_digit_classifier", "400 pixels, as in the lab")
def _():
    return stack(400, (25, "sigmoid"), (15, "sigmoid"), (1, "sigmoid"), loss="binary_crossentropy")


@corpus.wrong("build_multiclass_classifier", "softmax, and from_logits", "softmax with from_logits")
def _(n_classes=10):
    import keras

    return stack(
        64, (25, "relu"), (15, "relu"), (n_classes, "softmax"),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
    )  # fmt: skip


@corpus.wrong("build_multiclass_classifier", "linear, without from_logits", "from_logits forgotten")
def _(n_classes=10):
    import keras

    return stack(
        64, (25, "relu"), (15, "relu"), (n_classes, "linear"),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
    )  # fmt: skip


@corpus.wrong("build_multiclass_classifier", "the old name lr")
def _(n_classes=10):
    import keras

    return stack(
        64, (25, "relu"), (15, "relu"), (n_classes, "linear"),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(lr=1e-3),
    )  # fmt: skip


@corpus.wrong("build_multilabel_classifier", "softmax over the labels", "softmax")
def _():
    return stack(256, (25, "relu"), (3, "softmax"), loss="binary_crossentropy")


@corpus.wrong("build_ecg_classifier", "no Flatten", "flatten forgotten")
def _():
    import keras

    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="binary_crossentropy")
    return model


@corpus.right("build_coffee_roaster", "layer by layer, with add")
def _():
    import keras

    model = keras.models.Sequential(name="coffee")
    model.add(keras.layers.InputLayer(shape=(2,)))
    for units in (3, 1):
        model.add(keras.layers.Dense(units))
        model.add(keras.layers.Activation("sigmoid"))
    model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
    return model

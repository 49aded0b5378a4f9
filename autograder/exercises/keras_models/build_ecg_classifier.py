"""`build_ecg_classifier`: a network with convolutional layers that reads a heart signal."""

from __future__ import annotations

from ...checks.models import PROBABILITIES
from ...specification.model_exercise import FLATTEN, ModelExercise, conv1d, dense, keras
from .shared_explanations import MEAN_SQUARED, NOT_COMPILED

exercise = ModelExercise(
    "keras_models",
    "build_ecg_classifier",
    chapter="training/convolutional_layers",
    input_shape=(100, 1),
    layers=lambda: [conv1d(20, 10), conv1d(5, 2), FLATTEN, dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@exercise.misconception(
    "stride forgotten",
    "You gave no `strides`, so a window starts at every value: the first layer has 81 units "
    "instead of 9, however many filters there are. Pass `strides=10` and, in the second layer, "
    "`strides=2`.",
    "stride",
)
def ecg_stride_one():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, kernel_size=20, activation="relu"),
            keras.layers.Conv1D(1, kernel_size=5, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "zeros on both sides",
    'With `padding="same"` Keras adds zeros at both ends, so the first layer has 10 units instead '
    'of 9. Leave it out: "valid" is the default.',
    "windows",
)
def ecg_same():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, padding="same", activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "flatten forgotten",
    "Without `Flatten` the last unit is applied to each window on its own, and the model returns "
    "three numbers per signal. Flatten first, so that one unit sees everything.",
    "conv-in-keras",
)
def ecg_without_flatten():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "size and stride swapped",
    "The size of the window and the stride are swapped: `kernel_size=20, strides=10`, then "
    "`kernel_size=5, strides=2`.",
    "stride",
)
def ecg_swapped():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, kernel_size=10, strides=20, activation="relu"),
            keras.layers.Conv1D(1, kernel_size=2, strides=5, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "dense layers",
    "These are dense layers: each unit sees the whole signal. Use `keras.layers.Conv1D`, whose "
    "units see one window each.",
    "windows",
)
def ecg_dense():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(9, activation="relu"),
            keras.layers.Dense(3, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "second convolution missing",
    "The second convolutional layer is missing: windows of 5 with stride 2 turn 9 units into 3.",
    "windows",
)
def ecg_one_convolution():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "mean in place of flatten",
    "The pooling layer averages over the windows, so the last unit cannot tell where in the "
    "signal something happened. `Flatten` keeps all values.",
    "conv-in-keras",
)
def ecg_pooling():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "linear convolutions",
    "The convolutional layers have no activation, so the whole model is no more than logistic "
    'regression. Pass `activation="relu"` to both.',
    "kernel",
)
def ecg_linear():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10),
            keras.layers.Conv1D(1, 5, strides=2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "linear output",
    "The output unit has no activation, so its value is a logit, which can be any number. This "
    'model must return a probability: `activation="sigmoid"`.',
    "conv-in-keras",
)
def ecg_linear_output():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception(
    "no channel",
    "`Conv1D` expects an axis for channels too. One signal has the shape `(100, 1)`: 100 steps, "
    "one value each. `Flatten` removes that axis and comes after both convolutions.",
    "windows",
)
def ecg_no_channel():
    model = keras.Sequential(
        [
            keras.Input((100,)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@exercise.misconception("mean squared error", MEAN_SQUARED, "conv-in-keras")
def ecg_squared():
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="mse")
    return model


@exercise.misconception("not compiled", NOT_COMPILED, "conv-in-keras")
def ecg_not_compiled():
    return keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, 20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )

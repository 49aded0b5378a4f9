"""`build_multiclass_classifier`: a network that gives one logit per class."""

from __future__ import annotations

from ...checks.models import LOGITS
from ...specification.model_exercise import ModelExercise, dense, keras
from .shared_explanations import NOT_COMPILED

exercise = ModelExercise(
    "keras_models",
    "build_multiclass_classifier",
    chapter="training/numerical_stability",
    input_shape=(64,),
    layers=lambda n_classes=10: [dense(25, "relu"), dense(15, "relu"), dense(n_classes, "linear")],
    output=LOGITS,
    loss="SparseCategoricalCrossentropy",
    from_logits=True,
    optimizer="Adam",
    learning_rate=0.001,
    visible_calls=((), (4,)),
    draw=lambda rng: [(), (int(rng.integers(3, 9)),), (int(rng.integers(11, 20)),)],
)


@exercise.misconception(
    "softmax with from_logits",
    "The output layer has a softmax, and `from_logits=True` makes the loss apply another one. "
    "With `from_logits=True` the output layer is linear.",
    "stability-keras",
)
def multiclass_softmax_twice(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "softmax without from_logits",
    "A softmax output with the plain loss works, but loses precision. Here the output layer is "
    "linear and the loss gets `from_logits=True`.",
    "stability-keras",
)
def multiclass_plain(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(),
    )
    return model


@exercise.misconception(
    "from_logits forgotten",
    "The output layer is linear, as it should be, but the loss treats its values as "
    "probabilities. Pass `from_logits=True`. (The loss given as text, "
    '`"sparse_categorical_crossentropy"`, cannot take it.)',
    "stability-keras",
)
def multiclass_logits_as_probabilities(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss="sparse_categorical_crossentropy",
    )
    return model


@exercise.misconception(
    "sigmoid output",
    "The output layer has a sigmoid. With `from_logits=True` it is linear: the loss itself turns "
    "the logits into probabilities.",
    "stability-keras",
)
def multiclass_sigmoid(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "relu output",
    "The output layer uses ReLU, so no logit can be negative. It should be linear.",
    "stability-keras",
)
def multiclass_relu_output(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation="relu"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "one-hot loss",
    "`CategoricalCrossentropy` expects labels as vectors of 0 and 1. The labels here are whole "
    "numbers: use `SparseCategoricalCrossentropy`.",
    "stability-keras",
)
def multiclass_one_hot(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "learning rate 0.01",
    "The learning rate is 0.01, ten times what is asked for: `Adam(learning_rate=1e-3)`.",
    "stability-keras",
)
def multiclass_fast(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "no optimizer",
    "You named no optimizer, so Keras uses RMSprop. Pass "
    "`optimizer=keras.optimizers.Adam(learning_rate=1e-3)`.",
    "stability-keras",
)
def multiclass_default_optimizer(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@exercise.misconception(
    "plain gradient descent",
    "The optimizer is plain gradient descent, `SGD`, with its own default learning rate of 0.01. "
    "Use `Adam(learning_rate=1e-3)`.",
    "stability-keras",
)
def multiclass_sgd(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer="sgd", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    return model


@exercise.misconception(
    "always ten classes",
    "The output layer has 10 units whatever `n_classes` is. Use the argument.",
    "stability-keras",
)
def multiclass_always_ten(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "sigmoid hidden layers",
    "The hidden layers use the sigmoid. In this network they use ReLU.",
    "stability-keras",
)
def multiclass_sigmoid_hidden(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "linear hidden layers",
    "The hidden layers have no activation, so the three layers together amount to one linear "
    'layer. Pass `activation="relu"`.',
    "stability-keras",
)
def multiclass_linear_hidden(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25),
            keras.layers.Dense(15),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception(
    "mean squared error",
    "You compiled with the mean squared error, which belongs to regression. The labels are class "
    "numbers: use `SparseCategoricalCrossentropy(from_logits=True)`.",
    "stability-keras",
)
def multiclass_squared(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss=keras.losses.MeanSquaredError()
    )
    return model


@exercise.misconception(
    "frozen",
    "`model.trainable = False` keeps all weights as they are, so training changes nothing. Leave "
    "it out.",
    "stability-keras",
)
def multiclass_frozen(n_classes=10):
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )
    model.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@exercise.misconception("not compiled", NOT_COMPILED, "stability-keras")
def multiclass_not_compiled(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )

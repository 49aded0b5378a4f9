"""The assignment `keras_models`: five networks of the lectures, built in Keras."""

from __future__ import annotations

from ..checks.models import LOGITS, NON_LINEAR, PROBABILITIES
from ..specification.model_exercise import (
    FLATTEN,
    ModelExercise,
    changed_model,
    conv1d,
    dense,
    keras,
)

BUILDING = "inference/building_a_network"

build_coffee_roaster = ModelExercise(
    "keras_models",
    "build_coffee_roaster",
    BUILDING,
    input_shape=(2,),
    layers=lambda: [dense(3, "sigmoid"), dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)

NOT_COMPILED = (
    "The model has layers but no loss, so it cannot be trained. Call `model.compile(loss=...)` "
    "before you return it."
)
NO_RETURN = (
    "The function builds a model and does not hand it over. End with `return model`. (`compile` "
    "returns None too, so `return model.compile(...)` does not do.)"
)
MEAN_SQUARED = (
    "You compiled with the mean squared error, which belongs to regression. For labels 0 and 1 the "
    "loss is the binary cross-entropy."
)


@build_coffee_roaster.misconception(
    "layers swapped",
    "The layers stand the wrong way round. The hidden layer with 3 units comes first, the output "
    "unit last.",
    "building-a-network-sequential",
)
def coffee_swapped():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(1, activation="sigmoid"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "input counted as a layer",
    "You made a Dense layer of the two features. The input is no layer of units: "
    "`keras.Input((2,))` only says how many features there are.",
    "building-a-network-sequential",
)
def coffee_input_layer():
    model = keras.Sequential(
        [
            keras.layers.Dense(2, activation="sigmoid"),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "no activation",
    "You gave no activation, and then a Dense layer has none: it is linear. Say "
    '`activation="sigmoid"` in both layers.',
    "building-a-network-sequential",
)
def coffee_linear():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "relu output",
    "The output unit has the ReLU, which is never negative but may be any size. An estimated "
    "probability comes from the sigmoid.",
    "building-a-network-sequential",
)
def coffee_relu_output():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="relu"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "softmax of one unit",
    "The softmax of a single unit is always 1. An output of one unit takes the sigmoid.",
    "building-a-network-sequential",
)
def coffee_softmax():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "output layer missing",
    "The output layer is missing: after the 3 hidden units comes one more sigmoid unit.",
    "building-a-network-sequential",
)
def coffee_without_output():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="sigmoid")])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception(
    "two outputs",
    "You gave the output layer one unit for yes and one for no. One sigmoid unit is enough: the "
    "other probability is 1 minus its value.",
    "building-a-network-sequential",
)
def coffee_two_outputs():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(2, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_coffee_roaster.misconception("mean squared error", MEAN_SQUARED, "compile")
def coffee_squared():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="mse")
    return model


@build_coffee_roaster.misconception(
    "from_logits with a sigmoid",
    "`from_logits=True` tells the loss that no sigmoid was applied. Here the output unit is to have "
    "one: leave `from_logits` out.",
    "compile",
)
def coffee_sigmoid_twice():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@build_coffee_roaster.misconception(
    "logits",
    "A linear output with `from_logits=True` is a good pair, and more accurate. But here the model "
    "is to return the probability: give the output unit the sigmoid and leave `from_logits` out.",
    "compile",
)
def coffee_logits():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@build_coffee_roaster.misconception("not compiled", NOT_COMPILED, "compile")
def coffee_not_compiled():
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


@build_coffee_roaster.misconception("missing return", NO_RETURN, "building-a-network-sequential")
def coffee_without_return():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())


build_digit_classifier = ModelExercise(
    "keras_models",
    "build_digit_classifier",
    BUILDING,
    input_shape=(64,),
    layers=lambda: [dense(25, "sigmoid"), dense(15, "sigmoid"), dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@build_digit_classifier.misconception(
    "units swapped",
    "The hidden layers are swapped: 25 units come first, then 15.",
    "building-a-network-sequential",
)
def digit_swapped():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "a layer missing",
    "The layer with 15 units is missing. There are three layers: 25, 15 and 1 units.",
    "building-a-network-sequential",
)
def digit_layer_missing():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "a layer of 64 units",
    "You made a Dense layer of the 64 pixels. The input is no layer of units: "
    "`keras.Input((64,))` only says how many features there are.",
    "building-a-network-sequential",
)
def digit_input_layer():
    model = keras.Sequential(
        [
            keras.layers.Dense(64, activation="sigmoid"),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "linear output",
    "The output unit has no activation, so its value is a logit of any size. Here the model itself "
    'is to return the probability: `activation="sigmoid"`.',
    "building-a-network-sequential",
)
def digit_linear_output():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "logits",
    "A linear output with `from_logits=True` is a good pair, and more accurate. But here the model "
    "itself is to return the probability: a sigmoid output, and no `from_logits`.",
    "compile",
)
def digit_logits():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@build_digit_classifier.misconception(
    "ten outputs",
    "Ten softmax outputs tell ten digits apart. This network answers one question, is it a 1 or a "
    "0, with one sigmoid unit.",
    "building-a-network-sequential",
)
def digit_ten_outputs():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "relu hidden layers",
    "The hidden layers have the ReLU. That is the better choice, and week 2 makes it; the network "
    "of this exercise has sigmoid units throughout.",
    "building-a-network-sequential",
)
def digit_relu():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception(
    "wrong input",
    "`keras.Input((25,))` is the number of units of the first layer. The input shape is the number "
    "of features, here 64 pixels.",
    "building-a-network-sequential",
)
def digit_wrong_input():
    model = keras.Sequential(
        [
            keras.Input((25,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_digit_classifier.misconception("mean squared error", MEAN_SQUARED, "compile")
def digit_squared():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.MeanSquaredError())
    return model


@build_digit_classifier.misconception("not compiled", NOT_COMPILED, "compile")
def digit_not_compiled():
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


@build_digit_classifier.misconception(
    "list of layers",
    "You returned a list of layers. `keras.Sequential([...])` makes a model of it.",
    "building-a-network-sequential",
)
def digit_list():
    return [
        keras.layers.Dense(25, activation="sigmoid"),
        keras.layers.Dense(15, activation="sigmoid"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]


build_multiclass_classifier = ModelExercise(
    "keras_models",
    "build_multiclass_classifier",
    "training/numerical_stability",
    input_shape=(64,),
    layers=lambda n_classes=10: [
        dense(25, "relu"),
        dense(15, "relu"),
        dense(n_classes, "linear"),
    ],
    output=LOGITS,
    loss="SparseCategoricalCrossentropy",
    from_logits=True,
    optimizer="Adam",
    learning_rate=1e-3,
    visible_calls=((), (4,)),
    draw=lambda rng: [(), (int(rng.integers(3, 9)),), (int(rng.integers(11, 20)),)],
)


@build_multiclass_classifier.misconception(
    "softmax with from_logits",
    "The output layer has a softmax, and `from_logits=True` makes the loss apply one more. With "
    "`from_logits=True` the output layer is linear.",
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


@build_multiclass_classifier.misconception(
    "softmax without from_logits",
    "A softmax output with the plain loss works, but loses digits. Here the output layer is linear "
    "and the loss gets `from_logits=True`.",
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


@build_multiclass_classifier.misconception(
    "from_logits forgotten",
    "The output layer is linear, as it should be, but the loss takes its values for probabilities. "
    "Say `from_logits=True`. (The loss given as text, "
    '`"sparse_categorical_crossentropy"`, has no from_logits.)',
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


@build_multiclass_classifier.misconception(
    "sigmoid output",
    "The output layer has the sigmoid. With `from_logits=True` it is linear: the loss itself turns "
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


@build_multiclass_classifier.misconception(
    "relu output",
    "The output layer has the ReLU, so no logit can be negative. It is linear.",
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


@build_multiclass_classifier.misconception(
    "one-hot loss",
    "`CategoricalCrossentropy` wants labels as vectors of 0 and 1. The labels here are whole "
    "numbers: take `SparseCategoricalCrossentropy`.",
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


@build_multiclass_classifier.misconception(
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


@build_multiclass_classifier.misconception(
    "no optimizer",
    "You named no optimizer, and then Keras takes RMSprop. Say "
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


@build_multiclass_classifier.misconception(
    "plain gradient descent",
    "The optimizer is plain gradient descent, `SGD`, with its own default learning rate 0.01. Take "
    "`Adam(learning_rate=1e-3)`.",
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


@build_multiclass_classifier.misconception(
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


@build_multiclass_classifier.misconception(
    "sigmoid hidden layers",
    "The hidden layers have the sigmoid. In this network they have the ReLU.",
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


@build_multiclass_classifier.misconception(
    "linear hidden layers",
    "The hidden layers have no activation, so the three layers together are no more than one "
    'linear layer. Say `activation="relu"`.',
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


@build_multiclass_classifier.misconception(
    "mean squared error",
    "You compiled with the mean squared error, which belongs to regression. The labels are class "
    "numbers: take `SparseCategoricalCrossentropy(from_logits=True)`.",
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


@build_multiclass_classifier.misconception(
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


@build_multiclass_classifier.misconception("not compiled", NOT_COMPILED, "stability-keras")
def multiclass_not_compiled(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes),
        ]
    )


build_multilabel_classifier = ModelExercise(
    "keras_models",
    "build_multilabel_classifier",
    "training/multilabel",
    input_shape=(256,),
    layers=lambda: [dense(None, NON_LINEAR, several=True), dense(3, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@build_multilabel_classifier.misconception(
    "softmax",
    "The softmax makes the three outputs add up to 1, as if a picture held exactly one of the "
    "three. Each label is a question of its own: three sigmoid units.",
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


@build_multilabel_classifier.misconception(
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


@build_multilabel_classifier.misconception(
    "sparse labels",
    "`SparseCategoricalCrossentropy` wants one class number a picture. Here a label is a vector "
    "such as (1, 0, 1): take the binary cross-entropy.",
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


@build_multilabel_classifier.misconception(
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


@build_multilabel_classifier.misconception(
    "one output",
    "There is one output unit only. Three questions need three sigmoid units.",
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


@build_multilabel_classifier.misconception(
    "linear output",
    "The outputs are logits, because the last layer has no activation. The model is to return "
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


@build_multilabel_classifier.misconception(
    "from_logits with a sigmoid",
    "`from_logits=True` tells the loss that no sigmoid was applied. Here the output units are to "
    "have one: leave `from_logits` out.",
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


@build_multilabel_classifier.misconception(
    "logits",
    "Linear outputs with `from_logits=True` are a good pair, and more accurate. But here the model "
    "is to return probabilities: give the outputs the sigmoid and leave `from_logits` out.",
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


@build_multilabel_classifier.misconception(
    "eight outputs",
    "There are 8 outputs, one for each way to combine the labels. One sigmoid unit a label is "
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


@build_multilabel_classifier.misconception(
    "no hidden layer",
    "Without a hidden layer each output is a plain logistic regression on the pixels. Put at least "
    "one hidden layer before the outputs.",
    "multilabel-outputs",
)
def multilabel_without_hidden():
    model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(3, activation="sigmoid")])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@build_multilabel_classifier.misconception("mean squared error", MEAN_SQUARED, "multilabel-outputs")
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


@build_multilabel_classifier.misconception("not compiled", NOT_COMPILED, "multilabel-outputs")
def multilabel_not_compiled():
    return keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )


for units in ((26, 15), (25, 16)):
    statement = changed_model(
        "Input((256,))",
        *(f"layers.Dense({n}, activation='relu')" for n in units),
        "layers.Dense(3, activation='sigmoid')",
    )
    build_multilabel_classifier.equivalent[statement] = "the hidden layers are free"


build_ecg_classifier = ModelExercise(
    "keras_models",
    "build_ecg_classifier",
    "training/convolutional_layers",
    input_shape=(100, 1),
    layers=lambda: [conv1d(20, 10), conv1d(5, 2), FLATTEN, dense(1, "sigmoid")],
    output=PROBABILITIES,
    loss="BinaryCrossentropy",
)


@build_ecg_classifier.misconception(
    "stride forgotten",
    "You gave no `strides`, and then windows start at every value: the first layer has 81 units "
    "and not 9, however many filters. Say `strides=10` and, in the second layer, `strides=2`.",
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


@build_ecg_classifier.misconception(
    "zeros on both sides",
    'With `padding="same"` Keras adds zeros at both ends, so the first layer has 10 units and not '
    '9. Leave it out: "valid" is the default.',
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


@build_ecg_classifier.misconception(
    "flatten forgotten",
    "Without `Flatten` the last unit is applied to each window alone, and the model returns three "
    "numbers for a signal. Flatten first, then one unit sees all.",
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


@build_ecg_classifier.misconception(
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


@build_ecg_classifier.misconception(
    "dense layers",
    "These are dense layers: each unit sees the whole signal. Take `keras.layers.Conv1D`, whose "
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


@build_ecg_classifier.misconception(
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


@build_ecg_classifier.misconception(
    "mean in place of flatten",
    "The pooling layer averages over the windows, so the last unit cannot tell where in the signal "
    "something was. `Flatten` keeps all values.",
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


@build_ecg_classifier.misconception(
    "linear convolutions",
    "The convolutional layers have no activation, so the whole model is no more than logistic "
    'regression. Say `activation="relu"` in both.',
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


@build_ecg_classifier.misconception(
    "linear output",
    "The output unit has no activation, so its value is a logit of any size. The model is to "
    'return a probability: `activation="sigmoid"`.',
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


@build_ecg_classifier.misconception(
    "no channel",
    "`Conv1D` wants an axis for channels too. One signal has the shape `(100, 1)`: 100 steps, one "
    "value each. `Flatten` removes that axis and comes after both convolutions.",
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


@build_ecg_classifier.misconception("mean squared error", MEAN_SQUARED, "conv-in-keras")
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


@build_ecg_classifier.misconception("not compiled", NOT_COMPILED, "conv-in-keras")
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


for first, second in ((2, 1), (1, 2)):
    statement = changed_model(
        "Input((100, 1))",
        f"layers.Conv1D({first}, kernel_size=20, strides=10, activation='relu')",
        f"layers.Conv1D({second}, kernel_size=5, strides=2, activation='relu')",
        "layers.Flatten()",
        "layers.Dense(1, activation='sigmoid')",
    )
    build_ecg_classifier.equivalent[statement] = "the number of filters is free"

"""`cost_and_gradients`: the cost of a network and its gradients, by backpropagation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from ...checks.compare import LAYERS, Return
from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import derivatives, float64, keras
from ...specification.random_inputs import whole
from .networks import LAYERS_SHOWN, THREE_SHOWN, X_SHOWN, Y_SHOWN, task
from .stand_ins import gradients_of, loss, relu, softmax

exercise = Exercise(
    "adam",
    "cost_and_gradients",
    chapter="training/adam",
    oracle_name="tf.GradientTape on a Keras network",
    returns=(Return("cost"), Return("gradients", LAYERS)),
)


@exercise.oracle
def _(X, y, layers):
    ops = keras().ops

    def cost(*parameters):
        a = float64(X)
        for number in range(0, len(parameters), 2):
            last = number == len(parameters) - 2
            W, b = parameters[number : number + 2]
            z = ops.matmul(a, W) + b
            a = z if last else keras().activations.relu(z)
        losses = keras().losses.sparse_categorical_crossentropy(y, a, from_logits=True)
        return ops.mean(losses)

    flat = [array for layer in layers for array in layer]
    found = iter(derivatives(cost, *flat))
    return float(cost(*map(float64, flat))), tuple(zip(found, found))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("2 features, 3 units, 3 classes", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN))
    yield Case("three layers of 2 units", VALUES, (X_SHOWN, Y_SHOWN % 2, THREE_SHOWN))
    yield Case(
        "one layer", SHAPES, (X_SHOWN, Y_SHOWN, [(LAYERS_SHOWN[0][0], np.array([0.1, 0.0, -0.1]))])
    )
    yield Case("one example", SHAPES, (X_SHOWN[:1], np.array([2]), LAYERS_SHOWN))
    yield Case(
        "whole numbers in X",
        SHAPES,
        (np.array([[1, -2], [3, 1], [-1, 2]]), np.array([0, 1, 0]), LAYERS_SHOWN),
    )
    yield Case("large logits", STABILITY, (X_SHOWN * 2000, Y_SHOWN, LAYERS_SHOWN), atol=1e-9)


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one hidden layer", VALUES, task(rng, 7, 4, 5, 3))
    yield Case("two hidden layers", VALUES, task(rng, 9, 5, 6, 4, 3))
    yield Case("square layers", VALUES, task(rng, 6, 4, 4, 4, 4))
    yield Case("as many examples as units", VALUES, task(rng, 4, 4, 4, 4))
    yield Case("one layer", SHAPES, task(rng, 6, 3, 4))
    yield Case("one example", SHAPES, task(rng, 1, 4, 5, 3))
    yield Case("one unit per hidden layer", SHAPES, task(rng, 6, 3, 1, 3))
    yield Case("one feature", SHAPES, task(rng, 6, 1, 4, 3))
    X, y, layers = task(rng, 6, 3, 4, 5)
    yield Case("classes that do not occur", SHAPES, (X, y % 2, layers))
    yield Case("whole numbers in X", SHAPES, (whole(rng, 6, 3), y, layers))
    yield Case(
        "float32",
        SHAPES,
        (
            X.astype(np.float32),
            y,
            [(W.astype(np.float32), b.astype(np.float32)) for W, b in layers],
        ),
    )
    X, y, layers = task(rng, 8, 4, 6, 3)
    yield Case("logits up to 10,000", STABILITY, (X * 2000, y, layers), atol=1e-8)
    X, y, layers = task(rng, 12, 64, 25, 15, 10)
    yield Case("the digit network", KERAS, (rng.uniform(0, 1, X.shape), y, layers))


@exercise.misconception(
    "back to front",
    "The gradients are in the order in which they were found, the last layer first. Reverse the "
    "list at the end.",
    "network-gradients",
)
def back_to_front(X, y, layers):
    inputs, logits, a = [], [], X
    for W, b in layers:
        inputs.append(a)
        logits.append(a @ W + b)
        a = relu(logits[-1])
    dz = (softmax(logits[-1]) - np.eye(logits[-1].shape[1])[y]) / len(y)
    gradients = []
    for number in reversed(range(len(layers))):
        gradients.append((inputs[number].T @ dz, dz.sum(axis=0)))
        if number > 0:
            dz = dz @ layers[number][0].T * (logits[number - 1] > 0)
    return np.mean(loss(y, logits[-1])), gradients


@exercise.misconception(
    "slope of ReLU left out",
    "On the way back from one layer to the one before, da_in is multiplied by the slope of ReLU: "
    "1 where that layer's pre-activation was above 0, and 0 elsewhere.",
    "network-gradients",
)
def without_slope(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "ReLU of the gradient",
    "You applied ReLU to the gradient, which drops its negative numbers. The slope depends on z "
    "from the forward pass: multiply by `z > 0`.",
    "network-gradients",
)
def relu_of_the_gradient(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = relu(dz @ W.T)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "activation in place of its slope",
    "You multiplied by the activation itself. The slope of ReLU is 1 or 0: multiply by `z > 0`.",
    "network-gradients",
)
def activation_for_slope(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * a
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "slope of the wrong layer",
    "You multiplied by the slope of the layer that you came from. Use the slope of the layer "
    "before, whose output is this layer's input.",
    "network-gradients",
)
def slope_of_the_wrong_layer(X, y, layers):
    inputs, logits, a = [], [], X
    for W, b in layers:
        inputs.append(a)
        logits.append(a @ W + b)
        a = relu(logits[-1])
    dz = (softmax(logits[-1]) - np.eye(logits[-1].shape[1])[y]) / len(y)
    gradients = []
    for number in reversed(range(len(layers))):
        gradients.insert(0, (inputs[number].T @ dz, dz.sum(axis=0)))
        if number > 0:
            dz = dz @ layers[number][0].T * (logits[number] > 0)
    return np.mean(loss(y, logits[-1])), gradients


@exercise.misconception(
    "logits in place of probabilities",
    "dz starts from the probabilities: the softmax of the logits, minus 1 for the right class.",
    "network-gradients",
)
def without_softmax(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (z - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "sum in place of mean",
    "dz is not divided by m, so all gradients are those of the sum of the losses. The cost is "
    "their mean: divide by m, once, in dz.",
    "network-gradients",
)
def not_divided(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = softmax(z) - np.eye(z.shape[1])[y]
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "divided by m in every layer",
    "You divided by m in every layer. Divide once, in the first dz: that carries through to all "
    "layers.",
    "network-gradients",
)
def divided_in_every_layer(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = softmax(z) - np.eye(z.shape[1])[y]
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        dz = dz / len(y)
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "label minus probability",
    "Both signs in dz are reversed: it is probability minus label.",
    "network-gradients",
)
def label_minus_probability(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (np.eye(z.shape[1])[y] - softmax(z)) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "classes from 1",
    "You subtracted 1 from the labels. Classes are counted from 0: class y is column y.",
    "network-gradients",
)
def classes_from_one(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y - 1]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y - 1, z)), gradients


@exercise.misconception(
    "classes counted in y",
    "You took the number of classes from the labels of this batch, where a class may be missing. "
    "There are as many classes as logits, `z.shape[1]`.",
    "network-gradients",
)
def classes_counted_in_y(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(np.max(y) + 1)[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "softmax down the columns",
    "The softmax ran over the examples, so each class adds up to 1. It runs over the classes: "
    "every row, one example, adds up to 1.",
    "network-gradients",
)
def softmax_down_the_columns(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z.T).T - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "softmax twice",
    "You gave probabilities to the loss that takes logits, so softmax was applied twice. The last "
    "layer is linear and the loss takes its z.",
    "network-gradients",
)
def softmax_twice(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, softmax(z))), gradients


@exercise.misconception(
    "ReLU on the last layer",
    "You applied ReLU to the last layer too. Its output is the logits, which may be negative, so "
    "it is linear.",
    "network-gradients",
)
def relu_on_the_last_layer(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        a = relu(a @ W + b)
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y) * (a > 0)
    gradients = []
    for a_in, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a_in.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a_in > 0)
    return np.mean(loss(y, a)), gradients


@exercise.misconception(
    "no ReLU",
    "The hidden layers have no ReLU. Without it the whole network is one linear layer.",
    "network-gradients",
)
def no_relu(X, y, layers):
    inputs, z = [], X
    for W, b in layers:
        inputs.append(z)
        z = z @ W + b
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "sum of the losses",
    "You returned the sum of the losses. The cost is their mean.",
    "network-gradients",
)
def sum_of_the_losses(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost * len(y), gradients


@exercise.misconception(
    "one loss per example",
    "You returned the loss of every example. The cost is one number, their mean.",
    "network-gradients",
)
def one_loss_an_example(X, y, layers):
    _, gradients = gradients_of(X, y, layers)
    a = X
    for W, b in layers:
        z = a @ W + b
        a = relu(z)
    return loss(y, z), gradients


@exercise.misconception(
    "weights only",
    "The gradients lack the biases. Each layer gives a tuple, `(dW, db)`.",
    "network-gradients",
)
def weights_only(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost, [dW for dW, _ in gradients]


@exercise.misconception(
    "one flat list",
    "You returned one flat list of arrays. The gradients are a list of tuples, one `(dW, db)` per "
    "layer, like the layers.",
    "network-gradients",
)
def one_flat_list(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost, [array for layer in gradients for array in layer]


@exercise.misconception(
    "cost left out",
    "You returned only the gradients. Return two values: the cost, then the gradients.",
    "network-gradients",
)
def cost_left_out(X, y, layers):
    _, gradients = gradients_of(X, y, layers)
    return gradients


@exercise.misconception(
    "softmax that overflows",
    "Your softmax is exp(z) / sum(exp(z)), which overflows for large logits. Subtract the largest "
    "logit of each row from all of them first.",
    "network-gradients",
)
def softmax_that_overflows(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    powers = np.exp(z)
    dz = (powers / powers.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@exercise.misconception(
    "label not subtracted",
    "dz is the softmax alone. It is the probabilities minus the one-hot label: subtract 1 for the "
    "right class.",
    "network-gradients",
)
def label_not_subtracted(X, y, layers):
    return _backwards(X, y, layers, hot=0.0)


@exercise.misconception(
    "db not summed",
    "db has a row for every example. All examples share the bias, so their gradients are added: "
    "`dz.sum(axis=0)`.",
    "network-gradients",
)
def biases_not_summed(X, y, layers):
    return _backwards(X, y, layers, bias=lambda dz: dz)


@exercise.misconception(
    "something added inside the logarithm",
    "The cost is the one with a small number added inside the logarithm, or with the "
    "probabilities cut off there. From the logits the loss is exact with no such help.",
    "network-gradients",
)
def cost_with_something_added(X, y, layers):
    return _backwards(X, y, layers, cost=partial(_cost_of_probabilities, added=1e-8))


@exercise.misconception(
    "sums where dW is divided",
    "db is a sum and dW a mean, or the other way round. Divide once, in the first dz: that carries "
    "through to both.",
    "network-gradients",
)
def mean_in_biases(X, y, layers):
    return _backwards(X, y, layers, bias=lambda dz: dz.mean(axis=0))


def _cost_of_probabilities(y, z, added=0.0, limit=0.0):
    p = np.clip(softmax(z)[np.arange(len(y)), y], limit, 1)
    return -np.mean(np.log(p + added))


def _backwards(X, y, layers, hot=1.0, bias=None, cost=None):
    bias = bias or (lambda dz: dz.sum(axis=0))
    cost = cost or (lambda y, z: np.mean(loss(y, z)))
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - hot * np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, bias(dz)))
        dz = dz @ W.T * (a > 0)
    return cost(y, z), gradients


# Mistakes that are made beside any other.


@exercise.modifier("sum of the losses")
def _(function, X, y, layers):
    cost, gradients = function(X, y, layers)
    return cost * len(y), gradients


@exercise.modifier("back to front")
def _(function, X, y, layers):
    cost, gradients = function(X, y, layers)
    return cost, gradients[::-1]


@exercise.modifier("sum in place of mean")
def _(function, X, y, layers):
    cost, gradients = function(X, y, layers)
    return cost, [(len(y) * dW, len(y) * db) for dW, db in gradients]


@exercise.modifier("label minus probability")
def _(function, X, y, layers):
    cost, gradients = function(X, y, layers)
    return cost, [(-dW, -db) for dW, db in gradients]


@exercise.modifier("weights only")
def _(function, X, y, layers):
    cost, gradients = function(X, y, layers)
    return cost, [dW for dW, _ in gradients]


@exercise.modifier("cost left out")
def _(function, X, y, layers):
    return function(X, y, layers)[1]


# Other ways to make these mistakes.


for _added in (1e-15, 1e-12, 1e-10, 1e-9, 1e-7, 1e-6, 1e-5):
    exercise.another_way("something added inside the logarithm")(
        partial(_backwards, cost=partial(_cost_of_probabilities, added=_added))
    )
for _limit in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7):
    exercise.another_way("something added inside the logarithm")(
        partial(_backwards, cost=partial(_cost_of_probabilities, limit=_limit))
    )


@exercise.another_way("db not summed")
def _(X, y, layers):
    return _backwards(X, y, layers, bias=lambda dz: dz.sum(axis=0, keepdims=True))

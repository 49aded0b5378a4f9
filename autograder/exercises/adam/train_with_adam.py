"""`train_with_adam`: a network trained with Adam on all examples at once."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType

import numpy as np

from ...checks.compare import ARRAY_OR_LIST, LAYERS, Return
from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import adam, fit_full_batch, float64_by_default, keras
from ...specification.random_inputs import whole
from .adam_step import epsilon_as_in_the_paper
from .networks import LAYERS_SHOWN, THREE_SHOWN, X_SHOWN, Y_SHOWN, task
from .stand_ins import gradients_of, step

exercise = Exercise(
    "adam",
    "train_with_adam",
    chapter="training/adam",
    oracle_name="keras.optimizers.Adam in Model.fit",
    returns=(Return("layers", LAYERS), Return("history", ARRAY_OR_LIST)),
)


@exercise.oracle
def _(X, y, layers, epochs, learning_rate=0.001):
    with float64_by_default():
        optimizer = adam(learning_rate=learning_rate)
        crossentropy = keras().losses.SparseCategoricalCrossentropy(from_logits=True)
        trained, history = fit_full_batch(X, y, layers, optimizer, crossentropy, epochs)
    return tuple(trained), history


@exercise.convention
def trained_with_epsilon_as_in_the_paper(X, y, layers, epochs, learning_rate=0.001):
    """Adam with epsilon as in the paper."""
    history, state = [], [[(np.zeros(p.shape),) * 2 for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        both = [
            [epsilon_as_in_the_paper(p, g, *s, t, learning_rate) for p, g, s in zip(*three)]
            for three in zip(layers, gradients, state)
        ]
        layers = [tuple(new[0] for new in layer) for layer in both]
        state = [[new[1:] for new in layer] for layer in both]
    return tuple(layers), np.array(history)


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("one epoch", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN, 1), atol=1e-11)
    yield Case("four epochs", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN, 4, 0.05), atol=1e-11)
    yield Case(
        "three layers, learning rate by name",
        VALUES,
        (X_SHOWN, Y_SHOWN % 2, THREE_SHOWN, 3),
        {"learning_rate": 0.02},
        atol=1e-11,
    )
    small = X_SHOWN * 1e-4
    yield Case("small gradients", VALUES, (small, Y_SHOWN, LAYERS_SHOWN, 3, 0.01), atol=1e-11)
    one = [(LAYERS_SHOWN[0][0], np.array([0.1, 0.0, -0.1]))]
    yield Case("one layer", SHAPES, (X_SHOWN, Y_SHOWN, one, 3), atol=1e-11)
    yield Case("one example", SHAPES, (X_SHOWN[:1], Y_SHOWN[:1], LAYERS_SHOWN, 2), atol=1e-11)
    yield Case(
        "large logits", STABILITY, (X_SHOWN * 500, Y_SHOWN, LAYERS_SHOWN, 3, 0.01), atol=1e-9
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def rate(low=0.005, high=0.05):
        return float(rng.uniform(low, high))

    yield Case("one epoch", VALUES, (*task(rng, 7, 4, 5, 3), 1), atol=1e-11)
    yield Case("five epochs", VALUES, (*task(rng, 8, 3, 6, 4), 5, rate()), atol=1e-11)
    yield Case(
        "two hidden layers, learning rate by name",
        VALUES,
        (*task(rng, 9, 5, 6, 4, 3), 4),
        {"learning_rate": rate()},
        atol=1e-11,
    )
    X, y, layers = task(rng, 8, 4, 4, 4)
    yield Case("small gradients", VALUES, (X * 1e-4, y, layers, 4, rate()), atol=1e-11)
    yield Case("one layer", SHAPES, (*task(rng, 6, 3, 4), 3), atol=1e-11)
    yield Case("one example", SHAPES, (*task(rng, 1, 4, 5, 3), 3), atol=1e-11)
    yield Case("square layers", SHAPES, (*task(rng, 4, 4, 4, 4, 4), 3, rate()), atol=1e-11)
    yield Case("one unit in the hidden layer", SHAPES, (*task(rng, 6, 3, 1, 3), 3), atol=1e-11)
    X, y, layers = task(rng, 6, 3, 4, 5)
    yield Case("whole numbers in X", SHAPES, (whole(rng, 6, 3), y % 2, layers, 3), atol=1e-11)
    X, y, layers = task(rng, 8, 4, 6, 3)
    yield Case("large logits", STABILITY, (X * 500, y, layers, 3, rate()), atol=1e-8)
    X, y, layers = task(rng, 30, 64, 25, 15, 10)
    yield Case(
        "the digit network", KERAS, (rng.uniform(0, 1, X.shape), y, layers, 4, 0.01), atol=1e-10
    )


@exercise.misconception(
    "t from 0",
    "You counted t from 0. Then the correction divides by 1 − beta^0 = 0, and every parameter"
    " is nan. The first step has t = 1.",
    "training-with-adam",
)
def t_from_zero_in_the_loop(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "t one behind",
    "t is 1 in the first two epochs and then one behind. Count the epochs: 1, 2, 3 and so on.",
    "training-with-adam",
)
def t_one_behind(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], max(t, 1), learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "t always 1",
    "t is 1 in every epoch, so the correction never fades. Count the epochs: 1, 2, 3 and so on.",
    "training-with-adam",
)
def t_always_one(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], 1, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "t counts the parameters",
    "t rises with every array that is updated. It counts the steps of the whole network: all "
    "arrays in an epoch share one t.",
    "training-with-adam",
)
def t_counts_arrays(X, y, layers, epochs, learning_rate=0.001):
    history, t = [], 0
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                t += 1
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "m and v start anew",
    "m and v are reset to 0 in every epoch, so Adam forgets. Create them once, before the loop, "
    "and keep what `adam_step` returns.",
    "training-with-adam",
)
def start_anew(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                none = np.zeros(layer[k].shape)
                layer[k], _, _ = step(layer[k], gradients[i][k], none, none, t, learning_rate)
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "m and v swapped",
    "You stored m as v and v as m. `adam_step` returns w, m, v, in this order.",
    "training-with-adam",
)
def moments_exchanged(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], vs[i][k], ms[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "plain gradient descent",
    "You took steps of plain gradient descent. Call your `adam_step`.",
    "training-with-adam",
)
def descent(X, y, layers, epochs, learning_rate=0.001):
    history = []
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        layers = [
            (W - learning_rate * dW, b - learning_rate * db)
            for (W, b), (dW, db) in zip(layers, gradients)
        ]
    return layers, history


@exercise.misconception(
    "learning rate not passed on",
    "You did not pass `learning_rate` to `adam_step`, so it was always 0.001.",
    "training-with-adam",
)
def rate_not_handed_on(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "cost after the step",
    "Your history holds the cost after each step. Record it before: the first entry is the cost "
    "of the layers that were passed in, as in Keras's history.",
    "training-with-adam",
)
def after_the_step(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        _, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
        history.append(gradients_of(X, y, layers)[0])
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "one epoch too few",
    "There is one epoch too few: `range(1, epochs)` stops before `epochs`. Write `range(1, "
    "epochs + 1)`.",
    "training-with-adam",
)
def one_too_few(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "one epoch too many",
    "There is one epoch too many: the history must have `epochs` entries.",
    "training-with-adam",
)
def one_too_many(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 2):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "last layer only",
    "Only the last layer was trained. Every layer takes a step in every epoch.",
    "training-with-adam",
)
def last_layer_only(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in [(len(layers) - 1, layers[-1])]:
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "first layer only",
    "Only the first layer was trained. Every layer takes a step in every epoch.",
    "training-with-adam",
)
def first_layer_only(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in [(0, layers[0])]:
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "biases not trained",
    "The biases stayed as they were. They take steps too, each with its own m and v.",
    "training-with-adam",
)
def biases_not_trained(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(1):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "gradients computed once",
    "The gradients are computed before the loop, so every epoch uses the first ones. They change "
    "with the layers: compute them in every epoch.",
    "training-with-adam",
)
def gradients_once(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    _, gradients = gradients_of(X, y, layers)
    for t in range(1, epochs + 1):
        history.append(gradients_of(X, y, layers)[0])
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "layer after layer",
    "You computed new gradients after each layer's step. All layers take their step from the "
    "same gradients.",
    "training-with-adam",
)
def layer_after_layer(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            _, gradients = gradients_of(X, y, layers)
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "caller's list changed",
    "You put the new layers into the caller's list. Start with your own list: `layers = "
    "list(layers)`.",
    "training-with-adam",
)
def callers_list(X, y, layers, epochs, learning_rate=0.001):
    history = []
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            new = list(layer)
            for k in range(2):
                new[k], ms[i][k], vs[i][k] = step(
                    new[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
            layers[i] = tuple(new)
    return layers, history


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so there is only one epoch. Move it to the left, out of the "
    "loop.",
    "training-with-adam",
    quotes=("return in loop",),
    of_result="There is only one epoch.",
)
def return_in_the_loop(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
        return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "last cost only",
    "You returned one cost. The history holds one for each epoch.",
    "training-with-adam",
)
def last_cost(X, y, layers, epochs, learning_rate=0.001):
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], cost


@exercise.misconception(
    "history first",
    "You returned the history first. The order is layers, history.",
    "training-with-adam",
)
def history_first(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return history, [tuple(layer) for layer in layers]


@exercise.misconception(
    "history left out",
    "You returned only the layers. Return two values: the layers, then the history.",
    "training-with-adam",
)
def history_left_out(X, y, layers, epochs, learning_rate=0.001):
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        _, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers]


@exercise.misconception(
    "t from 2",
    "t is 2 at the first step: 1 is added to a t that counts from 1 already. The first step has "
    "t = 1.",
    "training-with-adam",
)
def t_from_two(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(2, epochs + 2):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "first cost only",
    "Your history holds the first cost alone. It has one for each epoch: append in every turn of "
    "the loop.",
    "training-with-adam",
)
def first_cost_only(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        if t == 1:
            history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "sum of the losses",
    "Your history holds the sum of the losses. The cost is their mean.",
    "training-with-adam",
)
def sum_in_the_history(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost * len(y))
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@exercise.misconception(
    "plus in place of minus",
    "The layers went uphill. `adam_step` returns the new parameters: keep them as they are.",
    "training-with-adam",
)
def training_uphill(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, -learning_rate
                )
    return [tuple(layer) for layer in layers], history


exercise.size(
    "costs kept now and then",
    "every_kth",
    "You kept one cost in every {size}. `history` has one for each epoch: append in every turn of "
    "the loop.",
    "training-with-adam",
)


# Mistakes that are made beside any other.


@exercise.modifier("learning rate not passed on")
def _(function, X, y, layers, epochs, learning_rate=0.001):
    return function(X, y, layers, epochs)


@exercise.modifier("history first")
def _(function, X, y, layers, epochs, learning_rate=0.001):
    return function(X, y, layers, epochs, learning_rate)[::-1]


@exercise.modifier("history left out")
def _(function, X, y, layers, epochs, learning_rate=0.001):
    return function(X, y, layers, epochs, learning_rate)[0]


@exercise.modifier("plus in place of minus")
def _(function, X, y, layers, epochs, learning_rate=0.001):
    return function(X, y, layers, epochs, -learning_rate)


# The same mistakes where epsilon is added after the correction, as in the paper.


def _as_in_the_paper(function):
    names = {**function.__globals__, "step": epsilon_as_in_the_paper}
    return FunctionType(function.__code__, names, function.__name__, function.__defaults__)


for _mistake in exercise.misconceptions:
    if "step" in _mistake.function.__code__.co_names:
        exercise.another_way(_mistake.name)(_as_in_the_paper(_mistake.function))

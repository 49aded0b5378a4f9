"""Layers to apply: the one of the visible cases, and random ones of all kinds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.functions import linear, relu, softsign, tanh
from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.random_inputs import ACTIVATIONS, numbers

# The layer of the chapter's worked example: three units that see two features.
W_EXAMPLE = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]])
B_EXAMPLE = np.array([-1.0, 1.0, 2.0])
A_EXAMPLE = np.array([-2.0, 4.0])


def draw_layers(rng, inputs) -> Iterator[Case]:
    """Draw layers of all kinds; `inputs(n, scale)` draws what a layer is applied to."""

    def layer(n, units, g, scale=1.0, input_scale=1.0):
        W, b = numbers(rng, n, units, scale=scale), numbers(rng, units)
        return inputs(n, scale=input_scale), W, b, g

    for g in ACTIVATIONS:
        yield Case(f"some units, g {g.__name__}", VALUES, layer(5, 4, g))
    yield Case("as many units as features", VALUES, layer(3, 3, tanh))
    yield Case("a wide layer", VALUES, layer(40, 25, tanh, scale=0.2))
    yield Case("one unit", SHAPES, layer(6, 1, tanh))
    yield Case("one feature", SHAPES, layer(1, 5, softsign))
    yield Case("one feature and one unit", SHAPES, layer(1, 1, tanh))
    a, W, b, _ = layer(4, 3, tanh, scale=0.5)
    ints = tuple(np.rint(array * 4).astype(int) for array in (a, W, b))
    yield Case("whole numbers", SHAPES, (*ints, softsign))
    yield Case("whole numbers in, others in W and b", SHAPES, (ints[0], W, b, tanh))
    yield Case("float32", SHAPES, tuple(x.astype(np.float32) for x in (a, W, b)) + (tanh,))
    for g in (linear, relu, tanh):
        case = layer(5, 6, g, scale=30, input_scale=150)
        yield Case(f"|z| up to 10,000, g {g.__name__}", STABILITY, case, atol=1e-8)
    yield Case("a layer of the digit network", KERAS, layer(64, 25, softsign, scale=0.3))
    yield Case("the layer after it", KERAS, layer(25, 15, relu))
    yield Case("an output unit", KERAS, layer(15, 1, softsign))

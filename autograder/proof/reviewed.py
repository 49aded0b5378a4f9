"""Names told of changed code that are true, though no known mistake explains all that is wrong.

Each was read by hand: the function, what it was named, and why that is true of it.
"""

from __future__ import annotations

REVIEWED = {
    "sigmoid: the derivative, changed to `return a / (1 - a)`: named sign of z, only the "
    "exponential": "a / (1 - a) is e^z, the exponential with the other sign",
    "dense: last unit left out, changed to `for j in range(W.shape[1] - 2):`: named return inside "
    "the loop": "of three units only the first is computed",
    "dense: dtype of the bias, changed to `a_out = (lambda x: x)(b)`: named b changed": (
        "the result is filled into b itself"
    ),
    "softmax: sign of z, left out: named largest minus z": "z has the other sign in both",
    "softmax: largest minus z, left out: named sign of z": "z has the other sign in both",
    "softmax: nan turned into 0, changed to `e = (lambda x: x)(z)`: named no exponential": (
        "the exponential was taken out"
    ),
    "softmax: dtype of the input, changed to `a = (lambda x: x)(z)`: named z changed": (
        "the result is filled into z itself"
    ),
    "collapse_linear_layers: last bias only, changed to `for W_next, b_next in layers[2:]:`: named "
    "first layer only": "of two layers it takes the first alone",
    "collapse_linear_layers: first layer only, changed to `return layers[1]`: named last layer "
    "only": "of two layers it takes the last alone",
    "collapse_linear_layers: last layer only, changed to `return layers[-2]`: named first layer "
    "only": "of two layers it takes the first alone",
    "logistic_gradients: divided by f (1 - f), changed to `f = (lambda x: x)(X @ w + b)`: named no "
    "sigmoid": "the sigmoid was taken out",
    "adam_step: dtype of the gradient, changed to `new_v[...] = beta_2 * v + (1 - beta_2) * (grad "
    "* 2)`: named gradient doubled": "the gradient was doubled",
    "conv1d: last window missing, left out: named range stops too early": (
        "a window that ends at the last value is left out by both"
    ),
    "conv1d: squeezed, changed to `starts = range(0, len(x) - len(kernel) + -1, stride)`: named "
    "last window missing": "the last window is missing",
}

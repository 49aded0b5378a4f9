# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Activation functions
#
# A unit computes a number $z$, its *pre-activation*, and passes on $g(z)$. In this notebook you write
# four activation functions $g$: `linear`, `relu`, `sigmoid` and `softmax`. Then you show why a network
# needs one that is not linear. At the end your own functions read handwritten digits.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, and the chapters *Alternatives to the sigmoid*, *Why activation
# functions?* and *Softmax* of the book. Plan about an hour.
#
# **Points.** Each check is worth 1 point. When the notebook is graded, every function is tried on
# fresh numbers too: other shapes, negative numbers, whole numbers, `float32`, very large numbers.
# No function may change the array that it is given.

# %% setup
import numpy as np

from checks import check

# %% [markdown]
# ## 1. No activation function: `linear`
#
# Tomorrow's price change may be $+2.5$ or $-1.5$. An output unit that predicts it must be able to
# give any number, so it passes on $z$ as it is:
#
# $$g(z) = z$$
#
# This is called the *linear* activation. People also say "no activation function". Worked numbers:
# $g(-1.5) = -1.5$ and $g(3.25) = 3.25$.
#
# `z` may be one number or an array of any shape.
#
# <details><summary>Hint 1: what to look at</summary>
#
# What does this function do to a number? Look at the worked numbers.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Nothing at all: what comes out is what went in.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# One line that begins with `return`.
# </details>

# %% solution linear
def linear(z):
    """Return z as it is.

    Parameters
    ----------
    z : number or array of any shape

    Returns
    -------
    number or array of the shape of z, the same numbers
    """
    ### BEGIN SOLUTION
    return z
    ### END SOLUTION


# %% check linear points=1

# %% grade linear points=2

# %% [markdown]
# ## 2. Nothing below zero: `relu`
#
# How well a product is known need not be a probability. It can be 0, or 3, or 120, but never
# negative. The *rectified linear unit* gives just that: negative numbers become 0, the others stay.
#
# $$g(z) = \max(0, z)$$
#
# | $z$ | -2 | -0.25 | 0 | 0.5 | 3.25 |
# |---|---|---|---|---|---|
# | $g(z)$ | 0 | 0 | 0 | 0.5 | 3.25 |
#
# ReLU is the usual choice for hidden layers. It is cheap to compute, and it is flat on one side only.
#
# `z` may be one number or an array of any shape. Every number keeps its place.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Each number is compared with 0 for itself, and keeps its place.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Take the larger of 0 and the number, for every number of the array. An `if` can look at one
# number only.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.maximum(p, q)` compares number by number. `np.max` looks for the largest number in one
# array, which is something else.
# </details>

# %% solution relu
def relu(z):
    """Return max(0, z) for every number in z.

    Parameters
    ----------
    z : number or array of any shape

    Returns
    -------
    number or array of the shape of z, none of them negative
    """
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


# %% check relu points=1

# %% grade relu points=3

# %% [markdown]
# ## 3. A sigmoid for every number: `sigmoid`
#
# You know the sigmoid, $g(z) = \frac{1}{1 + e^{-z}}$. On paper it takes any number. In a computer
# it has a weak spot: a float ends near $1.8 \cdot 10^{308}$, and $e^{710}$ is beyond that. Watch
# what NumPy says about $z = -1000$:

# %%
with np.errstate(over="call", call=lambda kind, flag: print("NumPy says:", kind)):
    print(1 / (1 + np.exp(-np.array([2.0, -2.0, -1000.0]))))

# %% [markdown]
# The result is right by luck: 1 divided by infinity is 0. The other common form, $\frac{e^z}{1 + e^z}$,
# has no such luck: for $z = 1000$ it is infinity divided by infinity, which is `nan`.
#
# The cure is to let `np.exp` see no positive number, ever. Take $s = e^{-|z|}$. It lies between 0 and
# 1, whatever the size and the sign of $z$. Both cases can be written with it:
#
# $$g(z) = \frac{1}{1 + s} \text{ if } z \ge 0 \qquad g(z) = \frac{s}{1 + s} \text{ if } z < 0$$
#
# The second is $\frac{e^z}{1 + e^z}$, where $z$ is negative and $e^z$ is therefore $s$.
#
# Worked numbers: for $z = 2$ and $z = -2$ we have $s = e^{-2} \approx 0.135$. So
# $g(2) \approx \frac{1}{1.135} \approx 0.881$ and $g(-2) \approx \frac{0.135}{1.135} \approx 0.119$. For
# $z = -1000$, $s$ is 0 and so is $g(z)$.
#
# **The rule of the check:** the right values, *and* no overflow on the way, for any float:
# $\pm 10^4$, $\pm 10^{300}$, and numbers of type `float32`, for which $e^{89}$ is already too large.
#
# <details><summary>Hint 1: what to look at</summary>
#
# A power of e overflows only if its exponent is large and positive. In which of the two forms
# above is the exponent never positive?
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Compute the small number s, a power of e whose exponent is minus the absolute value of z. Both
# forms are made of it, and neither can overflow.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.where(z >= 0, p, q)` takes from `p` where the condition holds and from `q` elsewhere. It
# computes **both**, so both must be harmless: `1 / (1 + s)` and `s / (1 + s)`. It works on a
# single number as well, where indexing such as `z[z >= 0]` may not.
# </details>

# %% solution sigmoid
def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for every number in z, with no overflow.

    Parameters
    ----------
    z : number or array of any shape, with numbers of any size; float32 or float64 or whole numbers

    Returns
    -------
    number or array of the shape of z, float, each value from 0 to 1
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    ### END SOLUTION


# %% check sigmoid points=1

# %% grade sigmoid points=4

# %% [markdown]
# ## 4. One of several: `softmax`
#
# A digit is a 0, a 1, ..., or a 9. The output layer computes one logit for each class, and softmax
# turns the $N$ logits of an example into $N$ probabilities that add up to 1:
#
# $$a_j = \frac{e^{z_j}}{\sum_{k=1}^{N} e^{z_k}}$$
#
# Worked numbers, for the logits $(2, 1, 0.5, -1)$:
#
# | $z_j$ | 2 | 1 | 0.5 | -1 | sum |
# |---|---|---|---|---|---|
# | $e^{z_j}$ | 7.389 | 2.718 | 1.649 | 0.368 | 12.124 |
# | $a_j$ | 0.609 | 0.224 | 0.136 | 0.030 | 1 |
#
# Unlike the other activations, every $a_j$ depends on **all** the logits of its example.
#
# **One example or many.** `z` may be one example, shape `(N,)`, or many with one in each row, shape
# `(m, N)`. In both, the $N$ logits of an example lie along the *last* axis. Each row adds up to 1 by
# itself.
#
# **No overflow.** $e^{1000}$ is too large for a float. But softmax does not change when the same number
# $c$ is subtracted from all logits of an example: above and below the line, everything is divided by
# $e^c$. Take for $c$ the example's largest logit. Then the largest exponent is 0, and nothing can
# overflow. For $(1002, 1001, 999)$ you compute with $(0, -1, -3)$.
#
# Each row has a largest logit of its own. One row may lie near 5000 and the next near -8000.
#
# **The rule of the check:** right values for logits from -10,000 to 10,000, no `nan`, nothing added to
# the sum, and `z` itself unchanged.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Each row is an example of its own, with a largest logit and a sum of its own.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Subtract the largest logit of the row, take the exponentials, and divide by their sum in the
# same row.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.max(z, axis=-1, keepdims=True)` gives the largest logit of each row. `axis=-1` is the last
# axis, of a vector and of a matrix, and `keepdims=True` keeps the shape `(m, 1)`, so that each
# row's number is subtracted from that row. The same goes for `np.sum`.
# </details>

# %% solution softmax
def softmax(z):
    """Return the probabilities exp(z_j) / sum of exp(z_k) over the last axis, with no overflow.

    Parameters
    ----------
    z : array (N,), the logits of one example, or (m, N), one example per row

    Returns
    -------
    array of the shape of z, float, the numbers of each example add up to 1
    """
    ### BEGIN SOLUTION
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
    ### END SOLUTION


# %% check softmax points=1

# %% grade softmax points=4

# %% [markdown]
# **Two classes.** With $N = 2$, softmax is the sigmoid of the difference: $a_1 = g(z_1 - z_2)$. Divide
# $e^{z_1}$ and the sum $e^{z_1} + e^{z_2}$ by $e^{z_1}$ to see it. Your own functions agree:

# %%
z = np.array([[2.0, -1.0], [0.5, 3.0], [-1000.0, 1000.0]])
print("softmax, first class:     ", softmax(z)[:, 0])
print("sigmoid of the difference:", sigmoid(z[:, 0] - z[:, 1]))

# %% [markdown]
# ## 5. Many linear layers are one: `collapse_linear_layers`
#
# What if every layer is linear? Take one feature and two layers of one unit:
#
# - layer 1 has $w = 3$ and $b = 2$, so it gives $3x + 2$;
# - layer 2 has $w = -0.5$ and $b = 4$, so it gives $-0.5\,(3x + 2) + 4 = -1.5x + 3$.
#
# Together they are a single unit with $w = 3 \cdot (-0.5) = -1.5$ and $b = 2 \cdot (-0.5) + 4 = 3$. The
# second layer has added nothing that one layer could not do.
#
# The same happens with matrices. For a row of features $x$ and two layers $(W_1, b_1)$, $(W_2, b_2)$:
#
# $$(x W_1 + b_1)\, W_2 + b_2 = x\, \underbrace{W_1 W_2}_{W} + \underbrace{b_1 W_2 + b_2}_{b}$$
#
# With a third layer, join the first two, then join the result with the third, and so on. The function
# takes any number of layers, one included, and returns the pair `(W, b)` that they all equal.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Two layers make one, with a W and a b. Join that one with the third, and so on.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The new W is the product of the old W and the layer's. The new b is the old b times the layer's
# weights, plus the layer's own b.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# Start with `W, b = layers[0]`. For each layer in `layers[1:]`, replace both. The new `b` needs
# the weights of that layer, not the product of all of them.
# </details>

# %% solution collapse_linear_layers
def collapse_linear_layers(layers):
    """Return the one layer (W, b) that gives the same as all the linear layers, one after the other.

    Parameters
    ----------
    layers : list of tuples (W, b), first layer first, at least one.
        W is an array (n, units), one column per unit; b is an array (units,)

    Returns
    -------
    W : array (n of the first layer, units of the last layer)
    b : array (units of the last layer,)
    """
    ### BEGIN SOLUTION
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W = W @ W_next
        b = b @ W_next + b_next
    return W, b
    ### END SOLUTION


# %% check collapse_linear_layers points=1

# %% grade collapse_linear_layers points=3

# %% [markdown]
# ## 6. Your functions read digits
#
# `digits.npy` holds 1,797 handwritten digits, each 8 by 8 pixels. The files `layer1.npy` to `layer3.npy`
# hold a network of 25, 15 and 10 units that was trained on the first 1,000 of them. The other 797 it
# has never seen. In each file the last row is the bias.
#
# All three layers are **linear**; softmax comes at the end.

# %%
data = np.load("digits.npy")[1000:]
X, digit = data[:, :64] / 16, data[:, 64]

network = []
for name in ("layer1.npy", "layer2.npy", "layer3.npy"):
    layer = np.load(name).astype(float)
    network.append((layer[:-1], layer[-1]))


def logits_of(X, layers, g):
    """Return the logits of every row of X; g is the activation of the hidden layers."""
    for W, b in layers[:-1]:
        X = g(X @ W + b)
    W, b = layers[-1]
    return X @ W + b


probabilities = softmax(logits_of(X, network, linear))
for i in (0, 14):
    drawing = np.array([" ", ".", "o", "#"])[(X[i].reshape(8, 8) * 3.9).astype(int)]
    print("\n".join("".join(2 * pixel for pixel in row) for row in drawing))
    print(f"This is a {digit[i]}. Your three largest probabilities:")
    for j in np.argsort(probabilities[i])[:-4:-1]:
        print(f"    {j}: {probabilities[i, j]:.3f}")

# %% [markdown]
# Now collapse the three layers into one. Count the parameters before and after, and compare what the
# two networks say about the 797 digits.

# %%
W, b = collapse_linear_layers(network)
single = softmax(X @ W + b)
deep_parameters = sum(W.size + b.size for W, b in network)
print(f"three linear layers: {deep_parameters} parameters, one layer: {W.size + b.size}")
print(f"largest difference of a probability: {np.abs(single - probabilities).max():.0e}")
print(f"right: {np.mean(np.argmax(single, axis=1) == digit):.1%}")

# %% [markdown]
# Three layers, and no more than one could do. (The difference is exactly 0 here, because these weights
# are multiples of 1/64 and nothing has to be rounded.)
#
# With your `relu` between the layers this is no longer so: then no single layer gives the same, and a
# network can learn what a linear one cannot. (These weights were trained without ReLU, so do not expect
# good answers from that mixture.)
#
# The last check asks for all of it.

# %% check digits points=2
W, b = collapse_linear_layers(network)
assert W.shape == (64, 10) and b.shape == (10,), f"W has the shape {W.shape} and b {b.shape}"
single, deep, bent = linear(X @ W + b), X, X
for W_layer, b_layer in network:
    deep = linear(deep @ W_layer + b_layer)
    bent = relu(bent @ W_layer + b_layer)
assert deep.shape == single.shape == bent.shape == (len(X), 10), (
    f"the logits must have the shape {(len(X), 10)}; found {deep.shape}, {single.shape}, {bent.shape}"
)
assert np.allclose(deep, single), "the collapsed layer and the three layers give different logits"
assert not np.allclose(bent, relu(single)), "with relu between the layers they should not be one"
probabilities = softmax(single)
assert np.allclose(probabilities.sum(axis=1), 1), "the probabilities of a digit do not add up to 1"
right = np.mean(np.argmax(probabilities, axis=1) == digit)
assert right > 0.9, f"only {right:.1%} of the digits are read correctly"
pair = single[:, [3, 8]]
of_two, of_one = softmax(pair)[:, 0], sigmoid(pair[:, 0] - pair[:, 1])
assert of_two.shape == of_one.shape == (len(X),), (
    f"one probability per digit, shape {(len(X),)}; found {of_two.shape} and {of_one.shape}"
)
assert np.allclose(of_two, of_one), (
    "for two classes softmax and the sigmoid of the difference differ"
)
### BEGIN HIDDEN TESTS
from autograder.grade import solution

solved, rng = solution("activations"), np.random.default_rng()
other = [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in network]
for found, wanted in zip(collapse_linear_layers(other), solved.collapse_linear_layers(other), strict=True):
    assert np.allclose(found, wanted), "another network is collapsed into a wrong layer"
z = 3 * rng.normal(size=(20, 10))
for name, found in {"softmax": softmax(z), "sigmoid": sigmoid(z)}.items():
    wanted = getattr(solved, name)(z)
    assert np.allclose(found, wanted, 1e-3, 1e-3), f"for the logits of another network {name} is wrong"
### END HIDDEN TESTS
print(f"Your softmax reads {right:.1%} of 797 digits; linear layers are one, unless relu bends them.")

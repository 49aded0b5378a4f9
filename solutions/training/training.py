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
# # Training
#
# A network that makes predictions is half the work. In this notebook you build what `fit` does: you
# find out in which direction each parameter should change, and you change it. You write
# `logistic_gradients`, `gradient_descent` and `dense_backward`. On the way your own code learns to
# tell a handwritten 0 from a 1.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, and the chapter *Training details* of the book. Plan about 75 minutes.
#
# **Points.** Each check is worth 1 point, unless it says otherwise. When the notebook is graded,
# every function is tried on fresh numbers too: one example, one feature, one unit, as many units as
# features, whole numbers.
#
# The next cell also holds `sigmoid`, written so that no number overflows. Use it.

# %% setup
import numpy as np

from checks import check


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for every number in z, without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + small), small / (1 + small))


# %% [markdown]
# ## 1. Which way is down: `logistic_gradients`
#
# Logistic regression is a network of one unit. For an example $\vec x$ it computes
# $z = \vec w \cdot \vec x + b$ and the probability $f = g(z)$, with $g$ the sigmoid. Its loss is the
# binary cross-entropy
#
# $$L = -y \log f - (1 - y) \log(1 - f)$$
#
# and the cost $J$ is the mean loss of all $m$ examples.
#
# Training makes the cost smaller. For that we need to know how the cost changes with each
# parameter: its *gradient*. Take it in three small steps. Let $L$ be the loss of one example.
#
# 1. How $L$ changes with $f$: $\displaystyle \frac{\partial L}{\partial f} = \frac{f - y}{f (1 - f)}$.
# 2. How $f$ changes with $z$: $\displaystyle \frac{\partial f}{\partial z} = f (1 - f)$, the slope of
#    the sigmoid.
# 3. Multiply the two, and most of it cancels: $\displaystyle \frac{\partial L}{\partial z} = f - y$.
#
# What is left is the **error** of the example: output minus label. And $z$ changes with $w_j$ by
# $x_j$, with $b$ by 1. So the gradients of the cost are the means
#
# $$\frac{\partial J}{\partial w_j} = \frac{1}{m} \sum_{i=1}^{m} \left(f^{(i)} - y^{(i)}\right) x_j^{(i)}
# \qquad
# \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} \left(f^{(i)} - y^{(i)}\right)$$
#
# **Worked numbers.** Two examples, $(1, 2)$ with label 1 and $(3, -1)$ with label 0, and
# $\vec w = (0, 0)$, $b = 0$. Both outputs are 0.5. The errors are $0.5 - 1 = -0.5$ and
# $0.5 - 0 = 0.5$.
#
# | | from example 1 | from example 2 | mean |
# |---|---|---|---|
# | $w_1$ | $-0.5 \cdot 1 = -0.5$ | $0.5 \cdot 3 = 1.5$ | $0.5$ |
# | $w_2$ | $-0.5 \cdot 2 = -1$ | $0.5 \cdot (-1) = -0.5$ | $-0.75$ |
# | $b$ | $-0.5$ | $0.5$ | $0$ |
#
# <details><summary>Hint 1: what to look at</summary>
#
# Every example has one error, output minus label. All derivatives are made of these errors.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# For each weight: the errors times that weight's feature, averaged over the examples. For the
# bias: the errors, averaged.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `X @ w + b` gives the logits of all examples, a vector `(m,)`, and the errors are a vector too.
# The examples are in the rows of `X`, so `X.T @ error` multiplies each feature by the errors and
# adds up. Divide by `m`. Two loops with `+=` are right as well.
# </details>

# %% solution logistic_gradients
def logistic_gradients(X, y, w, b):
    """Return the gradients of the mean binary cross-entropy of logistic regression.

    Parameters
    ----------
    X : array (m, n), one example per row
    y : array (m,), the labels 0 and 1, as ints or as floats
    w : array (n,), the weights
    b : number, the bias

    Returns
    -------
    dj_dw : array (n,), float, the mean of (f - y) * x over the examples
    dj_db : number, float, the mean of (f - y) over the examples
    """
    ### BEGIN SOLUTION
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), np.mean(error)
    ### END SOLUTION


# %% check logistic_gradients points=1

# %% grade logistic_gradients points=3

# %% [markdown]
# ## 2. Step by step: `gradient_descent`
#
# The gradient points uphill. Gradient descent takes a small step the other way, again and again:
#
# $$\vec w \leftarrow \vec w - \alpha \frac{\partial J}{\partial \vec w} \qquad
# b \leftarrow b - \alpha \frac{\partial J}{\partial b}$$
#
# $\alpha$ is the *learning rate*. Each turn uses all examples, so one turn is one *epoch*.
#
# Two things to take care of:
#
# - Both gradients belong to the **old** parameters. Compute both before you change either.
# - Do not change the caller's `w`. `w = w - ...` makes a new array; `w -= ...` would overwrite the
#   old one.
#
# Return the costs as well, to see whether training works. As in the history that Keras's `fit`
# returns, the cost is recorded **before** the step. So the first entry is the cost of the parameters
# that came in, there are as many entries as epochs, and the cost after the last step is not among
# them.
#
# **Worked numbers.** With the two examples from above, $\vec w = (0, 0)$, $b = 0$ and
# $\alpha = 0.5$: both outputs are 0.5, so both losses are $-\log 0.5 \approx 0.693$ and that is the
# first entry. The gradients are $(0.5, -0.75)$ and $0$. After one step
# $\vec w = (0 - 0.5 \cdot 0.5,\; 0 + 0.5 \cdot 0.75) = (-0.25, 0.375)$ and $b = 0$.
#
# <details><summary>Hint 1: what to look at</summary>
#
# The cost of an epoch belongs to the parameters before its step, and both gradients to the same
# parameters.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# In each epoch: the cost, then both gradients, then the step for w and for b. The loop changes
# nothing that the caller owns.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# Start with `history = []`. In each of the `epochs` turns of a loop, append `-np.mean(y *
# np.log(f) + (1 - y) * np.log(1 - f))` with `f = sigmoid(X @ w + b)`, call your
# `logistic_gradients`, and write `w = w - ...` and `b = b - ...`. Return after the loop.
# </details>

# %% solution gradient_descent
def gradient_descent(X, y, w, b, alpha, epochs):
    """Train logistic regression: `epochs` steps of gradient descent on all examples.

    Parameters
    ----------
    X : array (m, n), one example per row
    y : array (m,), the labels 0 and 1
    w : array (n,), the weights to start from; not changed
    b : number, the bias to start from
    alpha : number, the learning rate
    epochs : int, the number of steps, at least 1

    Returns
    -------
    w : array (n,), the trained weights
    b : number, the trained bias
    history : list or array of `epochs` numbers, the mean binary cross-entropy before each step
    """
    ### BEGIN SOLUTION
    history = []
    for _ in range(epochs):
        f = sigmoid(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        dj_dw, dj_db = logistic_gradients(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
    return w, b, history
    ### END SOLUTION


# %% check gradient_descent points=1

# %% grade gradient_descent points=3

# %% [markdown]
# ## 3. Your code learns to read two digits
#
# `digits.npy` holds 1,797 small pictures of handwritten digits. A row is one picture: 64 pixels
# from 0 to 16, then the digit itself. Here is one of them.

# %%
digits = np.load("digits.npy")
for row in digits[0, :64].reshape(8, 8):
    print("".join(" .:*#"[pixel // 4] * 2 for pixel in row))
print("This is a", digits[0, 64])

# %% [markdown]
# We keep the zeros and the ones, 360 pictures, and divide the pixels by 16. Every fourth picture, 90
# in all, is held out, to see how your model does on pictures that it has never seen. It trains on
# the other 270.

# %%
pictures = digits[digits[:, 64] <= 1]
X_digits, y_digits = pictures[:, :64] / 16, pictures[:, 64].astype(int)
aside = np.arange(360) % 4 == 3

w, b, history = gradient_descent(X_digits[~aside], y_digits[~aside], np.zeros(64), 0.0, 0.5, 100)
for epoch in (0, 1, 5, 20, 99):
    print(f"cost before step {epoch + 1:3}: {history[epoch]:.4f}")

predicted = sigmoid(X_digits[aside] @ w + b) >= 0.5
print(f"right on {np.mean(predicted == y_digits[aside]):.0%} of the held-out pictures")

# %% [markdown]
# The check trains from the same start. It asks for a cost that falls from $\log 2 \approx 0.693$ to
# below 0.03, and for at least 88 of the 90 pictures.

# %% check digits points=2
pictures = np.load("digits.npy")
pictures = pictures[pictures[:, 64] <= 1]
X_digits, y_digits = pictures[:, :64] / 16, pictures[:, 64].astype(int)
aside = np.arange(360) % 4 == 3
w, b, history = gradient_descent(X_digits[~aside], y_digits[~aside], np.zeros(64), 0.0, 0.5, 100)
assert abs(history[0] - np.log(2)) < 1e-9, (
    f"with w = 0 and b = 0 every probability is 0.5 and the first cost log 2; it is {history[0]:.4f}"
)
assert history[-1] < 0.03, f"the last cost should be below 0.03 and is {history[-1]:.4f}"
right = int(np.sum((X_digits[aside] @ w + b >= 0) == y_digits[aside]))
assert right >= 88, f"at least 88 of the 90 pictures should be right, and {right} are"
### BEGIN HIDDEN TESTS
# The other way round: some of the pictures, and the zeros are to be found.
some = np.random.default_rng().permutation(np.flatnonzero(~aside))[:200]
X, y = X_digits[some], 1 - y_digits[some]
w, b, history = gradient_descent(X, y, np.zeros(64), 0.0, 0.5, 100)
others = int(np.sum((X_digits[aside] @ w + b >= 0) != y_digits[aside]))
assert others >= 85, f"trained to find zeros instead of ones it reads only {others} of 90 pictures"
w, b, _ = gradient_descent(X, y, np.zeros(64), 0.0, 0.5, 20)
cost = np.mean(np.logaddexp(0, X @ w + b) - y * (X @ w + b))
assert np.isclose(history[20], cost, 0.1), "the history is not that of the parameters on the way"
### END HIDDEN TESTS
print(f"Your logistic regression reads {right} of 90 new pictures of a 0 or a 1 correctly.")

# %% [markdown]
# ## 4. Is a gradient right? Measure it
#
# A gradient says how much the cost changes when one parameter changes a little. That can be
# measured: move the parameter by a tiny $\varepsilon$ to both sides and divide.
#
# $$\frac{\partial J}{\partial w_j} \approx
# \frac{J(w_j + \varepsilon) - J(w_j - \varepsilon)}{2 \varepsilon}$$
#
# This is called a *central difference*. It is far too slow for training, because it needs two costs
# for every parameter. But it needs no formula, so it can catch a mistake in one. Compare the two
# columns.

# %%
def logistic_cost(X, y, w, b):
    f = sigmoid(X @ w + b)
    return -np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))


X_small = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
y_small, w_small, b_small = np.array([1, 0, 1]), np.array([0.3, -0.2]), 0.1
epsilon = 1e-5

dj_dw, dj_db = logistic_gradients(X_small, y_small, w_small, b_small)
for j in range(2):
    step = np.zeros(2)
    step[j] = epsilon
    above = logistic_cost(X_small, y_small, w_small + step, b_small)
    below = logistic_cost(X_small, y_small, w_small - step, b_small)
    print(f"w_{j + 1}: measured {(above - below) / (2 * epsilon):.9f}, computed {dj_dw[j]:.9f}")

# %% [markdown]
# ## 5. Backwards through a layer: `dense_backward`
#
# A network has many layers. *Backpropagation* goes through them from the last to the first. Each
# layer is told how the cost changes with its pre-activations, and has to answer three questions.
#
# Take one dense layer, $Z = A_\text{in} W + b$, for a batch of $m$ examples. It is given `dz`: the
# entry in row $i$ and column $j$ says how the cost changes with the pre-activation of unit $j$
# for example $i$. It answers:
#
# - `da_in`: how the cost changes with its **input**. The layer before needs this.
# - `dW`: how the cost changes with its **weights**.
# - `db`: how the cost changes with its **biases**.
#
# **Worked numbers.** Two examples, two features, three units:
#
# $$dz = \begin{pmatrix} 1 & -2 & 0.5 \\ 3 & 0 & -1 \end{pmatrix} \quad
# A_\text{in} = \begin{pmatrix} 2 & -1 \\ 0.5 & 4 \end{pmatrix} \quad
# W = \begin{pmatrix} 1 & -3 & 5 \\ 2 & 4 & -6 \end{pmatrix}$$
#
# - The first input of example 1 goes to all three units, with the weights $1, -3, 5$. So the cost
#   changes with it by $1 \cdot 1 + (-2) \cdot (-3) + 0.5 \cdot 5 = 9.5$. That is a row of $dz$ times
#   a **row** of $W$.
# - The weight from feature 1 to unit 1 is used by both examples. Example 1 multiplies it by 2,
#   example 2 by 0.5. So the cost changes with it by $2 \cdot 1 + 0.5 \cdot 3 = 3.5$. That is a
#   **column** of $A_\text{in}$ times a column of $dz$.
# - The bias of unit 1 is used by both examples too, and is multiplied by 1. So the cost changes with
#   it by $1 + 3 = 4$: the sum of a column of $dz$.
#
# In one line each:
#
# $$dA_\text{in} = dz \, W^\top \qquad dW = A_\text{in}^\top \, dz \qquad
# db_j = \sum_{i=1}^{m} dz_{ij}$$
#
# There is **no division by $m$** here. The cost is a mean, and the $\frac{1}{m}$ is in `dz` already:
# for logistic regression, `dz` is $(f - y) / m$.
#
# There is no activation function here either. It belongs to the step from one layer to the next,
# which comes in section 6.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Each answer has the shape of what the derivative is taken with respect to. That leaves only one
# way to multiply.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# `da_in` is `(m, n)`: `dz` times the weights, added up over the units. `dW` is `(n, units)`:
# inputs times `dz`, added up over the examples. `db` is `dz`, added up over the examples.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# Two products with `@`, in each of which one array is transposed, `.T`. `dz.sum(axis=0)` adds
# down the columns and gives a vector `(units,)`.
# </details>

# %% solution dense_backward
def dense_backward(dz, a_in, W):
    """Return the gradients of the cost by the input, the weights and the biases of a dense layer.

    Parameters
    ----------
    dz : array (m, units), the gradient of the (mean) cost by the layer's pre-activations
    a_in : array (m, n), the layer's input, one example per row
    W : array (n, units), the layer's weights, one column per unit

    Returns
    -------
    da_in : array (m, n), float, the gradient with respect to the input: dz times W transposed
    dW : array (n, units), float, the gradient with respect to the weights: a_in transposed times dz
    db : array (units,), float, the gradient with respect to the biases: the sum of dz over the examples
    """
    ### BEGIN SOLUTION
    da_in = dz @ W.T
    dW = a_in.T @ dz
    db = dz.sum(axis=0)
    return da_in, dW, db
    ### END SOLUTION


# %% check dense_backward points=1

# %% grade dense_backward points=6

# %% [markdown]
# ## 6. Through a whole network
#
# Now two layers: ReLU units, then one sigmoid unit. Forwards:
#
# ```
# Z1 = X @ W1 + b1      A1 = np.maximum(0, Z1)      Z2 = A1 @ W2 + b2      f = sigmoid(Z2)
# ```
#
# Backwards, in four lines:
#
# ```
# dZ2 = (f - y) / m                          # logistic loss with a sigmoid unit, divided by m once
# dA1, dW2, db2 = dense_backward(dZ2, A1, W2)
# dZ1 = dA1 * (Z1 > 0)                       # the slope of ReLU: 1 above 0, else 0
# _, dW1, db1 = dense_backward(dZ1, X, W1)
# ```
#
# Each layer hands its `da_in` to the layer before. On the way it is multiplied by the slope of that
# layer's activation function. That is all there is to backpropagation, with 2 layers or with 200.
#
# Does it work? The last check measures. It takes a network of 3 features, 4 ReLU units and 1 sigmoid
# unit, moves each of its 21 parameters a little, and compares the change in cost with what your
# `dense_backward` says. Read it: it is the whole of backpropagation.

# %% check backpropagation points=2
rng = np.random.default_rng(3)
m = 5
X, y = rng.normal(size=(m, 3)), np.array([[0], [1], [1], [0], [1]])
parameters = {
    "W1": rng.normal(size=(3, 4)), "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)), "b2": rng.normal(size=1),
}  # fmt: skip


def network_cost(W1, b1, W2, b2):
    z = np.maximum(0, X @ W1 + b1) @ W2 + b2
    return np.mean(np.logaddexp(0, z) - y * z)  # binary cross-entropy, from the logits


Z1 = X @ parameters["W1"] + parameters["b1"]
A1 = np.maximum(0, Z1)
Z2 = A1 @ parameters["W2"] + parameters["b2"]
dZ2 = (1 / (1 + np.exp(-Z2)) - y) / m
dA1, dW2, db2 = dense_backward(dZ2, A1, parameters["W2"])
_, dW1, db1 = dense_backward(dA1 * (Z1 > 0), X, parameters["W1"])

count = 0
for name, computed in {"W2": dW2, "b2": db2, "W1": dW1, "b1": db1}.items():
    wanted, found = parameters[name].shape, np.shape(computed)
    assert found == wanted, f"d{name} must have the shape of {name}, {wanted}; it has {found}"
    for place in np.ndindex(parameters[name].shape):
        costs = []
        for sign in (1, -1):
            moved = {key: value.copy() for key, value in parameters.items()}
            moved[name][place] += sign * 1e-5
            costs.append(network_cost(**moved))
        measured = (costs[0] - costs[1]) / 2e-5
        assert abs(computed[place] - measured) < 1e-8, (
            f"d{name}{list(place)}: measured {measured:.6f}, your dense_backward says {computed[place]:.6f}"
        )
        count += 1
### BEGIN HIDDEN TESTS
from autograder.grade import solution

rng = np.random.default_rng()
dz, a, W = rng.normal(size=(7, 2)), rng.uniform(0.5, 2, (7, 3)), rng.normal(size=(3, 2))
for found, wanted in zip(dense_backward(dz, a, W), solution("training").dense_backward(dz, a, W), strict=True):
    assert np.shape(found) == np.shape(wanted), "for another layer the shape of a gradient is wrong"
    assert np.allclose(found, wanted, 1e-3, 1e-3), "for another layer a gradient is wrong"
### END HIDDEN TESTS
print(f"All {count} gradients of the network are what a measurement gives.")

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
# # Forward propagation
#
# In this notebook you build the half of a neural network that makes predictions: `sigmoid`,
# `dense`, `sequential`, `dense_batch` and `predict`. At the end your own functions decide which
# coffee beans are roasted well.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, and the chapter *Forward propagation in NumPy* of the book. Plan about
# an hour.
#
# **Points.** Each check is worth 1 point. When the notebook is graded, every function is tried on
# fresh numbers too: other shapes, negative numbers, one unit, whole numbers, very large numbers.

# %% setup
import numpy as np

from checks import check

# %% [markdown]
# ## 1. One number to another: `sigmoid`
#
# A unit first computes a number $z$, its *pre-activation*, of any size and either sign. The sigmoid
# turns it into a number between 0 and 1:
#
# $$g(z) = \frac{1}{1 + e^{-z}}$$
#
# Worked numbers: $g(0) = \frac{1}{1+1} = 0.5$. For $z = 2$ we have $e^{-2} \approx 0.135$, so
# $g(2) \approx \frac{1}{1.135} \approx 0.881$. For $z=-2$ it is $\approx \frac{1}{8.389} \approx 0.119$.
#
# `z` may be one number or an array of any shape. `np.exp` works on both.
#
# <details><summary>Hint 1: what to look at</summary>
#
# The formula has one power of e, and its exponent is −z, not z. Everything else is plain
# arithmetic.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# First the power, then 1 plus it, then 1 divided by that. NumPy does each of these for a number
# and for a whole array alike, so nothing has to be looped over.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# One line: `return 1 / (1 + ...)`, with `np.exp` in place of the dots. Put
# `with np.errstate(over="ignore"):` around it if the warning for very negative numbers bothers you.
# </details>

# %% solution sigmoid
def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for every number in z.

    Parameters
    ----------
    z : number or array of any shape

    Returns
    -------
    number or array of the shape of z, float, each value between 0 and 1
    """
    ### BEGIN SOLUTION
    with np.errstate(over="ignore"):  # exp(750) is infinite, and 1 / infinity is 0, as it should be
        return 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% check sigmoid points=1

# %% grade sigmoid points=3

# %% [markdown]
# ## 2. A layer for one example: `dense`
#
# A layer is a row of units that all see the same input. Take two features and three units:
#
# | | unit 1 | unit 2 | unit 3 |
# |---|---|---|---|
# | weights | $(1, 2)$ | $(-3, 4)$ | $(5, -6)$ |
# | bias | $-1$ | $1$ | $2$ |
#
# We write each unit's weights as one **column** of a matrix, and the biases as a vector:
#
# $$W = \begin{pmatrix} 1 & -3 & 5 \\ 2 & 4 & -6 \end{pmatrix} \qquad b = (-1, 1, 2)$$
#
# For the input $a_\text{in} = (-2, 4)$ the first unit computes $z_1 = 1 \cdot (-2) + 2 \cdot 4 - 1 = 5$
# and passes on $g(5)$. The second computes $z_2 = -3 \cdot (-2) + 4 \cdot 4 + 1 = 23$, the third
# $z_3 = 5 \cdot (-2) - 6 \cdot 4 + 2 = -32$. In general
#
# $$z_j = \vec w_j \cdot \vec a_\text{in} + b_j \qquad a_{\text{out},j} = g(z_j)$$
#
# <details><summary>Hint 1: what to look at</summary>
#
# Count the columns of W: each of them is one unit, and so is each number of b. The rows belong to
# the inputs.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# For each unit: the dot product of its column with the input, plus its bias, and then g of that.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `W[:, j]` is column `j`, and `W.shape[1]` is the number of columns. Start with `a_out =
# np.zeros(W.shape[1])`, then fill it in a loop, `a_out[j] = g(np.dot(..., ...) + ...)`.
# </details>

# %% solution dense
def dense(a_in, W, b, g):
    """Return the output of one layer for one example: g(w_j . a_in + b_j) for every unit j.

    Parameters
    ----------
    a_in : array (n,), the layer's input
    W : array (n, units), one column per unit
    b : array (units,), one bias per unit
    g : the activation function; takes a number or an array

    Returns
    -------
    array (units,), float
    """
    ### BEGIN SOLUTION
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out[j] = g(z)
    return a_out
    ### END SOLUTION


# %% check dense points=1

# %% grade dense points=4

# %% [markdown]
# ## 3. Layer after layer: `sequential`
#
# A network is a list of layers. The input $x$ goes into the first. What comes out goes into the
# second, and so on; the last layer's output is the network's output.
#
# We write a layer as a tuple `(W, b, g)`, and a network as a list of such tuples. A network with 2
# features, 3 units and then 1 unit has `W` of shape `(2, 3)` in the first tuple and `(3, 1)` in the
# second.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Only the first layer sees x. What does the second one see?
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Go through the layers in order, and let each work on what the one before it returned.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# One variable is enough. Start with `a = x`, then `for W, b, g in layers:` replace `a` by the
# layer's output, and return `a` after the loop.
# </details>

# %% solution sequential
def sequential(x, layers):
    """Return the output of a network for one example.

    Parameters
    ----------
    x : array (n,), the features
    layers : list of tuples (W, b, g), first layer first, as `dense` takes them

    Returns
    -------
    array (units of the last layer,), float
    """
    ### BEGIN SOLUTION
    a = x
    for W, b, g in layers:
        a = dense(a, W, b, g)
    return a
    ### END SOLUTION


# %% check sequential points=1

# %% grade sequential points=3

# %% [markdown]
# ## 4. Many examples at once: `dense_batch`
#
# With $m$ examples we put one example in each **row** of a matrix `A_in` of shape `(m, n)`. Row $i$
# of the result is what `dense` gives for row $i$. No loop is needed: one matrix product computes
# all $m \times \text{units}$ numbers at once, and it is many times faster.
#
# $$Z = A_\text{in} W + b \qquad A_\text{out} = g(Z)$$
#
# The shapes: `(m, n) @ (n, units)` gives `(m, units)`. NumPy adds `b` to every row, whether its
# shape is `(units,)` or `(1, units)`.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Each row of the input is an example, and each column of W a unit. So the result has a row per
# example and a column per unit.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The matrix product of the two holds every dot product that you need. Then come the biases, which
# belong to the columns, and then g.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# One line: `return g(... @ ... + b)`. NumPy adds `b` to every row.
# </details>

# %% solution dense_batch
def dense_batch(A_in, W, b, g):
    """Return the output of one layer for a batch of examples.

    Parameters
    ----------
    A_in : array (m, n), one example per row
    W : array (n, units), one column per unit
    b : array (units,) or (1, units)
    g : the activation function; takes an array

    Returns
    -------
    array (m, units), float
    """
    ### BEGIN SOLUTION
    return g(A_in @ W + b)
    ### END SOLUTION


# %% check dense_batch points=1

# %% grade dense_batch points=4

# %% [markdown]
# ## 5. From a probability to a decision: `predict`
#
# The last sigmoid unit gives an estimated probability, such as 0.83. To act on it we compare it
# with a threshold: from 0.5 up we predict 1, below it 0. A probability *equal* to the threshold
# gives 1.
#
# Another threshold can be the better choice. If a missed defect is costly, 0.2 catches more of them.
#
# <details><summary>Hint 1: what to look at</summary>
#
# What becomes of a probability that is exactly the threshold? The text above says.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Compare the whole array with the threshold at once. The comparison gives True and False, and the
# result has to hold whole numbers.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `(a >= ...)` is an array of True and False, and its method `.astype(int)` makes them 1 and 0.
# </details>

# %% solution predict
def predict(a, threshold=0.5):
    """Return 1 where a is at or above the threshold and 0 where it is below.

    Parameters
    ----------
    a : array of any shape, estimated probabilities
    threshold : number

    Returns
    -------
    array of the shape of a, integers 0 and 1
    """
    ### BEGIN SOLUTION
    return (a >= threshold).astype(int)
    ### END SOLUTION


# %% check predict points=1

# %% grade predict points=3

# %% [markdown]
# ## 6. Your network roasts coffee
#
# Beans are good when they are neither under-roasted nor burnt: long enough and hot enough, but not
# too much of both at once. The network below has learned that from examples. It has 2 features
# (temperature in °C, duration in minutes), 3 sigmoid units and 1 sigmoid unit. Its features are
# scaled first: the mean is subtracted and the result divided by the standard deviation.

# %%
MEAN, SCALE = np.array([217.5, 13.5]), np.array([40.0, 1.5])
COFFEE = [
    (np.array([[0.3, -10.0, 13.6], [-12.1, 0.2, 14.3]]), np.array([-12.6, -11.2, -0.6]), sigmoid),
    (np.array([[-14.8], [-15.1], [-15.2]]), np.array([6.3]), sigmoid),
]
BEANS = np.array(
    [[200.0, 13.9], [200.0, 17.0], [250.0, 12.2], [160.0, 13.0], [240.0, 14.0], [185.0, 12.5]]
)

for temperature, duration in BEANS:
    x = (np.array([temperature, duration]) - MEAN) / SCALE
    probability = sequential(x, COFFEE)
    verdict = "good" if predict(probability)[0] == 1 else "not good"
    print(f"{temperature:.0f} °C for {duration:.1f} minutes: {probability[0]:.4f}, {verdict}")

# %% [markdown]
# The same for the whole batch at once, with `dense_batch`. The last check asks for both to agree,
# and for three good roasts among the six.

# %% check coffee points=2
A = (BEANS - MEAN) / SCALE
for W, b, g in COFFEE:
    A = dense_batch(A, W, b, g)
one_by_one = np.array([sequential((bean - MEAN) / SCALE, COFFEE) for bean in BEANS])
assert np.shape(A) == np.shape(one_by_one) == (6, 1), (
    f"both should give six probabilities, shape (6, 1); the shapes are {np.shape(A)} and {np.shape(one_by_one)}"
)
assert np.allclose(A, one_by_one), "dense_batch and sequential disagree on the coffee network"
roasts = predict(A)[:, 0].tolist()
assert roasts == [1, 0, 1, 0, 0, 1], f"the decisions should be 1, 0, 1, 0, 0, 1 and are {roasts}"
### BEGIN HIDDEN TESTS
from autograder.grade import solution

right, rng = solution("forward_propagation"), np.random.default_rng()
x = rng.uniform([-2, -2], [2, 2], (200, 2))
A, mine = x, x
for W, b, g in COFFEE:
    A, mine = right.sigmoid(A @ W + b), dense_batch(mine, W, b, g)
assert np.ptp(A) > 0.5, "all beans get the same probability"
assert np.allclose(mine, A, 1e-3, 1e-3), "for other beans dense_batch is wrong"
mine = [sequential(bean, COFFEE) for bean in x[:3]]
assert np.allclose(mine, A[:3], 1e-3, 1e-3), "for other beans sequential is wrong"
p = rng.uniform(size=(20, 1))
assert predict(p).tolist() == right.predict(p).tolist(), "for other probabilities predict is wrong"
### END HIDDEN TESTS
print("Your network roasts coffee: beans 1, 3 and 6 are good.")

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
# # Losses
#
# A loss says how wrong one prediction is. Training makes its mean as small as it can. In this notebook
# you write three losses and the cost, find out where two of them break, and fix them. At the end your
# own losses show which digits a classifier gets most wrong, and repair its probabilities.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, and the chapters *Training details*, *Softmax* and *Numerical stability* of
# the book. Plan about 75 minutes.
#
# **Points.** Each check is worth 1 point. When the notebook is graded, every function is tried on
# fresh numbers too: one example, many, whole numbers, `float32`, very large logits.
#
# **One rule for all losses.** With $m$ examples a loss function returns an array of shape `(m,)`: one
# loss for each example. It does not take the mean; that is what `cost` is for. It does not change its
# arguments.

# %% setup
import numpy as np

from checks import check

# %% [markdown]
# ## 1. A number that is too high or too low: `squared_error`
#
# A house costs 3 (in hundred thousands) and the model says 1. The error is $1 - 3 = -2$. Its square is 4,
# and half of that, 2, is the loss:
#
# $$L(y, \hat y) = \tfrac{1}{2} (\hat y - y)^2$$
#
# The square makes errors of either sign count, and large ones count more. The $\frac12$ is there so that
# the derivative is plainly $\hat y - y$. **Keras leaves the $\frac12$ out**; we follow the lecture and
# keep it.
#
# | $y$ | 3 | -1 | 2.5 |
# |---|---|---|---|
# | $\hat y$ | 1 | -1.5 | 2.5 |
# | loss | 2 | 0.125 | 0 |
#
# <details><summary>Hint 1: what to look at</summary>
#
# There is one loss per example: nothing is added up here.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The difference of prediction and label, squared, and then half of it.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# One line: `return (... - ...) ** 2 / 2`. Brackets first, then the square.
# </details>

# %% solution squared_error
def squared_error(y, y_hat):
    """Return half of the squared error of each example.

    Parameters
    ----------
    y : array (m,), the right numbers
    y_hat : array (m,), the predicted numbers

    Returns
    -------
    array (m,), float, one loss per example
    """
    ### BEGIN SOLUTION
    return (y_hat - y) ** 2 / 2
    ### END SOLUTION


# %% check squared_error points=1

# %% grade squared_error points=3

# %% [markdown]
# ## 2. One number for all examples: `cost`
#
# The *cost* is the mean of the losses. For the losses $(0.5,\ 2,\ 0.25,\ 1.5)$ it is
# $\frac{4.25}{4} = 1.0625$:
#
# $$J = \frac{1}{m} \sum_{i=1}^{m} L^{(i)}$$
#
# There is no further $\frac12$ here: the one of the squared error is in the loss already.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Many losses go in, and one number comes out.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Add them up, and divide by how many there are.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# NumPy has a function for it: `np.mean`.
# </details>

# %% solution cost
def cost(losses):
    """Return the mean of the losses.

    Parameters
    ----------
    losses : array (m,), one loss per example

    Returns
    -------
    number, float (not an array with one number in it)
    """
    ### BEGIN SOLUTION
    return np.mean(losses)
    ### END SOLUTION


# %% check cost points=1

# %% grade cost points=2

# %% [markdown]
# ## 3. Yes or no: `binary_crossentropy`
#
# A sigmoid unit gives $a$, the estimated probability that $y = 1$. So the probability of the right label
# is $a$ if $y = 1$, and $1 - a$ if $y = 0$. The loss is minus the logarithm of that probability:
#
# $$L(y, a) = -\log a \text{ if } y = 1 \qquad L(y, a) = -\log (1 - a) \text{ if } y = 0$$
#
# Worked numbers for $a = 0.8$: if $y = 1$, the loss is $-\log 0.8 \approx 0.223$. If $y = 0$, it is
# $-\log 0.2 \approx 1.609$. A sure and wrong prediction costs a lot.
#
# Both cases in one line, with a factor that is 0 for the case that does not apply:
#
# $$L(y, a) = -\big(\, y \log a + (1 - y) \log (1 - a) \,\big)$$
#
# `y` may hold the whole numbers 0 and 1, or the floats 0.0 and 1.0. `np.log` is the natural logarithm,
# and that is the one to use.
#
# Add nothing to `a` and cut nothing off: in these checks `a` lies between $10^{-6}$ and $1 - 10^{-6}$,
# where the formula is exact. What to do when `a` is 0 or 1 is the matter of section 5.
#
# <details><summary>Hint 1: what to look at</summary>
#
# The label decides which of two probabilities counts: the one given to a 1, or the one given to a
# 0.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Minus the logarithm of a where the label is 1, minus the logarithm of 1 − a where it is 0. If
# each is multiplied by y or 1 − y, one of them is always 0.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `-y * np.log(...) - (1 - y) * np.log(...)`. It works on whole arrays, and gives one loss per
# example.
# </details>

# %% solution binary_crossentropy
def binary_crossentropy(y, a):
    """Return the logistic loss of each example.

    Parameters
    ----------
    y : array (m,), the labels, 0 or 1, as ints or as floats
    a : array (m,), the estimated probabilities of the label 1, from 1e-6 to 1 - 1e-6

    Returns
    -------
    array (m,), float, one loss per example
    """
    ### BEGIN SOLUTION
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))
    ### END SOLUTION


# %% check binary_crossentropy points=1

# %% grade binary_crossentropy points=3

# %% [markdown]
# ## 4. One of several classes: `sparse_categorical_crossentropy`
#
# Softmax gives a row of probabilities for each example, one for each class. Again the loss is minus the
# logarithm of the probability of the right label:
#
# $$L(y, \vec a) = -\log a_y$$
#
# *Sparse* means that the label is one number, `y`, and not a row of zeros with a 1 in it. Classes count
# **from 0**, so with $N$ classes `y` is one of $0, \dots, N - 1$.
#
# | `y` | `a[0]` | `a[1]` | `a[2]` | `a[3]` | loss |
# |---|---|---|---|---|---|
# | 3 | 0.30 | 0.20 | 0.15 | **0.35** | $-\log 0.35 \approx 1.050$ |
# | 0 | **0.05** | 0.80 | 0.05 | 0.10 | $-\log 0.05 \approx 2.996$ |
#
# Only the bold probability counts. The others matter in one way only: the row adds up to 1.
#
# <details><summary>Hint 1: what to look at</summary>
#
# In each row only one probability counts, and the label says in which column it is.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Pick that number from every row, and take minus its logarithm.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `a[[0, 1, 2], [3, 0, 2]]` takes `a[0, 3]`, `a[1, 0]` and `a[2, 2]`. The row numbers are
# `np.arange(len(y))`, and the column numbers are `y`.
# </details>

# %% solution sparse_categorical_crossentropy
def sparse_categorical_crossentropy(y, a):
    """Return minus the logarithm of the probability that each example's own class was given.

    Parameters
    ----------
    y : array (m,), ints, the class of each example, from 0 to N - 1
    a : array (m, N), the probabilities, one example per row, each row adds up to 1; that of the
        example's own class is 1e-6 or more, others may be exactly 0

    Returns
    -------
    array (m,), float, one loss per example
    """
    ### BEGIN SOLUTION
    return -np.log(a[np.arange(len(y)), y])
    ### END SOLUTION


# %% check sparse_categorical_crossentropy points=1

# %% grade sparse_categorical_crossentropy points=3

# %% [markdown]
# ## 5. Where the loss breaks: `binary_crossentropy_from_logits`
#
# Let the label be 0 and the logit $z$ grow. The prediction gets surer and surer, and it is wrong. The
# loss should grow with $z$. Look at what your `binary_crossentropy` makes of it:

# %%
for z in (5.0, 20.0, 36.0, 40.0):
    a = 1 / (1 + np.exp(-z))
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = binary_crossentropy(np.array([0.0]), np.array([a]))[0]
    print(f"z = {z:4.0f}   1 - a = {1 - a:.6e}   loss = {loss:.6f}")

# %% [markdown]
# The loss should be nearly $z$. At $z = 36$ it is wrong from the fourth digit on: 36.000000 is right. At
# $z = 40$ the sigmoid is so near to 1 that a float cannot tell the two apart. Then $1 - a$ is exactly 0, and the loss
# is infinite, or `nan`. Training would stop there.
#
# The cure is to give the loss the logit $z$, and not $a$. Put $a = \frac{1}{1 + e^{-z}}$ into the formula.
# For $y = 0$ the loss becomes $\log(1 + e^z)$. For $y = 1$ it becomes $\log(1 + e^{-z})$, which is the
# same as $\log(1 + e^z) - z$. In one line:
#
# $$L(y, z) = \log(1 + e^z) - y\,z$$
#
# One trap is left: $e^z$ overflows from $z = 710$. So take the larger of $z$ and 0 out of the logarithm:
#
# $$\log(1 + e^z) = \max(z, 0) + \log(1 + e^{-|z|})$$
#
# The exponent is never positive now. Worked numbers for $z = 2$: $e^{-2} \approx 0.135$ and
# $\log 1.135 \approx 0.127$. So the loss is $2 + 0.127 = 2.127$ for $y = 0$, and $2.127 - 2 = 0.127$ for
# $y = 1$. For $z = -10{,}000$ and $y = 1$ it is $0 + 0 + 10{,}000$.
#
# **The rule of the check:** exact for logits from -10,000 to 10,000 and both labels, with no overflow on
# the way. Nothing is clipped and nothing is added.
#
# <details><summary>Hint 1: what to look at</summary>
#
# In the stable formula no exponent is ever positive, and the sigmoid does not occur.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# Three terms: the larger of z and 0, minus y times z, plus the logarithm of 1 plus a small
# number.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.maximum(z, 0)`, `y * z` and `np.log1p(np.exp(-np.abs(z)))`. `np.log1p(s)` is log(1 + s), and
# keeps all digits when `s` is tiny.
# </details>

# %% solution binary_crossentropy_from_logits
def binary_crossentropy_from_logits(y, z):
    """Return the logistic loss of each example, computed from the logit.

    Parameters
    ----------
    y : array (m,), the labels, 0 or 1, as ints or as floats
    z : array (m,), the logits, any numbers

    Returns
    -------
    array (m,), float, one loss per example
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    ### END SOLUTION


# %% check binary_crossentropy_from_logits points=1

# %% grade binary_crossentropy_from_logits points=4

# %% [markdown]
# ## 6. The same for classes: `sparse_categorical_crossentropy_from_logits`
#
# Put softmax into $-\log a_y$. The logarithm of a quotient is a difference:
#
# $$L(y, \vec z) = -\log \frac{e^{z_y}}{\sum_k e^{z_k}} = \log \sum_k e^{z_k} - z_y$$
#
# The first term is called *log-sum-exp*. To keep it from overflowing, let $c$ be the largest logit of the
# example, and take it out of the sum:
#
# $$\log \sum_k e^{z_k} = c + \log \sum_k e^{z_k - c}$$
#
# No exponent is above 0 now, and the sum is at least 1. So neither an infinity nor the logarithm of 0 can
# come up.
#
# Worked numbers for the logits $(2, 1, -1)$: $c = 2$, and the exponentials of $(0, -1, -3)$ are 1, 0.368
# and 0.050. Their sum is 1.418, its logarithm 0.349. So log-sum-exp is 2.349. The loss is
# $2.349 - 2 = 0.349$ for class 0, and $2.349 + 1 = 3.349$ for class 2.
#
# Each row is one example, with a largest logit of its own.
#
# **The rule of the check:** exact for logits from -10,000 to 10,000 and every class, with no overflow on
# the way. Computing softmax first and then the logarithm is not enough, even with the shift: a
# probability below $10^{-323}$ is exactly 0 in a computer.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Each row has a largest logit c of its own. The softmax itself is not computed.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The logarithm of the sum of exponentials, after c is subtracted and with c added again, minus
# the logit of the true class.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `c = np.max(z, axis=1, keepdims=True)` is `(m, 1)` and can be subtracted from `z`. The sum over
# `axis=1` is `(m,)`. To add `c` to it, take `c[:, 0]`, which is `(m,)` too. The true logits are
# `z[np.arange(len(y)), y]`.
# </details>

# %% solution sparse_categorical_crossentropy_from_logits
def sparse_categorical_crossentropy_from_logits(y, z):
    """Return the softmax loss of each example, computed from the logits.

    Parameters
    ----------
    y : array (m,), ints (int32 or int64), the class of each example, from 0 to N - 1
    z : array (m, N), the logits, any numbers, one example per row

    Returns
    -------
    array (m,), float, one loss per example
    """
    ### BEGIN SOLUTION
    c = np.max(z, axis=1, keepdims=True)
    log_sum_exp = c[:, 0] + np.log(np.sum(np.exp(z - c), axis=1))
    return log_sum_exp - z[np.arange(len(y)), y]
    ### END SOLUTION


# %% check sparse_categorical_crossentropy_from_logits points=1

# %% grade sparse_categorical_crossentropy_from_logits points=4

# %% [markdown]
# ## 7. Your losses judge a classifier, and fix it
#
# `digits.npy` holds 1,797 handwritten digits of 8 by 8 pixels. `classifier.npy` holds a single linear
# layer for the ten classes, with the bias in the last row. It learned from the first 1,000 digits by a
# simple old rule, the perceptron, which cares only about which logit is the largest. So it reads most
# digits correctly, but its logits run into the thousands.
#
# How good are its probabilities on the 797 digits that it has not seen? Ask both losses:

# %%
data = np.load("digits.npy")[1000:]
X, digit = data[:, :64].astype(float), data[:, 64].astype(int)
classifier = np.load("classifier.npy").astype(float)
logits = X @ classifier[:-1] + classifier[-1]


def softmax(z):
    """Return the probabilities of each row; a given function, with the shift against overflow."""
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


with np.errstate(divide="ignore"):
    from_probabilities = sparse_categorical_crossentropy(digit, softmax(logits))
from_logits = sparse_categorical_crossentropy_from_logits(digit, logits)
print(f"right: {np.mean(np.argmax(logits, axis=1) == digit):.1%}")
print(f"from probabilities: {np.isinf(from_probabilities).sum()} infinite losses, "
      f"cost {cost(from_probabilities):.2f}")
print(f"from logits:        {np.isinf(from_logits).sum()} infinite losses, cost {cost(from_logits):.2f}")

# %% [markdown]
# The first cost says nothing. Yours is a number, and a bad one: always saying "10 % for each digit" would
# cost $\log 10 \approx 2.30$. The classifier is far too sure of itself. These are the digits that it is most
# wrong about; your loss puts them in order, the other one calls them all infinite:

# %%
for i in np.argsort(from_logits)[:-4:-1]:
    drawing = np.array([" ", ".", "o", "#"])[(X[i].reshape(8, 8) / 4.2).astype(int)]
    print("\n".join("".join(2 * pixel for pixel in row) for row in drawing))
    print(f"    a {digit[i]}, taken for a {np.argmax(logits[i])}, loss {from_logits[i]:.0f}\n")

# %% [markdown]
# Now fix it. Divide all logits by one number $T$, the *temperature*. The largest logit stays the largest,
# so every decision stays as it was; only the probabilities become less extreme. Which $T$? The one with
# the smallest cost. We choose it on the first 400 of the new digits, and test it on the other 397.

# %%
temperatures = np.geomspace(1, 100_000, 26)
costs = [
    cost(sparse_categorical_crossentropy_from_logits(digit[:400], logits[:400] / T))
    for T in temperatures
]
best = temperatures[np.argmin(costs)]
for T in (1, best, 100_000):
    after = sparse_categorical_crossentropy_from_logits(digit[400:], logits[400:] / T)
    print(f"T = {T:8.1f}   cost on the other digits {cost(after):8.3f}")

# %% [markdown]
# With $T = 1$ the probabilities are worthless, with a huge $T$ they are all 10 %. In between your cost finds
# a classifier that knows how sure it may be. The last check asks for all of it, and holds the logistic loss
# to the same test: with two classes, softmax is the sigmoid of the difference of the two logits.

# %% check digits points=2
with np.errstate(all="ignore"):
    losses = sparse_categorical_crossentropy_from_logits(digit, logits)
    costs = [
        cost(sparse_categorical_crossentropy_from_logits(digit[:400], logits[:400] / T))
        for T in temperatures
    ]
    best = temperatures[np.argmin(costs)]
    after = cost(sparse_categorical_crossentropy_from_logits(digit[400:], logits[400:] / best))
    is_three = (digit == 3).astype(int)
    pairs = logits[:, [8, 3]]
    of_two = sparse_categorical_crossentropy_from_logits(is_three, pairs)
    logistic = binary_crossentropy_from_logits(is_three, pairs[:, 1] - pairs[:, 0])
assert losses.shape == (797,), f"there should be 797 losses; the shape is {losses.shape}"
assert np.all(np.isfinite(losses)), "some losses from logits are infinite or nan"
assert np.isclose(cost(losses), 336.711426), f"the cost should be 336.711 and is {cost(losses)}"
assert np.argmax(losses) == 660, "digit number 660 should have the largest loss"
assert 500 < best < 5000, f"the best temperature should be about 1585 and is {best:.0f}"
assert after < 0.6, f"with the best temperature the cost should fall below 0.6; it is {after:.3f}"
assert np.shape(of_two) == np.shape(logistic) == (797,), (
    f"two classes give 797 losses, too; the shapes are {np.shape(of_two)} and {np.shape(logistic)}"
)
assert np.allclose(of_two, logistic), "for two classes the logistic and the softmax loss differ"
### BEGIN HIDDEN TESTS
from autograder.grade import solution

right, rng = solution("losses"), np.random.default_rng()
some, T = rng.permutation(797)[:300], rng.uniform(20, 2000)
y, z = digit[some], logits[some] / T
found = sparse_categorical_crossentropy_from_logits(y, z)
wanted = right.sparse_categorical_crossentropy_from_logits(y, z)
assert np.allclose(found, wanted, 1e-3, 1e-3), "for another temperature some losses are wrong"
assert np.isclose(cost(wanted), right.cost(wanted), 0.05), "for another temperature the cost is wrong"
y, z = (y == 3).astype(int), z[:, 3] - z[:, 8]
found, wanted = (losses_of(y, z.copy()) for losses_of in (binary_crossentropy_from_logits, right.binary_crossentropy_from_logits))
assert np.allclose(found, wanted, 1e-3, 1e-3), "for another temperature some logistic losses are wrong"
### END HIDDEN TESTS
print(f"Your losses found the worst digit and brought the cost from {cost(losses):.0f} to {after:.2f}.")

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
# # A layer that looks through windows
#
# In this notebook you build a convolutional layer: first `windows`, which cuts a signal into
# pieces, then `conv1d`, which lets one unit look at each piece. At the end your layers read heart
# signals and tell the healthy ones from the others.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, and the chapter *Convolutional layers* of the book. Plan about an hour.
#
# **Points.** Each check is worth 1 point or 2. When the notebook is graded, both functions are
# tried on fresh numbers too: other lengths, strides and filters, negative numbers, whole numbers,
# float32, very large numbers.

# %% setup
import numpy as np

from checks import check

# %% [markdown]
# ## 1. A signal in pieces: `windows`
#
# A dense unit looks at **all** inputs. A unit of a convolutional layer looks at a **window**: a few
# neighbouring inputs. The next unit looks at the next window, and so on.
#
# Two numbers fix the windows:
#
# - the **size**: how many values one window holds;
# - the **stride**: how many values further the next window starts.
#
# Take nine values, windows of size 5 and stride 2:
#
# | index | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |
# |---|---|---|---|---|---|---|---|---|---|
# | $x$ | 2 | -1 | 0.5 | 3 | -2 | 1 | 4 | -0.5 | 1.5 |
# | window 0 | 2 | -1 | 0.5 | 3 | -2 | | | | |
# | window 1 | | | 0.5 | 3 | -2 | 1 | 4 | | |
# | window 2 | | | | | -2 | 1 | 4 | -0.5 | 1.5 |
#
# Window $k$ starts at index $k \cdot \text{stride}$. The next one would start at 6 and need the
# indices 6 to 10, but the signal ends at 8. So there are 3 windows.
#
# In general, with $n$ values, the last possible start is $n - \text{size}$. The first window starts
# at 0, and each further one takes a step of $\text{stride}$. That gives
#
# $$\text{units} = 1 + \left\lfloor \frac{n - \text{size}}{\text{stride}} \right\rfloor$$
#
# where $\lfloor\ \rfloor$ means "rounded down": `//` in Python. Here it is
# $1 + \lfloor 4 / 2 \rfloor = 3$. With eight values it is $1 + \lfloor 3 / 2 \rfloor = 2$, and the
# last value is in no window. **Values that do not fill a window are left out**: nothing is padded.
#
# A heart signal of 100 values, windows of 20 and a stride of 10 give
# $1 + \lfloor 80 / 10 \rfloor = 9$ windows. Half of each window is in the next one too.
#
# You may take for granted that at least one window fits.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Where does window k start, and where does the last one that fits start?
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The number of windows is 1 plus how often the stride fits into what the first window leaves
# over. Window k begins at k times the stride.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# The slice `x[s:s + size]` holds `size` values, from index `s` on. Make `rows = np.zeros((units,
# size))` with `units = 1 + (len(x) - size) // stride`, and fill `rows[k]` in a loop. Or collect
# the slices in a list and turn it into an array at the end.
# </details>

# %% solution windows
def windows(x, size, stride):
    """Return the windows of a signal, one per row.

    Row k holds x[k * stride], ..., x[k * stride + size - 1], and there are
    1 + (n - size) // stride rows.

    Parameters
    ----------
    x : array (n,), the signal
    size : int from 1 to n, the number of values in a window
    stride : int from 1 up, the step from the start of one window to the start of the next

    Returns
    -------
    array (units, size), the numbers as they are in x
    """
    ### BEGIN SOLUTION
    units = 1 + (len(x) - size) // stride
    return np.array([x[k * stride : k * stride + size] for k in range(units)])
    ### END SOLUTION


# %% check windows points=1

# %% grade windows points=3

# %% [markdown]
# ## 2. The same weights in every window: `conv1d`
#
# A unit multiplies the values of its window by weights, adds them up, adds a bias and applies the
# activation function. So far that is a dense unit with few inputs. The new idea: **all units of the
# layer have the same weights**. These `size` weights are called the *kernel*. The layer looks for
# one pattern, wherever it is in the signal.
#
# $$z_k = \sum_{i=0}^{\text{size}-1} w_i \, x_{k \cdot \text{stride} + i} + b \qquad a_k = g(z_k)$$
#
# Worked numbers: the nine values from above, the kernel $w = (1, 0, -2, 0.5, 1)$, $b = 0.5$, stride
# 2, and the ReLU for $g$.
#
# | window | weights times values | sum | $z_k$ | $a_k$ |
# |---|---|---|---|---|
# | (2, -1, 0.5, 3, -2) | 2 + 0 - 1 + 1.5 - 2 | 0.5 | 1 | 1 |
# | (0.5, 3, -2, 1, 4) | 0.5 + 0 + 4 + 0.5 + 4 | 9 | 9.5 | 9.5 |
# | (-2, 1, 4, -0.5, 1.5) | -2 + 0 - 8 - 0.25 + 1.5 | -8.75 | -8.25 | 0 |
#
# The first weight belongs to the first value of the window. (In mathematics, and in `np.convolve`,
# a convolution turns the kernel round first. Layers of neural networks do not.)
#
# **Several patterns at once.** A layer can hold several kernels, called *filters*. They are the
# columns of a matrix `(size, filters)`, as the units of a dense layer do, and each filter has a bias
# of its own. Then the result is a matrix too: one row per window, one column per filter.
#
# | `kernel` | `b` | result |
# |---|---|---|
# | `(size,)` | one number | `(units,)` |
# | `(size, filters)` | `(filters,)` | `(units, filters)` |
#
# One filter in a matrix `(size, 1)` gives a matrix `(units, 1)`.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Once the windows are the rows of a matrix, this is a layer for a batch of them.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The windows times the kernel, plus the bias, and then g. With several filters the kernel is a
# matrix with a column for each.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `rows = windows(x, len(kernel), stride)`. The product `rows @ kernel` is `(units,)` for a kernel
# `(size,)` and `(units, filters)` for a kernel `(size, filters)`, so the same line serves both.
# </details>

# %% solution conv1d
def conv1d(x, kernel, b, stride, g):
    """Return the output of a convolutional layer for one signal.

    Unit k computes g(sum_i kernel[i] * x[k * stride + i] + b). Nothing is padded, and the kernel is
    not turned round.

    Parameters
    ----------
    x : array (n,), the signal
    kernel : array (size,), or (size, filters) with one filter per column
    b : number, or array (filters,) with one bias per filter
    stride : int from 1 up
    g : the activation function; takes a number or an array

    Returns
    -------
    array (units,), or (units, filters) if kernel is a matrix, float
    """
    ### BEGIN SOLUTION
    rows = windows(x, len(kernel), stride)
    return g(rows @ kernel + b)
    ### END SOLUTION


# %% check conv1d points=1

# %% grade conv1d points=4

# %% [markdown]
# ## 3. Why it pays: shared weights
#
# The network that you will use in a moment has three layers:
#
# | layer | looks at | units |
# |---|---|---|
# | 1, convolutional | the signal, 100 values; windows of 20, stride 10 | 9 |
# | 2, convolutional | the 9 activations of layer 1; windows of 5, stride 2 | ? |
# | 3, dense | all activations of layer 2 | 1 |
#
# Each convolutional layer has one filter, so **one** kernel and **one** bias, however many units it
# has. A dense layer has a weight for every pair of an input and a unit, and a bias for every unit.
#
# Work out by hand, or let Python compute:
#
# - `units_2`: the number of units of layer 2;
# - `parameters_convolutional`: all weights and biases of the network above, the three layers
#   together;
# - `parameters_dense`: the same for a network of three **dense** layers with the same numbers of
#   units: 100 inputs, then 9, then `units_2`, then 1.
#
# <details><summary>Hint: one layer of each kind</summary>
#
# Layer 1 as a convolutional layer has $20 + 1 = 21$ parameters. As a dense layer it would have
# $100 \cdot 9 + 9 = 909$.
# </details>

# %% solution parameters
# Set units_2, parameters_convolutional and parameters_dense.
### BEGIN SOLUTION
units_2 = 1 + (9 - 5) // 2
parameters_convolutional = (20 + 1) + (5 + 1) + (units_2 + 1)
parameters_dense = (100 + 1) * 9 + (9 + 1) * units_2 + (units_2 + 1)
### END SOLUTION

# %% check parameters points=1
assert units_2 == 3, f"9 values, windows of 5, stride 2: layer 2 does not have {units_2} units"
assert parameters_convolutional != 28, "31 and not 28: every layer has a bias too, one per filter"
assert parameters_convolutional == 31, (
    f"parameters_convolutional is {parameters_convolutional}. Layer 1 has 20 weights and 1 bias, "
    "layer 2 has 5 weights and 1 bias, layer 3 has one weight for each unit of layer 2 and 1 bias."
)
assert parameters_dense != 930, "943 and not 930: every unit of a dense layer has a bias too"
assert parameters_dense == 943, (
    f"parameters_dense is {parameters_dense}. A dense layer has (inputs + 1) parameters a unit: "
    "9 units with 101 each, 3 units with 10 each, 1 unit with 4."
)
print(f"{parameters_convolutional} parameters in place of {parameters_dense}")

# %% [markdown]
# Small windows are faster to compute. And because all windows share one kernel, a dip that is seen
# in one place teaches the layer about every place: so fewer signals are enough, with less danger of
# overfitting. (Few parameters alone do not do that. The chapter trains a network with 31 of them, and
# from some starts it learns badly.)
#
# ## 4. Your layers read hearts
#
# `hearts.npy` holds 300 invented heart signals, one per row: 100 values and then a label. A healthy
# heart (label 0) shows a high narrow peak at each beat and a small rounded **hill** after it. In the
# signals with label 1 this hill points **downwards**, which in a real recording can be a sign of
# heart disease. Each signal has its own heart rate, and starts anywhere between two beats.

# %%
DATA = np.load("hearts.npy")
SIGNALS, LABELS = DATA[:, :100], DATA[:, 100].astype(int)

import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 1, sharex=True, sharey=True, figsize=(8, 4), layout="constrained")
for label, axis in enumerate(axes):
    axis.plot(SIGNALS[LABELS == label][0])
    axis.set_title(f"label {label}: the hill after a peak points {'down' if label else 'up'}wards")
axes[1].set_xlabel("index")
plt.show()

# %% [markdown]
# The network below was trained with Keras on 6,000 other signals of this kind; its weights are
# rounded. Layer 1 looks for the dip: most weights of its kernel are negative, so a window with low
# values gives a large activation.

# %%
KERNEL_1 = np.array(
    [0.32, 0.1, 0.31, 0.09, 0.26, -0.07, 0.0, -0.41, -0.29, -0.46,
     -1.18, -1.44, -1.12, -1.56, -1.23, -1.58, -1.17, -0.99, -0.71, -0.75]
)  # fmt: skip
KERNEL_2 = np.array([0.89, 1.01, 1.77, 1.0, 0.93])
HEART = [
    (KERNEL_1, 0.63, 10),  # kernel, bias, stride of layer 1
    (KERNEL_2, -0.74, 2),  # of layer 2
    (np.array([2.72, -1.07, 2.66]), -6.33),  # weights and bias of the sigmoid unit
]

# %% [markdown]
# Put the network together. The two convolutional layers use the ReLU, $g(z) = \max(0, z)$, and the
# last unit the sigmoid, $g(z) = \frac{1}{1 + e^{-z}}$. Write both yourself, inside the cell; NumPy
# has `np.maximum` and `np.exp`.
#
# 1. The signal goes into layer 1 and gives 9 activations.
# 2. These go into layer 2 and give 3 activations.
# 3. The last unit computes $z = \vec w \cdot \vec a + b$ and returns $g(z)$: **one number**, the
#    estimated probability of a sick heart.

# %% solution hearts
def heart_probability(x, network):
    """Return the estimated probability that a heart signal has label 1.

    Parameters
    ----------
    x : array (n,), the signal
    network : list of (kernel, b, stride), (kernel, b, stride) and (w, b), as HEART

    Returns
    -------
    float between 0 and 1
    """
    ### BEGIN SOLUTION
    def relu(z):
        return np.maximum(0, z)

    (kernel_1, b_1, stride_1), (kernel_2, b_2, stride_2), (w, b) = network
    a = conv1d(x, kernel_1, b_1, stride_1, relu)
    a = conv1d(a, kernel_2, b_2, stride_2, relu)
    return 1 / (1 + np.exp(-(np.dot(w, a) + b)))
    ### END SOLUTION


# %%
for signal, label in list(zip(SIGNALS, LABELS))[:6]:
    print(f"label {label}: {heart_probability(signal, HEART):.3f}")

# %% [markdown]
# The last check asks for the right probability of the first signal, for more than 97 % right
# decisions (threshold 0.5) on all 300 signals, and for a function that takes other networks too. The
# network never saw these signals in training.

# %% check hearts points=2
first = heart_probability(SIGNALS[0], HEART)
assert first is not None, "heart_probability returned None: is there a `return`?"
assert np.shape(first) == (), f"return one number, not an array of shape {np.shape(first)}"
assert 0 <= first <= 1, f"{first:.4f} is no probability: is the sigmoid applied to the last z?"
assert abs(first - 0.1753) < 0.001, (
    f"the first signal has the probability 0.1753, yours is {first:.4f}. Does layer 1 see the signal, "
    "layer 2 the activations of layer 1? Do both use the ReLU, their own stride and their own bias?"
)
probabilities = np.array([heart_probability(signal, HEART) for signal in SIGNALS])
accuracy = np.mean((probabilities >= 0.5) == (LABELS == 1))
assert accuracy > 0.97, f"{accuracy:.1%} of the signals are told right; it should be over 97 %"
other = [(KERNEL_1[::-1], 0.2, 5), (np.array([0.5, -0.3, 0.2]), 0.1, 3), (np.ones(5), -2.0)]
given = heart_probability(SIGNALS[0], other)
assert abs(given - 0.2587) < 0.001, (
    f"another network gives 0.2587, yours {given:.4f}: take kernels, biases, strides and weights "
    "from the argument `network`, not from HEART"
)
### BEGIN HIDDEN TESTS
from autograder.grade import solution

rng = np.random.default_rng()
for length, size, stride in ((100, 12, 7), (90, 21, 10), (131, 16, 6)):
    units = 1 + ((length - size) // stride + 1 - 4) // 2
    other = [(rng.normal(size=size) / 2, 0.3, stride), (rng.normal(size=4) / 2, 0.2, 2), (rng.normal(size=units), rng.normal())]
    signal = rng.normal(size=length)
    given, wanted = (f(signal, other) for f in (heart_probability, solution("convolution").heart_probability))
    assert abs(given - wanted) < 0.001, "for another signal and another network the probability is wrong"
### END HIDDEN TESTS
print(f"Your network tells {accuracy:.1%} of the heart signals right.")

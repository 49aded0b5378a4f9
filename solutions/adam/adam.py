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
# # Adam
#
# This is the last step. You write Adam, the optimiser that most networks are trained with today. Then
# you put together all that you have built: layers, losses, backpropagation, Adam. At the end your own
# code learns to read ten handwritten digits, with nothing but NumPy.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check compares your function with
# what Keras computes, and tells you what is wrong if something is. You can run it as often as you
# like.
#
# **What you need.** NumPy, the chapter *Adam* of the book, and the functions from your earlier
# notebooks. Plan about 90 minutes.
#
# **Points.** Each check is worth 1 point, unless it says otherwise. When the notebook is graded,
# your functions are tried on fresh numbers too: other shapes, very small gradients, very large
# logits, other settings.

# %% setup
import numpy as np

from checks import check

# %% [markdown]
# ## 1. The pieces that you have
#
# Put your own functions here. You wrote them in the notebooks *Forward propagation*, *Activations*,
# *Losses* and *Training*: open those and copy them over the stubs. Each has one line to three.
#
# | function | gives |
# |---|---|
# | `dense_batch(A_in, W, b, g)` | `g(A_in @ W + b)`, shape `(m, units)` |
# | `relu(z)` | the larger of 0 and z, for every number |
# | `softmax(z)` | $e^{z_j} / \sum_k e^{z_k}$ in every row; must not overflow |
# | `sparse_categorical_crossentropy_from_logits(y, z)` | $\log \sum_k e^{z_k} - z_y$ in every row, shape `(m,)`; must not overflow |
# | `dense_backward(dz, a_in, W)` | `da_in`, `dW`, `db`, with no division by m |
#
# The check below tries each of them once, so that no mistake hides here.
#
# <details><summary>Hint: no overflow</summary>
#
# Subtract the largest logit of each row first: `z - z.max(axis=-1, keepdims=True)`. This changes
# neither the softmax nor the loss, and no exponent is above 0.
# </details>

# %% solution pieces
def dense_batch(A_in, W, b, g):
    """Return g(A_in @ W + b): (m, n), (n, units), (units,) -> (m, units)."""
    ### BEGIN SOLUTION
    return g(A_in @ W + b)
    ### END SOLUTION


def relu(z):
    """Return the larger of 0 and z, for every number in z."""
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


def softmax(z):
    """Return the softmax of each row of z, (m, N) -> (m, N), without overflow."""
    ### BEGIN SOLUTION
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION


def sparse_categorical_crossentropy_from_logits(y, z):
    """Return the loss of each example, without overflow: labels (m,), logits (m, N) -> (m,)."""
    ### BEGIN SOLUTION
    shifted = z - z.max(axis=-1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=-1)) - shifted[np.arange(len(y)), y]
    ### END SOLUTION


def dense_backward(dz, a_in, W):
    """Return da_in, dW, db of a dense layer: shapes (m, n), (n, units), (units,)."""
    ### BEGIN SOLUTION
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=0)
    ### END SOLUTION


# %% check pieces points=1
_A, _W, _b = np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([[2.0, -1.0, 0.0], [1.0, 3.0, -2.0]]), np.array([0.5, 0.0, -1.0])
_Z = np.array([[0.5, -7.0, 3.0], [7.0, -1.5, -2.0]])
assert np.allclose(relu(_Z), [[0.5, 0, 3], [7, 0, 0]]), "relu: negative numbers become 0, the others stay"
assert np.allclose(dense_batch(_A, _W, _b, lambda z: z), _Z), (
    "dense_batch: with g(z) = z it must give A_in @ W + b"
)
assert np.allclose(dense_batch(_A, _W, _b, np.abs), np.abs(_Z)), "dense_batch: is g applied?"
_p = softmax(np.log([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]]))
assert np.shape(_p) == (2, 3), f"softmax: the shape must be (2, 3) and is {np.shape(_p)}"
assert np.allclose(_p, [[0.125, 0.25, 0.625], [0.25, 0.25, 0.5]]), (
    "softmax: e^z divided by the sum of its row; is the sum over the row, axis=-1, with keepdims?"
)
with np.errstate(all="ignore"):
    _big = softmax(np.array([[1000.0, 0.0], [-1000.0, -1000.0]]))
    assert np.allclose(_big, [[1, 0], [0.5, 0.5]]), (
        "softmax: for logits of 1000 it gives nan or a wrong number; subtract the row's largest first"
    )
    _loss = sparse_categorical_crossentropy_from_logits(np.array([1, 0]), np.log([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]]))
    assert np.shape(_loss) == (2,), (
        f"the loss: one number per example, shape (2,); it is {np.shape(_loss)}"
    )
    assert np.allclose(_loss, [np.log(4), np.log(4)]), (
        "the loss: log of the sum of e^z, minus the logit of the right class"
    )
    _loss = sparse_categorical_crossentropy_from_logits(np.array([0, 1]), np.array([[1000.0, 0.0], [1000.0, 0.0]]))
    assert np.allclose(_loss, [0, 1000]), (
        "the loss: for logits of 1000 it gives inf, nan or a wrong number; work from the logits, "
        "and subtract the row's largest first"
    )
_da, _dW, _db = dense_backward(np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]]), _A, _W)
assert np.allclose(_da, [[4, -6], [6, 5]]), "dense_backward: da_in is dz @ W.T"
assert np.allclose(_dW, [[10, -2, -2.5], [-0.5, 4, -1.5]]), (
    "dense_backward: dW is a_in.T @ dz, with no division by m"
)
assert np.shape(_db) == (3,) and np.allclose(_db, [4, -2, -0.5]), (
    "dense_backward: db is the sum of dz over the examples, shape (3,)"
)
### BEGIN HIDDEN TESTS
from autograder.grade import solution

_right, _rng = solution("adam"), np.random.default_rng()
_A, _W, _b, _Z, _y = _rng.normal(size=(5, 4)), _rng.normal(size=(4, 3)), _rng.normal(size=3), _rng.normal(size=(5, 3)), np.arange(5) % 3  # fmt: skip
for _name, _found in {
    "relu": (relu(_Z), _right.relu(_Z)),
    "dense_batch": (dense_batch(_A, _W, _b, np.abs), _right.dense_batch(_A, _W, _b, np.abs)),
    "softmax": (softmax(_Z), _right.softmax(_Z)),
    "the loss": [f(_y, _Z) for f in (sparse_categorical_crossentropy_from_logits, _right.sparse_categorical_crossentropy_from_logits)],
    **{f"dense_backward, value {i + 1}": pair for i, pair in enumerate(zip(dense_backward(_Z, _A, _W), _right.dense_backward(_Z, _A, _W), strict=True))},
}.items():
    assert np.shape(_found[0]) == np.shape(_found[1]), f"{_name}: for other numbers the shape is wrong"
    assert np.allclose(*_found, 1e-3, 1e-3), f"{_name}: for other numbers it is wrong"
### END HIDDEN TESTS
print("All five pieces work.")

# %% [markdown]
# ## 2. One step of Adam: `adam_step`
#
# Gradient descent has one learning rate for all parameters. If a parameter keeps moving the same way,
# a larger step would be better. If it jumps back and forth, a smaller one would. Adam looks at the
# gradients of the past, for each parameter separately, and finds a step that suits it: as long as they
# agree, about the learning rate; where they disagree, less.
#
# It keeps two running averages. $g$ is the newest gradient, and both start at 0:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$
#
# - $m$ is the average gradient: in which direction has it pointed lately?
# - $v$ is the average of its square. So $\sqrt v$ is the usual size of a gradient.
#
# With $\beta_1 = 0.9$ each new gradient counts for a tenth. Because both start at 0, they are too
# small at first: after one step $m$ is only $0.1 g$. The **bias correction** makes up for that. At
# step $t$, counted from 1:
#
# $$\hat m = \frac{m}{1 - \beta_1^{\,t}} \qquad \hat v = \frac{v}{1 - \beta_2^{\,t}}$$
#
# And the step is
#
# $$w \leftarrow w - \alpha \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# The tiny $\varepsilon$ is there so that a gradient of 0 does not lead to 0 divided by 0.
#
# **Worked numbers.** $w = 1$, the first gradient is $g = 0.5$, and $\alpha = 0.001$.
#
# | | step 1, $g = 0.5$ | step 2, $g = -0.1$ |
# |---|---|---|
# | $m$ | $0.9 \cdot 0 + 0.1 \cdot 0.5 = 0.05$ | $0.9 \cdot 0.05 + 0.1 \cdot (-0.1) = 0.035$ |
# | $v$ | $0.999 \cdot 0 + 0.001 \cdot 0.25 = 0.00025$ | $0.999 \cdot 0.00025 + 0.001 \cdot 0.01 = 0.00025975$ |
# | $\hat m$ | $0.05 / 0.1 = 0.5$ | $0.035 / 0.19 \approx 0.184$ |
# | $\hat v$ | $0.00025 / 0.001 = 0.25$ | $0.00025975 / 0.001999 \approx 0.130$ |
# | step | $0.001 \cdot 0.5 / 0.5 = 0.001$ | $0.001 \cdot 0.184 / 0.360 \approx 0.00051$ |
# | $w$ | $0.999$ | $0.99849$ |
#
# The first step is as long as the learning rate, however large the gradient is. The second gradient
# has the other sign, so Adam is less sure and the step is shorter.
#
# **What to return.** The new `w`, `m` and `v`, in this order. Return $m$ and $v$ themselves, *not* the
# corrected $\hat m$ and $\hat v$: the next step goes on from them. Do not change the arguments;
# `m *= beta_1` would.
#
# **Where epsilon goes.** The formula above is that of the paper. Keras adds $\varepsilon$ to
# $\sqrt v$ before the correction, which is the same as
# $w - \alpha \frac{\sqrt{1 - \beta_2^{\,t}}}{1 - \beta_1^{\,t}} \cdot \frac{m}{\sqrt v + \varepsilon}$.
# Both are right here. Inside the square root it is wrong.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Five lines of formulas, and each uses the line before. Which numbers are handed to the next
# step: the averages, or the corrected ones?
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# The two averages first, then both divided by 1 minus a power of their β, and then the step. All
# arrays have one shape, so no loop is needed.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# NumPy computes element by element: `v = beta_2 * v + (1 - beta_2) * grad**2`. The power is
# `beta_2**t`. The step is `w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)`.
# </details>

# %% solution adam_step
def adam_step(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return w, m and v after one step of Adam.

    Parameters
    ----------
    w : array of any shape, or one number: the parameters
    grad : array of the same shape, the gradient of the cost by w
    m : array of the same shape, the average of the gradients so far, not corrected
    v : array of the same shape, the average of their squares so far, not corrected
    t : int, the number of this step, 1 for the first
    learning_rate, beta_1, beta_2, epsilon : numbers

    Returns
    -------
    w, m, v : new arrays of the same shape, float; m and v not corrected
    """
    ### BEGIN SOLUTION
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    # Both corrections go into the learning rate, and epsilon is added before them, as in Keras.
    corrected_rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return w - corrected_rate * m / (np.sqrt(v) + epsilon), m, v
    ### END SOLUTION


# %% check adam_step points=1

# %% grade adam_step points=8

# %% [markdown]
# ### Down a narrow valley
#
# The cost $J = 50 w_1^2 + 0.5 w_2^2$ is a narrow valley: steep along $w_1$, flat along $w_2$. Gradient
# descent cannot take a larger learning rate than 0.02 here, or it would jump from side to side and
# away. With 0.019 it creeps along the valley. Adam, at a learning rate of 0.1, finds a step for each
# parameter. Run the cell and compare.

# %%
def slope(w):
    return np.array([100 * w[0], w[1]])


w_descent = w_adam = np.array([1.0, 3.0])
m, v = np.zeros(2), np.zeros(2)
for t in range(1, 101):
    w_descent = w_descent - 0.019 * slope(w_descent)
    w_adam, m, v = adam_step(w_adam, slope(w_adam), m, v, t, learning_rate=0.1)
    if t in (1, 10, 30, 100):
        print(f"after {t:3} steps: gradient descent at {w_descent.round(3)}, Adam at {w_adam.round(3)}")

# %% [markdown]
# ## 3. Backwards through the whole network: `cost_and_gradients`
#
# To train a network, Adam needs the gradient of the cost by every weight and every bias. A network is
# a list of layers `(W, b)`, with ReLU in the hidden layers. The last layer is linear: its output is
# the logits, one per class.
#
# **Forwards.** Start with `a = X`. For each layer compute $Z = A W + b$. Hidden layers pass on
# $A = \text{relu}(Z)$, the last one passes on $Z$ itself. Keep what each layer got as its input: you
# will need it on the way back. The cost is the mean of
# `sparse_categorical_crossentropy_from_logits(y, z)`.
#
# **Backwards.** For the last layer there is a formula as short as that of logistic regression. The
# loss of an example with the label $y$ changes with its logit $z_j$ by
#
# $$p_j - 1 \ \text{ if } j = y, \qquad p_j \ \text{ otherwise}$$
#
# with $p$ the softmax of the logits: probability minus label. The cost is the mean, so divide by $m$,
# **once**, here. For three classes, $p = (0.2, 0.5, 0.3)$, label 1 and $m = 1$, `dz` is
# $(0.2, -0.5, 0.3)$.
#
# Then go from the last layer to the first. `dense_backward(dz, a_in, W)` gives `da_in`, `dW`, `db`.
# The `dz` of the layer before is `da_in` times the slope of ReLU: 1 where that layer's $Z$ was above
# 0, else 0. That is where its output `a_in` is above 0.
#
# Return the gradients in the order of the layers, first layer first.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Forward, you need the input of every layer again later, so keep them. Backward, the last layer
# comes first.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# At the output: softmax minus 1 for the right class, divided by m. For each layer:
# `dense_backward`, and then the slope of ReLU, which is 1 where the layer's input is above 0.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.eye(N)[y]` has a 1 in column `y[i]` of row `i`. With the inputs kept in a list `inputs`,
# loop `for i in reversed(range(len(layers)))`: `da, dW, db = dense_backward(dz, inputs[i],
# layers[i][0])`, keep `(dW, db)`, then `dz = da * (inputs[i] > 0)`. Turn the list of gradients
# round at the end.
# </details>

# %% solution cost_and_gradients
def cost_and_gradients(X, y, layers):
    """Return the cost of a network and its gradients by all weights and biases.

    Parameters
    ----------
    X : array (m, n), one example per row
    y : array (m,), ints, the classes 0..N-1
    layers : list of tuples (W, b), first layer first: ReLU in all but the last, which is linear;
        W is (n_in, units), b is (units,), and the last layer has N units

    Returns
    -------
    cost : number, the mean of the losses
    gradients : list of tuples (dW, db), one per layer, first layer first, of the shapes of (W, b)
    """
    ### BEGIN SOLUTION
    inputs, a = [], X
    for i, (W, b) in enumerate(layers):
        inputs.append(a)
        last = i == len(layers) - 1
        a = dense_batch(a, W, b, (lambda z: z) if last else relu)
    z = a
    cost = np.mean(sparse_categorical_crossentropy_from_logits(y, z))
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for i in reversed(range(len(layers))):
        da, dW, db = dense_backward(dz, inputs[i], layers[i][0])
        gradients.append((dW, db))
        dz = da * (inputs[i] > 0)
    return cost, gradients[::-1]
    ### END SOLUTION


# %% check cost_and_gradients points=1

# %% grade cost_and_gradients points=4

# %% [markdown]
# ### Measured, too
#
# A gradient can be measured without any formula: move one parameter a little to both sides and see
# how the cost changes. The check does so for each of the 35 parameters of a small network, and
# compares the result with what your function says.

# %% check measured points=1
rng = np.random.default_rng(5)
X, y = rng.normal(size=(6, 3)), np.array([0, 1, 2, 1, 0, 2])
layers = [(rng.normal(size=(3, 4)), rng.normal(size=4)), (rng.normal(size=(4, 2)), rng.normal(size=2)), (rng.normal(size=(2, 3)), rng.normal(size=3))]  # fmt: skip
_, gradients = cost_and_gradients(X, y, layers)
shapes = [tuple(np.shape(array) for array in layer) for layer in gradients]
wanted = [(W.shape, b.shape) for W, b in layers]
assert shapes == wanted, f"the shapes of the gradients must be {wanted}; they are {shapes}"

count = 0
for number in (2, 1, 0):
    for k, name in enumerate(("W", "b")):
        for place in np.ndindex(layers[number][k].shape):
            costs = []
            for sign in (1, -1):
                moved = [[W.copy(), b.copy()] for W, b in layers]
                moved[number][k][place] += sign * 1e-5
                costs.append(cost_and_gradients(X, y, [tuple(layer) for layer in moved])[0])
            measured = (costs[0] - costs[1]) / 2e-5
            computed = gradients[number][k][place]
            assert abs(computed - measured) < 1e-8, (
                f"layer {number + 1}, d{name}{list(place)}: measured {measured:.6f}, computed {computed:.6f}"
            )
            count += 1
### BEGIN HIDDEN TESTS
from autograder.grade import solution

# A network that is sure of one class: if that is the right one the cost is low, else it is high.
rng = np.random.default_rng()
sure = [*layers[:2], (0 * layers[2][0], 20.0 * (np.arange(3) == rng.integers(3)))]
X, labels = rng.normal(size=(60, 3)), [np.array([0, 1, 2, *[k] * 57]) for k in range(3)]
costs = sorted(float(cost_and_gradients(X, y, sure)[0]) for y in labels)
assert costs[0] < 2 and costs[1] > 10, "the cost does not tell right classes from wrong ones"
# Other networks: costs go with the right ones, be it as sums or for other classes, and gradients
# with the costs. At a kink of a ReLU, which is rare, one of three may not.
right, costs, fits = solution("adam").cost_and_gradients, [], []
for number in range(150):
    X, y = rng.normal(size=(6, 3)), rng.permutation([0, 1, 2, 0, 1, 2])
    others = [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in layers]
    cost, gradients = cost_and_gradients(X, y, others)
    costs.append([float(cost), *(right(X, (y + first) % 3, others)[0] for first in range(3))])
    if number < 3:
        step = [(1e-7 * rng.normal(size=W.shape), 1e-7 * rng.normal(size=b.shape)) for W, b in layers]
        above, below = (
            cost_and_gradients(X, y, [(W + k * dW, b + k * db) for (W, b), (dW, db) in zip(others, step)])[0] for k in (1, -1)
        )
        said = sum(np.sum(a * d) for two in zip(gradients, step, strict=True) for a, d in zip(*two, strict=True))
        fits.append(abs(above - below) > 1e-11 and abs(2 * said - above + below) < 1e-2 * abs(above - below))
assert sum(fits) >= 2, "for other networks the gradients are wrong"
ranks = np.argsort(np.argsort(costs, axis=0), axis=0)
assert max(np.corrcoef(ranks.T)[0, 1:]) > 0.25, "for other networks the costs are wrong"
### END HIDDEN TESTS
print(f"All {count} gradients of the network are what a measurement gives.")

# %% [markdown]
# ## 4. Epoch after epoch: `train_with_adam`
#
# Now put the two together. In each epoch:
#
# 1. Compute the cost and the gradients of all layers, on all examples.
# 2. Append the cost to the history. This is before the step, as in the history of Keras's `fit`.
# 3. Let every `W` and every `b` take one `adam_step`.
#
# Each array has an `m` and a `v` of its own, of its shape. Make them once, before the first epoch,
# full of zeros, and keep what `adam_step` returns for the next epoch. `t` is the number of the
# epoch, counted from 1, and the same for all arrays. (An epoch is one step here, because each step
# uses all examples.)
#
# Do not change the caller's list of layers, nor its arrays.
#
# <details><summary>Hint 1: what to look at</summary>
#
# Every array of parameters has an m and a v of its own, which live from epoch to epoch. One t
# counts for all of them, and starts at 1.
# </details>
#
# <details><summary>Hint 2: what to compute</summary>
#
# In each epoch: cost and gradients once, append the cost, and then an Adam step for every W and
# every b.
# </details>
#
# <details><summary>Hint 3: the shape of the code</summary>
#
# Keep `m` and `v` in lists as long as `layers`, such as `[(np.zeros(W.shape), np.zeros(W.shape)),
# ...]`, one for the weights and one for the biases. In each epoch start with `new_layers = []`,
# append `(W, b)` for each layer, and say `layers = new_layers` at its end. That leaves the
# caller's list alone.
# </details>

# %% solution train_with_adam
def train_with_adam(X, y, layers, epochs, learning_rate=0.001):
    """Train a network with Adam, on all examples at once.

    Parameters
    ----------
    X : array (m, n), one example per row
    y : array (m,), ints, the classes 0..N-1
    layers : list of tuples (W, b) to start from, as `cost_and_gradients` takes them; not changed
    epochs : int, the number of steps, at least 1
    learning_rate : number

    Returns
    -------
    layers : list of tuples (W, b), the trained layers
    history : list or array of `epochs` numbers, the cost before each step
    """
    ### BEGIN SOLUTION
    history = []
    weights_mv = [(np.zeros(W.shape), np.zeros(W.shape)) for W, b in layers]
    biases_mv = [(np.zeros(b.shape), np.zeros(b.shape)) for W, b in layers]
    for t in range(1, epochs + 1):
        cost, gradients = cost_and_gradients(X, y, layers)
        history.append(cost)
        new_layers = []
        for i in range(len(layers)):
            W, *weights_mv[i] = adam_step(
                layers[i][0], gradients[i][0], *weights_mv[i], t, learning_rate
            )
            b, *biases_mv[i] = adam_step(
                layers[i][1], gradients[i][1], *biases_mv[i], t, learning_rate
            )
            new_layers.append((W, b))
        layers = new_layers
    return layers, history
    ### END SOLUTION


# %% check train_with_adam points=1

# %% grade train_with_adam points=4

# %% [markdown]
# ## 5. Your network reads digits
#
# `digits.npy` holds 1,797 small pictures of handwritten digits: 64 pixels from 0 to 16 in a row, then
# the digit. Every fifth picture, 359 in all, is held out. The network trains on the other 1,438.
#
# The network is that of the book: layers of 25, 15 and 10 units. The weights start as random numbers,
# smaller where a unit has more inputs, and the biases at 0. The next cell takes a few seconds.

# %%
digits = np.load("digits.npy")
X_digits, y_digits = digits[:, :64] / 16, digits[:, 64].astype(int)
aside = np.arange(1797) % 5 == 4

rng = np.random.default_rng(1)
start = [
    (rng.normal(size=(n, units)) * np.sqrt(2 / n), np.zeros(units))
    for n, units in ((64, 25), (25, 15), (15, 10))
]
trained, history = train_with_adam(X_digits[~aside], y_digits[~aside], start, 60, 0.02)
for epoch in (0, 10, 30, 59):
    print(f"cost before step {epoch + 1:2}: {history[epoch]:.4f}")

logits = X_digits[aside]
for i, (W, b) in enumerate(trained):
    logits = dense_batch(logits, W, b, relu if i < 2 else lambda z: z)
correct = np.argmax(logits, axis=1) == y_digits[aside]
print(f"right on {np.mean(correct):.1%} of the held-out pictures")

# %% [markdown]
# Here are some pictures that your network has never seen, with what it reads and how sure it is: the
# first of those held out, and the first that it gets wrong.

# %%
for picture in (0, np.argmin(correct)):
    probability = softmax(logits[picture : picture + 1])[0]
    for row in digits[aside][picture, :64].reshape(8, 8):
        print("".join(" .:*#"[pixel // 4] * 2 for pixel in row))
    print(f"This is a {y_digits[aside][picture]}. Your network reads a {np.argmax(probability)},")
    print(f"with an estimated probability of {probability.max():.3f}.\n")

# %% [markdown]
# The last check trains from another start. It asks for over 90 % of the 359 pictures.

# %% check digits points=3
digits = np.load("digits.npy")
X_digits, y_digits = digits[:, :64] / 16, digits[:, 64].astype(int)
aside = np.arange(1797) % 5 == 4
rng = np.random.default_rng(2)
start = [
    (rng.normal(size=(n, units)) * np.sqrt(2 / n), np.zeros(units))
    for n, units in ((64, 25), (25, 15), (15, 10))
]
trained, history = train_with_adam(X_digits[~aside], y_digits[~aside], start, 60, 0.02)
assert len(history) == 60, f"60 epochs give 60 costs; the history has {len(history)}"
assert history[-1] < 0.1, f"the last cost should be below 0.1 and is {history[-1]:.3f}"
(W1, b1), (W2, b2), (W3, b3) = trained
logits = np.maximum(0, np.maximum(0, X_digits[aside] @ W1 + b1) @ W2 + b2) @ W3 + b3
share = np.mean(np.argmax(logits, axis=1) == y_digits[aside])
assert share > 0.9, f"over 90 % of the new pictures should be read correctly; it is {share:.1%}"
### BEGIN HIDDEN TESTS
Z = np.maximum(0, np.maximum(0, X_digits[~aside] @ W1 + b1) @ W2 + b2) @ W3 + b3
cost = np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(Z)), y_digits[~aside]])
assert cost < 0.2, f"with the layers that came back the cost is {cost:.3f}, not what the history says"
### END HIDDEN TESTS
print(f"Your own code reads {share:.1%} of 359 new digits correctly. From dense to Adam, it is all yours.")

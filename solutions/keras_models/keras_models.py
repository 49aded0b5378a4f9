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
# # Five networks in Keras
#
# So far you wrote networks by hand. In this notebook you tell Keras what you want, in a few lines
# per network. You build the coffee roaster, a classifier for two digits, one for ten digits, one that
# answers three questions at once, and one that reads heart signals. At the end your classifier for
# ten digits is trained, and reads more than 90 % of digits that it has never seen.
#
# **How it works.** Write your code where it says `YOUR CODE HERE` and remove the line
# `raise NotImplementedError()`. Then run the check below it. A check looks at three things:
#
# - **structure**: the layers, their units and their activation functions;
# - **loss and optimiser**: what you passed to `compile`;
# - **behaviour**: does the model take a batch, does it return what it should, does training work?
#
# It does not matter how you spell it. `"relu"`, `keras.activations.relu` and a separate
# `keras.layers.ReLU()` are the same, and so are `Sequential`, the functional way and a class of your
# own.
#
# **What you need.** Keras with TensorFlow, NumPy, and these chapters of the book: *Building a
# network*, *Numerical stability*, *Multi-label classification* and *Convolutional layers*. Plan about
# an hour.
#
# **Points.** Each check is worth 1 point, the last one 2. When the notebook is graded, every function
# is looked at again, each of the three things for 1 point.
#
# The first cell takes some seconds, and TensorFlow may write a few lines about your computer. They
# do no harm.

# %% setup
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # less talk from TensorFlow

import keras
import numpy as np

from checks import check

_ = keras.ops.zeros(1)  # TensorFlow starts now, and not in the middle of a check

# %% [markdown]
# ## 1. The coffee roaster
#
# You know this network: two features (temperature and duration, both scaled), a hidden layer of 3
# sigmoid units, an output layer of 1 sigmoid unit that gives the probability of a good roast.
#
# In Keras a model is a list of layers, first layer first:
#
# ```python
# model = keras.Sequential(
#     [
#         keras.Input((4,)),
#         keras.layers.Dense(5, activation="relu"),
#         keras.layers.Dense(2, activation="sigmoid"),
#     ]
# )
# ```
#
# This example (not the coffee roaster!) has 4 features, 5 ReLU units and 2 sigmoid units.
# `keras.Input((4,))` is not a layer of units. It only tells the shape of **one** example: a vector of
# 4 numbers. Without `activation=` a layer has none: it is linear.
#
# How many parameters does that make? Each unit has a weight for each of its inputs, and a bias. Layer
# 1 has $(4 + 1) \cdot 5 = 25$, layer 2 has $(5 + 1) \cdot 2 = 12$, together 37. Work out the number
# for the coffee roaster before you run the check: the check prints it.
#
# Before a model can be trained, it must know its loss. The labels are 0 and 1, so the loss is the
# **binary cross-entropy**:
#
# ```python
# model.compile(loss=keras.losses.BinaryCrossentropy())
# ```
#
# `compile` changes the model and returns nothing. You may choose an optimiser too, with
# `optimizer=...`; here any will do.

# %% solution build_coffee_roaster
def build_coffee_roaster():
    """Return the network of the coffee roaster, compiled and ready for training.

    Input: batches of shape (m, 2).
    Layers: Dense with 3 sigmoid units, Dense with 1 sigmoid unit.
    Compiled with the loss BinaryCrossentropy and any optimizer.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model
    ### END SOLUTION


# %% check build_coffee_roaster points=1

# %% grade build_coffee_roaster points=3
# Your model is looked at again here when the notebook is graded.

# %% [markdown]
# ## 2. Is it a 1 or a 0?
#
# The first digit network of the lectures: pixels in, then 25, 15 and 1 sigmoid units. Our pictures
# are 8 by 8 pixels, laid out as a vector of 64 numbers. The output is the estimated probability that
# the picture shows a 1.
#
# <details><summary>Hint: how many parameters?</summary>
#
# $(64 + 1) \cdot 25 = 1625$ in the first layer. Work out the other two the same way.
# </details>

# %% solution build_digit_classifier
def build_digit_classifier():
    """Return a network that tells a 1 from a 0, compiled and ready for training.

    Input: batches of shape (m, 64).
    Layers: Dense with 25, with 15 and with 1 unit, all of them sigmoid units.
    Compiled with the loss BinaryCrossentropy and any optimizer.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="sigmoid"),
            keras.layers.Dense(15, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model
    ### END SOLUTION


# %% check build_digit_classifier points=1

# %% grade build_digit_classifier points=3
# Your model is looked at again here when the notebook is graded.

# %% [markdown]
# ## 3. Which of ten digits?
#
# Now there are ten classes, or any other number: the function takes `n_classes`. The hidden layers
# have 25 and 15 units, with the **ReLU** this time. The output layer has one unit per class.
#
# What is the activation of the output layer? The softmax gives probabilities. But the loss is more
# accurate when it gets the logits $z$ themselves and does the softmax on its own. So the output layer
# is **linear**, and the loss is told:
#
# ```python
# keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# ```
#
# "Sparse" says that a label is one whole number, such as 7, and not a vector of zeros and a single 1.
#
# Two numbers to see the point: for the logits $(1000, 0)$ and the label 1, the softmax gives
# $(1, 0)$, and $-\log 0$ is infinite. From the logits the loss finds the right value, 1000.
#
# The optimiser is Adam with a learning rate of 0.001:
#
# ```python
# keras.optimizers.Adam(learning_rate=1e-3)
# ```
#
# Pass both to `compile`, as `optimizer=` and `loss=`.

# %% solution build_multiclass_classifier
def build_multiclass_classifier(n_classes=10):
    """Return a network that gives a logit for each class, compiled and ready for training.

    Input: batches of shape (m, 64).
    Layers: Dense with 25 ReLU units, Dense with 15 ReLU units, Dense with n_classes linear units.
    Compiled with the optimizer Adam, learning rate 0.001, and the loss
    SparseCategoricalCrossentropy with from_logits=True.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(n_classes, activation="linear"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model
    ### END SOLUTION


# %% check build_multiclass_classifier points=1

# %% grade build_multiclass_classifier points=3
# Your model is looked at again here when the notebook is graded.

# %% [markdown]
# ## 4. Three questions at once
#
# A camera in a car takes a picture. Is there a car in it? A bus? A pedestrian? Any number of these
# may be true, so a label is a vector such as $(1, 0, 1)$: a car, no bus, a pedestrian. This is
# **multi-label** classification. It is not multi-class classification, where exactly one class is
# right.
#
# One network can answer all three questions. Its output layer has three units, and each of them gives
# a probability of its own. So the three need **not** add up to 1. Which activation function does
# that, and which loss scores each of the three labels, 0 or 1?
#
# The pictures have 16 by 16 pixels, laid out as 256 numbers. The hidden layers are your choice: one
# or more Dense layers with a non-linear activation function, and as many units as you like. Two ReLU
# layers of 25 and 15 units are a fine choice.

# %% solution build_multilabel_classifier
def build_multilabel_classifier():
    """Return a network that gives a probability for each of three labels, ready for training.

    Input: batches of shape (m, 256).
    Layers: one or more Dense layers with a non-linear activation (units as you like), then Dense
    with 3 sigmoid units.
    Compiled with the loss BinaryCrossentropy and any optimizer.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((256,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model
    ### END SOLUTION


# %% check build_multilabel_classifier points=1

# %% grade build_multilabel_classifier points=3
# Your model is looked at again here when the notebook is graded.

# %% [markdown]
# ## 5. A heart signal through windows
#
# A heart signal is a row of 100 values. A convolutional layer looks at it through windows. The layer
#
# ```python
# keras.layers.Conv1D(filters=1, kernel_size=30, strides=5, activation="relu")
# ```
#
# has windows of 30 values, each of which starts 5 values after the one before. On 100 values that
# makes $1 + (100 - 30) / 5 = 15$ units (this is an example, not what is asked for). `filters` is how
# many different patterns are looked for in each window. It is **not** the number of units.
#
# The network of the lecture:
#
# 1. a convolutional layer with windows of **20** values, each starting **10** after the one before: 9
#    units;
# 2. a convolutional layer with windows of **5** values, each starting **2** after the one before: 3
#    units;
# 3. one sigmoid unit that sees all of them and gives the probability of a heart disease.
#
# The lecture has one filter per layer; take as many as you like. Both convolutional layers need a
# non-linear activation function, such as the ReLU. Nothing is padded: that is what Keras does if you
# say nothing.
#
# Two things are new about shapes. `Conv1D` wants an axis for channels, so one example has the shape
# `(100, 1)`: 100 steps, one value each. And it returns a matrix, `(3, filters)`. For a Dense unit that
# sees all these numbers at once, put the layer `keras.layers.Flatten()` in between, which lays them
# out as a vector.
#
# <details><summary>Hint: the order of the layers</summary>
#
# Input, Conv1D, Conv1D, Flatten, Dense.
# </details>

# %% solution build_ecg_classifier
def build_ecg_classifier():
    """Return a network that reads a heart signal, compiled and ready for training.

    Input: batches of shape (m, 100, 1).
    Layers: Conv1D with kernel_size 20 and strides 10; Conv1D with kernel_size 5 and strides 2, both
    with a non-linear activation, no padding and as many filters as you like; Flatten; Dense with 1
    sigmoid unit.
    Compiled with the loss BinaryCrossentropy and any optimizer.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((100, 1)),
            keras.layers.Conv1D(1, kernel_size=20, strides=10, activation="relu"),
            keras.layers.Conv1D(1, kernel_size=5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model
    ### END SOLUTION


# %% check build_ecg_classifier points=1

# %% grade build_ecg_classifier points=3
# Your model is looked at again here when the notebook is graded.

# %% [markdown]
# ## 6. Your network reads digits
#
# `digits.npy` holds 1,797 digits that people wrote by hand. Each row has 64 pixels, from 0 (white) to
# 16 (black), and then the digit. We divide the pixels by 16, so that all features lie between 0 and 1.
# Every fifth digit is held out: these 360 tell how good the network is on digits that it has not
# seen. The other 1,437 are for training.
#
# `fit` does the training. An *epoch* is one pass over all training examples.

# %%
DIGITS = np.load("digits.npy")
PIXELS, LABELS = DIGITS[:, :64] / 16, DIGITS[:, 64].astype(int)
KEPT = np.arange(len(DIGITS)) % 5 == 0
X_TRAIN, Y_TRAIN = PIXELS[~KEPT], LABELS[~KEPT]
X_TEST, Y_TEST = PIXELS[KEPT], LABELS[KEPT]

keras.utils.set_random_seed(1)
digit_reader = build_multiclass_classifier()
history = digit_reader.fit(X_TRAIN, Y_TRAIN, epochs=25, batch_size=64, verbose=0).history["loss"]
for epoch in (1, 5, 10, 15, 20, 25):
    print(f"epoch {epoch:2}: loss {history[epoch - 1]:.3f}")

# %% [markdown]
# The network returns logits. For a decision no softmax is needed: the class with the largest logit is
# also the one with the largest probability. Write the last function.
#
# <details><summary>Hint: the place of the largest number</summary>
#
# `np.argmax(values, axis=1)` gives, for each row, the index of its largest number.
# </details>

# %% solution reading
def read_digits(model, X):
    """Return the digit that the model takes each picture for.

    Parameters
    ----------
    model : a Keras model that returns a logit for each class
    X : array (m, 64), one picture a row

    Returns
    -------
    NumPy array (m,), integers
    """
    ### BEGIN SOLUTION
    logits = model.predict(X, verbose=0)
    return np.argmax(logits, axis=1)
    ### END SOLUTION


# %%
guesses = read_digits(digit_reader, X_TEST)

for row in X_TEST[1].reshape(8, 8):
    print("".join(" .:oO@@"[int(6 * pixel)] * 2 for pixel in row))
print("your network says", guesses[1])

# %% [markdown]
# The last check asks for a whole number for each of the 360 digits, and for over 90 % right ones. When
# the notebook is graded, `read_digits` is also given another network: it must read what *that* says.

# %% check reading points=2
guesses = read_digits(digit_reader, X_TEST)
assert np.shape(guesses) == (360,), (
    f"read_digits must return one digit a picture, shape (360,); the shape is {np.shape(guesses)}"
)
assert np.asarray(guesses).dtype.kind in "iu", (
    f"read_digits must return whole numbers, the place of the largest logit; the dtype is "
    f"{np.asarray(guesses).dtype}"
)
accuracy = np.mean(guesses == Y_TEST)
assert accuracy > 0.9, (
    f"{accuracy:.1%} of the digits are read right; it should be over 90 %. Take the place of the "
    "largest logit in each row, and run the cells from the training on again."
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for classes, pictures in ((10, 40), (7, 1)):
    W, X = rng.normal(size=(64, classes)).astype("float32"), rng.normal(size=(pictures, 64)).astype("float32")
    other = keras.Sequential([keras.Input((64,)), keras.layers.Dense(classes)])
    other.set_weights([W, np.zeros(classes, "float32")])
    read = read_digits(other, X)
    assert np.shape(read) == (pictures,), f"{pictures} pictures in, an array of shape {np.shape(read)} out"
    agree = np.mean(np.asarray(read) == np.argmax(X @ W, axis=1))
    assert agree > 0.95, f"of what another network says only {agree:.1%} is read as it says it"
### END HIDDEN TESTS
print(f"Your network reads {accuracy:.1%} of digits right that it has never seen.")

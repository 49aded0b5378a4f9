"""What strangers wrote for `adam`."""

from __future__ import annotations

import numpy as np

from .corpus import Corpus

corpus = Corpus("adam")

RATE = 0.001


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def losses_of(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]


def one_step(w, grad, m, v, t, rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    step = rate * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
    return w - step, m, v


def forward_and_back(X, y, layers):
    inputs, a = [], X
    for k, (W, b) in enumerate(layers):
        inputs.append(a)
        z = a @ W + b
        a = np.maximum(z, 0) if k + 1 < len(layers) else z
    cost = np.mean(losses_of(y, a))
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y)
    gradients = []
    for k in range(len(layers) - 1, -1, -1):
        gradients.append((inputs[k].T @ dz, dz.sum(axis=0)))
        dz = (dz @ layers[k][0].T) * (inputs[k] > 0)
    return cost, gradients[::-1]


@corpus.wrong("adam_step", "no correction", "no bias correction")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v


@corpus.wrong("adam_step", "the corrected averages are returned", "corrected moments returned")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = (beta_1 * m + (1 - beta_1) * grad) / (1 - beta_1**t)
    v = (beta_2 * v + (1 - beta_2) * grad**2) / (1 - beta_2**t)
    return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v


@corpus.wrong("adam_step", "epsilon of the paper, 1e-8, hard-coded", "epsilon 1e-8")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / (np.sqrt(vh) + 1e-8), m, v


@corpus.wrong("adam_step", "epsilon inside the root", "epsilon inside the root")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / np.sqrt(vh + epsilon), m, v


@corpus.wrong("adam_step", "plus", "plus in place of minus")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w + learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong(
    "adam_step", "Keras's form with a rate that is adapted, and epsilon 1e-8", "epsilon 1e-8"
)
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    alpha = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return w - alpha * m / (np.sqrt(v) + 1e-8), m, v


@corpus.wrong("adam_step", "no square in v", "gradient not squared")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "no root", "no square root")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / (vh + epsilon), m, v


@corpus.wrong("adam_step", "t counted from zero, t + 1", "t + 1")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1 ** (t + 1)), v / (1 - beta_2 ** (t + 1))
    return w - learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "betas times t in place of powers", "beta times t")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1 * t), v / (1 - beta_2 * t)
    return w - learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "moments begun anew at each call", "old m and v forgotten")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = np.zeros_like(w, dtype=float)
    v = np.zeros_like(w, dtype=float)
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "betas interchanged", "betas swapped")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_2 * m + (1 - beta_2) * grad
    v = beta_1 * v + (1 - beta_1) * grad**2
    mh, vh = m / (1 - beta_2**t), v / (1 - beta_1**t)
    return w - learning_rate * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "in place on the arguments", "all changed in place")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m *= beta_1
    m += (1 - beta_1) * grad
    v *= beta_2
    v += (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    w -= learning_rate * mh / (np.sqrt(vh) + epsilon)
    return w, m, v


@corpus.wrong("adam_step", "a global rate in place of the argument", "learning rate always 0.001")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - RATE * mh / (np.sqrt(vh) + epsilon), m, v


@corpus.wrong("adam_step", "epsilon left out", "no epsilon")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    mh, vh = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * mh / np.sqrt(vh), m, v


@corpus.wrong("adam_step", "correction of m only", "only m corrected")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    return w - learning_rate * m / (1 - beta_1**t) / (np.sqrt(v) + epsilon), m, v


@corpus.wrong("adam_step", "only the new w", "w only")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return one_step(w, grad, m, v, t, learning_rate, beta_1, beta_2, epsilon)[0]


@corpus.wrong("adam_step", "AdamW: the weights decay as well", "weights that shrink")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new, m, v = one_step(w, grad, m, v, t, learning_rate, beta_1, beta_2, epsilon)
    return new - learning_rate * 0.01 * w, m, v


@corpus.right("adam_step", "averages written as steps towards the gradient")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = m + (1 - beta_1) * (grad - m)
    v = v + (1 - beta_2) * (np.square(grad) - v)
    up = m / (1 - np.power(beta_1, float(t)))
    down = np.sqrt(v / (1 - np.power(beta_2, float(t)))) + epsilon
    return w - learning_rate * (up / down), m, v


@corpus.wrong("cost_and_gradients", "the relu mask forgotten", "slope of ReLU left out")
def _(X, y, layers):
    inputs, a = [], X
    for k, (W, b) in enumerate(layers):
        inputs.append(a)
        z = a @ W + b
        a = np.maximum(z, 0) if k + 1 < len(layers) else z
    cost = np.mean(losses_of(y, a))
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y)
    gradients = []
    for k in range(len(layers) - 1, -1, -1):
        gradients.append((inputs[k].T @ dz, dz.sum(axis=0)))
        dz = dz @ layers[k][0].T
    return cost, gradients[::-1]


@corpus.wrong("cost_and_gradients", "the gradients in the order of the way back", "back to front")
def _(X, y, layers):
    cost, gradients = forward_and_back(X, y, layers)
    return cost, gradients[::-1]


@corpus.wrong("cost_and_gradients", "not divided by m", "sum in place of mean")
def _(X, y, layers):
    cost, gradients = forward_and_back(X, y, layers)
    m = len(y)
    return cost, [(m * dW, m * db) for dW, db in gradients]


@corpus.wrong("cost_and_gradients", "sum of losses as the cost", "sum of the losses")
def _(X, y, layers):
    cost, gradients = forward_and_back(X, y, layers)
    return cost * len(y), gradients


@corpus.wrong("cost_and_gradients", "two layers by hand")
def _(X, y, layers):
    (W1, b1), (W2, b2) = layers
    a1 = np.maximum(X @ W1 + b1, 0)
    z = a1 @ W2 + b2
    dz = softmax(z)
    dz[np.arange(len(y)), y] -= 1
    dz /= len(y)
    d1 = dz @ W2.T * (a1 > 0)
    return np.mean(losses_of(y, z)), [(X.T @ d1, d1.sum(0)), (a1.T @ dz, dz.sum(0))]


@corpus.wrong("cost_and_gradients", "the label not subtracted", "label not subtracted")
def _(X, y, layers):
    inputs, a = [], X
    for k, (W, b) in enumerate(layers):
        inputs.append(a)
        z = a @ W + b
        a = np.maximum(z, 0) if k + 1 < len(layers) else z
    cost = np.mean(losses_of(y, a))
    dz = softmax(a) / len(y)
    gradients = []
    for k in range(len(layers) - 1, -1, -1):
        gradients.append((inputs[k].T @ dz, dz.sum(axis=0)))
        dz = (dz @ layers[k][0].T) * (inputs[k] > 0)
    return cost, gradients[::-1]


@corpus.wrong("cost_and_gradients", "relu in the last layer too", "ReLU on the last layer")
def _(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        a = np.maximum(a @ W + b, 0)
    cost = np.mean(losses_of(y, a))
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y) * (a > 0)
    gradients = []
    for k in range(len(layers) - 1, -1, -1):
        gradients.append((inputs[k].T @ dz, dz.sum(axis=0)))
        dz = (dz @ layers[k][0].T) * (inputs[k] > 0)
    return cost, gradients[::-1]


@corpus.wrong(
    "cost_and_gradients",
    "an epsilon inside the logarithm of the cost",
    "something added inside the logarithm",
)
def _(X, y, layers):
    a = X
    for W, b in layers[:-1]:
        a = np.maximum(a @ W + b, 0)
    p = softmax(a @ layers[-1][0] + layers[-1][1])
    cost = -np.mean(np.log(p[np.arange(len(y)), y] + 1e-8))
    return cost, forward_and_back(X, y, layers)[1]


@corpus.wrong("cost_and_gradients", "db without a sum", "db not summed")
def _(X, y, layers):
    inputs, a = [], X
    for k, (W, b) in enumerate(layers):
        inputs.append(a)
        z = a @ W + b
        a = np.maximum(z, 0) if k + 1 < len(layers) else z
    cost = np.mean(losses_of(y, a))
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y)
    gradients = []
    for k in range(len(layers) - 1, -1, -1):
        gradients.append((inputs[k].T @ dz, dz))
        dz = (dz @ layers[k][0].T) * (inputs[k] > 0)
    return cost, gradients[::-1]


@corpus.right("cost_and_gradients", "recursion from layer to layer")
def _(X, y, layers):
    def go(a, rest):
        W, b = rest[0]
        z = a @ W + b
        if len(rest) == 1:
            dz = softmax(z)
            dz[np.arange(len(y)), y] -= 1
            dz, cost, after = dz / len(y), losses_of(y, z).mean(), []
        else:
            cost, after, da = go(np.maximum(0, z), rest[1:])
            dz = np.where(z > 0, da, 0)
        return cost, [(a.T @ dz, dz.sum(axis=0)), *after], dz @ W.T

    cost, gradients, _rest = go(X, layers)
    return cost, gradients


@corpus.wrong("train_with_adam", "plain gradient descent", "plain gradient descent")
def _(X, y, layers, epochs, learning_rate=0.001):
    history = []
    for _i in range(epochs):
        cost, grads = forward_and_back(X, y, layers)
        history.append(cost)
        layers = [
            (W - learning_rate * dW, b - learning_rate * db)
            for (W, b), (dW, db) in zip(layers, grads)
        ]
    return layers, history


@corpus.wrong("train_with_adam", "moments begun anew in every epoch", "m and v start anew")
def _(X, y, layers, epochs, learning_rate=0.001):
    history = []
    for t in range(1, epochs + 1):
        cost, grads = forward_and_back(X, y, layers)
        history.append(cost)
        new = []
        for (W, b), (dW, db) in zip(layers, grads):
            W, _m, _v = one_step(W, dW, 0 * W, 0 * W, t, learning_rate)
            b, _m, _v = one_step(b, db, 0 * b, 0 * b, t, learning_rate)
            new.append((W, b))
        layers = new
    return layers, history


def trained(X, y, layers, epochs, rate, first=1, every_parameter=False, fixed=False):
    params = [p.astype(float) for pair in layers for p in pair]
    ms, vs = [0 * p for p in params], [0 * p for p in params]
    history, count = [], first
    for t in range(epochs):
        cost, grads = forward_and_back(X, y, list(zip(params[::2], params[1::2])))
        history.append(cost)
        flat = [g for pair in grads for g in pair]
        for k in range(len(params)):
            step = 1 if fixed else count if every_parameter else t + first
            params[k], ms[k], vs[k] = one_step(params[k], flat[k], ms[k], vs[k], step, rate)
            count += 1
    return list(zip(params[::2], params[1::2])), history


@corpus.wrong("train_with_adam", "t is 1 at every step", "t always 1")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate, fixed=True)


@corpus.wrong("train_with_adam", "t grows with every parameter", "t counts the parameters")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate, every_parameter=True)


@corpus.wrong("train_with_adam", "t begins at 0, so the correction divides by 0", "t from 0")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate, first=0)


@corpus.wrong("train_with_adam", "t begins at 2", "t from 2")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate, first=2)


@corpus.wrong("train_with_adam", "the rate left at its default", "learning rate not passed on")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, 0.001)


@corpus.wrong("train_with_adam", "the costs only every tenth epoch", "first cost only")
def _(X, y, layers, epochs, learning_rate=0.001):
    new, history = trained(X, y, layers, epochs, learning_rate)
    return new, history[::10]


@corpus.wrong("train_with_adam", "layers first trained, then the history lost", "history left out")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate)[0]


@corpus.wrong("train_with_adam", "history and layers in the other order", "history first")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs, learning_rate)[::-1]


@corpus.wrong("train_with_adam", "one epoch too few", "one epoch too few")
def _(X, y, layers, epochs, learning_rate=0.001):
    return trained(X, y, layers, epochs - 1, learning_rate)


@corpus.wrong("train_with_adam", "the biases are never trained", "biases not trained")
def _(X, y, layers, epochs, learning_rate=0.001):
    Ws = [W for W, _b in layers]
    bs = [b for _W, b in layers]
    ms, vs, history = [0 * W for W in Ws], [0 * W for W in Ws], []
    for t in range(1, epochs + 1):
        cost, grads = forward_and_back(X, y, list(zip(Ws, bs)))
        history.append(cost)
        for k in range(len(Ws)):
            Ws[k], ms[k], vs[k] = one_step(Ws[k], grads[k][0], ms[k], vs[k], t, learning_rate)
    return list(zip(Ws, bs)), history


@corpus.right("train_with_adam", "everything in one long vector")
def _(X, y, layers, epochs, learning_rate=0.001):
    shapes = [p.shape for pair in layers for p in pair]
    ends = np.cumsum([int(np.prod(s)) for s in shapes])[:-1]
    w = np.concatenate([p.ravel() for pair in layers for p in pair]).astype(float)

    def cut(flat):
        parts = [p.reshape(s) for p, s in zip(np.split(flat, ends), shapes)]
        return list(zip(parts[::2], parts[1::2]))

    m, v, history = np.zeros_like(w), np.zeros_like(w), []
    for t in range(1, epochs + 1):
        cost, grads = forward_and_back(X, y, cut(w))
        history.append(float(cost))
        flat = np.concatenate([g.ravel() for pair in grads for g in pair])
        w, m, v = one_step(w, flat, m, v, t, learning_rate)
    return cut(w), history


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong("adam_step", "epsilon inside the root, by assignment", "epsilon inside the root")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.square(grad)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w = w - learning_rate * m_hat / np.sqrt(v_hat + epsilon)
    return w, m, v


@corpus.wrong("adam_step", "weight decay beside the step", "weights that shrink")
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    w = w - learning_rate * 0.01 * w
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w = w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, m, v


@corpus.wrong(
    "cost_and_gradients", "no slope of ReLU, and a cost of probabilities", "slope of ReLU left out"
)
def _(X, y, layers):
    As = [X]
    for k, (W, b) in enumerate(layers):
        z = As[-1] @ W + b
        As.append(z if k == len(layers) - 1 else np.maximum(z, 0))
    z = As[-1]
    m = len(y)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    cost = -np.mean(np.log(p[np.arange(m), y]))
    dz = p - np.eye(z.shape[1])[y]
    dz = dz / m
    grads = []
    for k in reversed(range(len(layers))):
        W, b = layers[k]
        grads.insert(0, (As[k].T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T
    return cost, grads


@corpus.wrong("train_with_adam", "t from enumerate, and 1 in place of 0", "t one behind")
def _(X, y, layers, epochs, learning_rate=0.001):
    b1, b2, eps = 0.9, 0.999, 1e-7
    params = [(W.copy(), b.copy()) for W, b in layers]
    ms = [(np.zeros_like(W), np.zeros_like(b)) for W, b in layers]
    vs = [(np.zeros_like(W), np.zeros_like(b)) for W, b in layers]
    history = []
    for epoch in range(epochs):
        As = [X]
        for k, (W, b) in enumerate(params):
            z = As[-1] @ W + b
            As.append(z if k == len(params) - 1 else np.maximum(z, 0))
        n = len(y)
        e = np.exp(As[-1] - As[-1].max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        history.append(-np.mean(np.log(p[np.arange(n), y])))
        dz = (p - np.eye(p.shape[1])[y]) / n
        grads = []
        for k in reversed(range(len(params))):
            grads.insert(0, (As[k].T @ dz, dz.sum(axis=0)))
            dz = (dz @ params[k][0].T) * (As[k] > 0)
        t = epoch or 1
        for k in range(len(params)):
            new = []
            m_new, v_new = [], []
            for q in range(2):
                m = b1 * ms[k][q] + (1 - b1) * grads[k][q]
                v = b2 * vs[k][q] + (1 - b2) * grads[k][q] ** 2
                new.append(
                    params[k][q]
                    - learning_rate * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
                )
                m_new.append(m)
                v_new.append(v)
            params[k] = tuple(new)
            ms[k] = tuple(m_new)
            vs[k] = tuple(v_new)
    return params, history

"""Other correct variants of `cost`."""

from __future__ import annotations

import math
import statistics

import numpy as np

from ..cost import exercise


@exercise.also_correct(
    "method mean",
    good_for="The same mean, asked of the array. Which of the two you write is a matter of taste.",
)
def cost_method(losses):
    return losses.mean()


@exercise.also_correct("sum over length")
def cost_sum(losses):
    return sum(losses) / len(losses)


@exercise.also_correct("np.sum over size")
def cost_np_sum(losses):
    return np.sum(losses) / losses.size


@exercise.also_correct(
    "np.average",
    good_for="It takes `weights` as well, for examples that should count more than others.",
)
def cost_average(losses):
    return np.average(losses)


@exercise.also_correct("loop")
def cost_loop(losses):
    total = 0.0
    for loss in losses:
        total += loss
    return total / losses.shape[0]


@exercise.also_correct("math.fsum")
def cost_fsum(losses):
    return math.fsum(losses) / len(losses)


@exercise.also_correct("statistics.fmean")
def cost_fmean(losses):
    return statistics.fmean(losses.tolist())


@exercise.also_correct("scalar product with ones")
def cost_dot(losses):
    return np.dot(losses, np.ones(len(losses))) / len(losses)


@exercise.also_correct("each divided, then added up")
def cost_divided_first(losses):
    return float(np.sum(losses / len(losses)))


@exercise.also_correct("running mean")
def cost_running(losses):
    mean = 0.0
    for count, loss in enumerate(losses, 1):
        mean += (loss - mean) / count
    return mean

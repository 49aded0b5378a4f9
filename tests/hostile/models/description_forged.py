# Describes a model that it has not made, in every way that could upset who makes it anew.
# points: 0, unwritten
import sys

student = sys.modules["autograder.sandbox.inside.student"]
forged = [
    {"input_shape": [2], "layers": [{"kind": "Dense", "units": 4_000_000, "bias": True,
     "activation": "linear", "number": 1}] * 3, "parameters": 10, "settings": {"compiled": True}},
    {"input_shape": [10**6, 10**6], "layers": [], "parameters": 0, "settings": {}},
    {"input_shape": None, "layers": [{"kind": ["Dense"]}] * 200},
    {"input_shape": "abc", "refuses": [1, 2, 3]}, {"refuses": "abc"}, [], None, "model", {},
    {"input_shape": [2], "layers": [{"kind": "Conv1D", "filters": 5_000_000, "kernel_size": 5_000_000,
     "strides": -1, "padding": "none", "dilation": 0, "bias": 1, "activation": {}}]},
    {"input_shape": [2], "layers": [{"kind": "x\0" * 100, "number": -1, "weights": [np.zeros(3)]}],
     "parameters": float("nan"), "settings": {"compiled": True, "learning_rate": "x", "loss": []}},
    {"input_shape": [2], "parameters": 0, "settings": {"compiled": False}, "layers": [
        {"kind": "Dense", "units": units, "bias": True, "activation": "relu", "number": number}
        for number, units in enumerate([1] + [4_900_000, 1] * 49)]},
]


def describe(*_):
    forged.append(forged.pop(0))
    return forged[0]


student.describe = describe
keras = sys.modules["keras"]


def build_coffee_roaster(*_):
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])


build_digit_classifier = build_multiclass_classifier = build_coffee_roaster
build_multilabel_classifier = build_ecg_classifier = build_coffee_roaster
# %% last
build_coffee_roaster

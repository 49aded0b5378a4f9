# Builds models of layers that run code of their own, lie about their names or never end.
# points: 0, unwritten
import sys

keras = sys.modules["keras"]


class Dense(keras.layers.Dense):
    def call(self, inputs):
        open("@CANARY@/layer", "w")
        return inputs

    def get_weights(self):
        raise SystemExit

    def get_config(self):
        return {"module": "os", "class_name": "system", "config": "touch @CANARY@/config"}


class Endless(keras.layers.Layer):
    def call(self, inputs):
        while True:
            pass


def build_coffee_roaster():
    return keras.Sequential([keras.Input((2,)), Dense(3), keras.layers.Lambda(lambda z: 1 / 0)])


def build_digit_classifier():
    return keras.Sequential([keras.Input((64,)), Endless()])


def build_multiclass_classifier(n_classes=10):
    return type("Model", (keras.Model,), {"call": lambda self, x: x, "layers": [None, 1]})()


def build_multilabel_classifier():
    return keras.Sequential([keras.Input((64,)), keras.layers.Dense(10**7)])


def build_ecg_classifier():
    return keras.Model

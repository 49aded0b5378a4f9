# Crashes in predict.
# points: 18
# %% predict
def predict(a, threshold=0.5):
    import ctypes

    ctypes.string_at(0)

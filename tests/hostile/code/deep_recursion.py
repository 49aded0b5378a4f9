# Calls itself without end, with no limit.
# points: 0 to 18
# %% predict
def predict(a, threshold=0.5):
    import sys

    sys.setrecursionlimit(2**31 - 1)
    return [predict(a) for _ in range(2)]

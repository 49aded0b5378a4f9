# Warns without end, in words without end.
# points: 24
# %% sigmoid
def sigmoid(z):
    import warnings

    for number in range(200):
        warnings.warn("w" * 20_000 + str(number))
    return 1 / (1 + np.exp(-z))

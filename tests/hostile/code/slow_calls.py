# Takes almost as long for each call as a call may take.
# points: 0 to 24
# %% sigmoid
def sigmoid(z):
    import time

    time.sleep(1.5)
    return 1 / (1 + np.exp(-z))

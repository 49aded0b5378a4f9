# Asks functions that it is lent for more than the machine can do.
# points: 0 to 18
# %% predict
def predict(a, threshold=0.5):
    whole = np.ones((4000, 4000), np.int8)
    for _ in range(20):
        try:
            dense_batch(whole, whole, np.zeros(4000), sigmoid)
            dense_batch(np.ones((2**20, 1)), np.ones((1, 2**20)), 0, sigmoid)
        except Exception:
            pass
    dense(a, np.ones((0, 2**26)), a, predict)
    sequential(a, [(a, a, predict)] * 1000)

# Lets a lent function compute with far more memory than a test may use, again and again.
# points: 18 to 24
right = predict if "predict" in globals() else None
# %% predict
def predict(a, threshold=0.5):
    for _ in range(3):
        try:
            sigmoid(np.zeros((4000, 1, 1), np.int8))
            dense(np.zeros(1), np.zeros((1, 2**25), np.int8), np.zeros((2**10, 1)), sigmoid)
        except Exception:
            pass
    return (np.asarray(a) >= threshold).astype(int)

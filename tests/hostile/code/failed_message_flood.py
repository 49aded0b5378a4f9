# Raises an exception whose message and traceback are as long as the wire lets them be.
# points: 0 to 20
# %% predict
def predict(a, threshold=0.5):
    def deeper(depth):
        if depth:
            return deeper(depth - 1)
        raise ValueError("\x01" * 15_000_000)
    print("\x02" * 199_000)
    return deeper(300)

# Lets a lent function call a function of its own that calls the lent one, for ever.
# points: 0 to 21
# %% sequential
def sequential(x, layers):
    def again(z):
        return dense(np.zeros(1), np.zeros((1, 1)), np.zeros(1), again)
    W, b, g = layers[0]
    return dense(x, W, b, again)

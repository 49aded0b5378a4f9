# Never returns from dense.
# points: 0 to 16
# %% dense
def dense(a_in, W, b, g):
    while True:
        pass

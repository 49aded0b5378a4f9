# Puts out tags that stay open and colours without end, which take for ever to be made a page.
# points: 24
from IPython.display import HTML, display

for _ in range(20):
    display(HTML("<a href='#'><div>" * 100_000), HTML("<table><b>" * 150_000))
    print("\x1b[m" * 60_000)
# %% predict
def predict(a, threshold=0.5):
    print("\x1b[m" * 60_000)
    return (np.asarray(a) >= threshold).astype(int)

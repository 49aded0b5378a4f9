# Prints, displays and raises more than anybody can read, in cells and in functions.
# points: 0 to 24
from IPython.display import HTML, display

for _ in range(200):
    print("x" * 1_000_000)
    display(HTML("y" * 1_000_000))


def sigmoid(z):
    print("z" * 50_000_000)
    return 1 / (1 + np.exp(-z))


raise ValueError("w" * 10_000_000)

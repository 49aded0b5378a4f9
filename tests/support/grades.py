"""What the students of the demonstration earn."""

# sigmoid, dense, sequential, dense_batch, predict, coffee
GRADES = {
    "ada": (4, 5, 4, 5, 4, 2),
    "barbara": (4, 5, 4, 5, 4, 2),
    "carl": (4, 0, 3, 5, 4, 0),
    "dorothy": (4, 0, 3, 5, 4, 0),
    "emmy": (4, 5, 4, 0, 4, 2),
    "florence": (4, 5, 4, 5, 2, 2),
    "grace": (4, 5, 0, 5, 4, 0),
    "hedy": (0, 5, 4, 5, 0, 0),
    "ivan": (4, 0, 3, 5, 4, 0),
    "joan": (0, 0, 0, 0, 0, 0),
    "kurt": (4, 0, 3, 5, 4, 0),
    "lise": (0, 0, 0, 0, 0, 0),
    "max": (0, 0, 0, 0, 0, 0),
}

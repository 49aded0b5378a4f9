# Prints, raises and returns characters that cannot be written to a file.
# points: 18
print("\ud800 \x00 \x1b[2J \u202e")
# %% sigmoid
def sigmoid(z):
    print("\udfff \x00 \x1b]0;title\x07")
    raise ValueError("\ud800 \x1b[31m")


# %% last
raise type("\ud800", (Exception,), {})("\udcff")

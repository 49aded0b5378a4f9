"""Assignment `convolution`: the windows of a signal, and the layer that looks through them."""

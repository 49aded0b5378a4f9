"""Other correct variants of the functions of `forward_propagation`."""

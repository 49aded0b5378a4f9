"""Other right ways to write the functions of `forward_propagation`."""

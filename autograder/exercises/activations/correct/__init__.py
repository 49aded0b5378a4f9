"""Other correct variants of the functions of `activations`."""

"""Other correct variants of the functions of `keras_models`."""

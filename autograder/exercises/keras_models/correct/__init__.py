"""Other right ways to write the functions of `keras_models`."""

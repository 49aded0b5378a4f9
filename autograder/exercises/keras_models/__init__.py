"""Assignment `keras_models`: five networks from the lectures, built in Keras."""

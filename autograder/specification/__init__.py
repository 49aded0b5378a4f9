"""What an exercise is made of: cases, an oracle in Keras, known mistakes and right ways."""

"""Checks, Keras oracle and grading for the course *From Dense to Adam*."""

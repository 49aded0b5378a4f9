"""The checks that a student runs: NumPy and the data beside this file, nothing else.

The folder is copied next to every notebook, and the grader uses the same code on inputs of its own.
"""

"""`autograder export-quizzes`: the questions of the book as Anki, Moodle and QTI 2.1 import them.

A format is a module: what it makes of each kind of question, and how the file is put together.
"""

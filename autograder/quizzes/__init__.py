"""The quizzes of the book: read from `book/quizzes/`, marked, and made into notebooks.

The book's pages and the quiz assignments of `course.yml` come from the same files. Nothing is
imported here: every nbgrader command imports `answer_cells`, and needs neither NumPy nor the
questions for it.
"""

# On the cells whose solution is taken away without anything in its place.
ANSWER_TAG = "answer"

"""What the `autograder` command ends with in words, not with a traceback."""


class CourseError(Exception):
    """Something in the course is wrong; the message says what, where, and what to do."""

"""Why a student process did not answer, or could not be set up."""


class SandboxError(BaseException):
    """A student process could not be set up, through no fault of the student.

    It is no `Exception`, so that no handler mistakes it for an error of the student's code.
    """


class NoAnswerError(Exception):
    """There is no answer to a question: a callback that raises this needs none either."""


class StudentGoneError(NoAnswerError):
    """The student process has ended; the message says why."""


class TooSlowError(NoAnswerError):
    """The student's code took too long, and was interrupted."""

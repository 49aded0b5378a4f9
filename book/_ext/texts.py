"""The texts of the extensions, ready to be translated; braces are filled in."""

ANSWERS_TITLE = "Answers to the quizzes"

NOT_FOUND_TITLE = "This page does not exist"
NOT_FOUND = "The address may be misspelt, or the page may have moved."
NOT_FOUND_HOME = "To the first page of the book"

QUIZ_NAME = "Quiz: {title}"
REVIEW_NAME = "Review questions"
REVIEW_ORIGIN = "From chapter {chapter}, question {place}:"
QUIZ_CHECK = "Check"
QUIZ_TRY_AGAIN = "Try again"
QUIZ_CLEAR = "Clear all answers"
QUIZ_RIGHT = "Right."
QUIZ_WRONG = "Wrong."
QUIZ_EXPLANATION = "Explanation of {letter}"
QUIZ_ANSWER = "The answer"
QUIZ_MISTAKES = "Other answers that people give:"

MISTAKES_TITLE = "Common mistakes in "
MISTAKE_CODE = "The code that does this"
MISTAKE_SECTION = "See {section}."

PRACTICE_TITLE = "Write {function} yourself"
PRACTICE_SECTIONS = "The book explains it in {sections}."
PRACTICE_NOTEBOOK_ONLY = "In the notebook only: {functions}."
AFTER_AUTHOR = "Solved. Compare yours with the author's version:"
AFTER_OTHER = "Another right way: {name}"
LIST_AND = " and "

NOTEBOOK_LINKS = "Notebook: {links}"
NOTEBOOK_FOLDER = "{title} (zip)"
NOTEBOOK_RUN_FIRST = "In {place}, run this in a cell of its own first:"
NOTEBOOK_OF_CHAPTER = "Download this page as a notebook"

# In the notebooks of the chapters.
CHAPTER_SET_UP = "What draws the figures of the book. Run this cell first."
CHAPTER_YOUR_TRY = "Your try"
CHAPTER_QUIZ = "The questions are in the book, at the end of this chapter."
CHAPTER_EXERCISE = "Exercise. {title}"
CHAPTER_FIGURE = "Figure"
CHAPTER_FIGURE_NUMBER = "Fig. {number}"

# One, and several.
QUESTIONS = ("{count} question", "{count} questions")
FUNCTIONS = ("{count} function to write", "{count} functions to write")


def counted(forms: tuple[str, str], count: int) -> str:
    """The form that fits the number."""
    return forms[count != 1].format(count=count)

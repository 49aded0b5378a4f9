"""The texts of the printed book that no page has, ready to be translated; braces are filled in."""

CONTENTS = "Contents"
ABOUT = "About this book"
ON_PAPER_TITLE = "On paper"
ON_PAPER = """
This is the printed form of a book made of web pages. Where the text speaks of folded solutions
and of answers that are checked in the page, paper has them at its end: a line below each exercise
and each quiz says on which page. Figures that move in the browser are pictures here. Left out is
the code that is folded away in the pages: the code that draws the pictures, and the code behind
each common mistake."""
LICENCE = "Text and pictures: {text}. Code: {code} licence."

PDF_LINK = (
    'Would you rather read on paper? Here is <a href="{address}">the whole book as one PDF</a>, '
    "{megabytes} MB, with the solutions and answers at its end."
)

ANSWERS = "Answers"
SOLUTIONS = "Solutions to the exercises"
# A page number follows each of these.
SOLUTION_ON_PAGE = "Solution on page"
TO_THE_EXERCISE = "to the exercise on page"
ANSWERS_ON_PAGE = "Answers on page"
TO_THE_QUIZ = "to the quiz on page"

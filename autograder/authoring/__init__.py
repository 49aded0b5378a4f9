"""`autograder check` and `autograder new`: find an author's mistakes, and write skeletons."""

"""Run a student's code in a process of its own that can reach nothing but the grader's questions.

Nothing in this package knows an exercise, a test or a grade. `zygote` is a warm process that forks
one student process a submission; `keeper` watches over it, `confinement` shuts it in, `student`
answers questions in it; `wire` is all that passes between the two sides; `remote` is the grader's
side.
"""

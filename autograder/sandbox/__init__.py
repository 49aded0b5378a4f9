"""Run a student's code in a process of its own that can reach nothing but the grader's questions.

Nothing in this package knows an exercise, a test or a grade. `zygote` is a warm process that forks
one student process per submission. `walls` confines it, limits it and watches over it, `inside`
runs in it, `outside` is the grader's side, and `wire` is all that passes between the two.
"""

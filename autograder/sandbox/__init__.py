"""Run students' code in processes that can do nothing but answer the grader's questions.

Nothing in this package knows about exercises, tests or grades. The `zygote` is a warm process that
forks a student process per submission. `walls` confines, limits and supervises it, `inside` runs
in it, `outside` is the grader's side, and `wire` is the protocol between the two.
"""

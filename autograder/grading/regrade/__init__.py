"""`autograder regrade`: what grading a class again would change, and why, before it is written.

`scratch` grades everybody again in a folder of its own, from what `solutions/` holds today.
`differences` compares that with the gradebook, `explanation` says why points differ, `text` prints
it, and `write` enters it.
"""

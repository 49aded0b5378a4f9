"""`autograder similar`: pairs of students whose code shares what is unusual in their class.

`tokens` reads the structure of code, `known` what nobody is asked about, `rarity` compares a class,
`false_pairs` measures how often that is wrong, `data` and `files` say it.
"""

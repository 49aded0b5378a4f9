"""Functions that people write in labs and forums, from memory, written before the specifications.

Those that are wrong come with what is wrong in one line, and with the names of the mistakes that
may be told; those that are right only look unusual.
"""

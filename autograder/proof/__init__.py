"""`autograder proof`: do the checks catch and name misconceptions, and accept correct variants?"""

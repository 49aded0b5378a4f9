# Nothing: all models are right.
# points: @FULL@
pass

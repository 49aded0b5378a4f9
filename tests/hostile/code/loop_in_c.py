# Never ends, in code that no signal can stop.
# points: 0
import itertools

sum(itertools.repeat(0))

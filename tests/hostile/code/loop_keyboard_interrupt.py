# Never ends, and goes on when it is interrupted.
# points: 0
while True:
    try:
        while True:
            pass
    except BaseException:
        pass

# Sends one byte out of band: the wire becomes readable, and there is nothing to read.
# points: 0, unwritten
import gc, socket, time
_wire = next(found for found in gc.get_objects() if type(found) is socket.socket)
_wire.send(b"x", socket.MSG_OOB)
while True:
    try:
        time.sleep(1000)
    except BaseException:
        pass

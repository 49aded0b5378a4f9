# Sends half a frame and then bytes out of band, in the middle of a test.
# points: 0 to 20
import gc, socket, struct, time
_wire = next(found for found in gc.get_objects() if type(found) is socket.socket)
# %% predict
def predict(a, threshold=0.5):
    _wire.sendall(struct.pack(">II", 1000, 0) + b"{")
    for _ in range(50):
        _wire.send(b"x", socket.MSG_OOB)
        time.sleep(0.01)
    time.sleep(60)

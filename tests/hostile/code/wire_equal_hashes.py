# Sends a set of numbers that all have the same hash, which takes for ever to be made.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


send({"outputs": {"s": [n * (2**61 - 1) for n in range(400_000)]}, "count": 1})

# Announces a frame of 8 gigabytes.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


wire.sendall(struct.pack(">II", 2**32 - 1, 2**32 - 1))

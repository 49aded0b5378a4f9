# Sends JSON that is nested very deeply.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


send(b'{"outputs": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}")

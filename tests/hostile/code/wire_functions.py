# Hands functions over that are none, with numbers and names of all kinds.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


for tag, item in (("h", [-1, "x"]), ("h", [10**30, "dense"]), ("h", "dense"), ("g", 1), ("g", {"t": []}),
                  ("f", "dense"), ("f", []), ("k", -1), ("k", "model"), ("q", 1)):
    send({"found": True, "value": {tag: item}, "outputs": [], "count": 1})

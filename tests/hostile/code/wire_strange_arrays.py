# Sends arrays of strange dtypes and shapes.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


for item in (["O8", 0, 1], ["V8", 0, 1], ["f8", 0, -1], ["f8", 0, float("nan")], ["f8", -8, 1],
             ["U0", 0, 2**26], ["M8", 0, 1], ["f8", 0] + [2**31] * 40, [None], {"a": 1}, "f8"):
    send({"outputs": [{"a": item}], "count": 1})
send({"outputs": {"e": [2**13, 2**13]}, "count": 1})

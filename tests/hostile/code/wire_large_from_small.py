# Sends small frames that become large: parts used many times.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


send({"outputs": [{"a": ["b1", 0, 10**7]}] * 10_000, "count": 1}, bytes(10**7))

# Sends a frame byte by byte.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


import time

wire.sendall(struct.pack(">II", 10**6, 0))
while True:
    wire.sendall(b" ")
    time.sleep(0.05)

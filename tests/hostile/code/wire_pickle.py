# Sends a pickle that would run a command, as a frame and as an array of objects.
# points: 0, unwritten
import gc, json, os, socket, struct

wire = next(item for item in gc.get_objects() if type(item) is socket.socket)


def send(text, blobs=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    wire.sendall(struct.pack(">II", len(text), len(blobs)) + text + blobs)


import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch @CANARY@/unpickled",)


send(pickle.dumps(Command()))
send({"outputs": [{"a": ["O8", 0, 1]}], "count": 1}, pickle.dumps(np.array([Command()])))

# Connects to servers on this machine and elsewhere.
# points: 24
import socket

for host, port in (("127.0.0.1", @PORT@), ("::1", @PORT@), ("0.0.0.0", @PORT@), ("192.0.2.1", 80)):
    try:
        socket.create_connection((host, port), timeout=0.3).sendall(b"hello")
        print("ESCAPED", host)
    except OSError as error:
        print(error)

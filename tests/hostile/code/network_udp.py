# Sends datagrams, raw packets and names to look up.
# points: 24
import socket

for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
    try:
        socket.socket(socket.AF_INET, kind).sendto(b"hello", ("127.0.0.1", @PORT@))
        print("ESCAPED", kind)
    except OSError as error:
        print(error)
for family in (16, 17, 38, 40):  # netlink, packet, alg, vsock
    try:
        socket.socket(family, socket.SOCK_DGRAM)
        print("ESCAPED", family)
    except OSError as error:
        print(error)
try:
    print("ESCAPED", socket.getaddrinfo("example.org", 80))
except OSError as error:
    print(error)

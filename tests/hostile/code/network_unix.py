# Reaches for sockets of this machine, with an abstract name and in a folder.
# points: 24
import glob, socket

names = ["\0@ABSTRACT@", "@CANARY@/socket", "/run/dbus/system_bus_socket", "/var/run/docker.sock"]
for name in names + glob.glob("/tmp/.X11-unix/*"):
    try:
        socket.socket(socket.AF_UNIX).connect(name)
        print("ESCAPED", name)
    except OSError as error:
        print(error)

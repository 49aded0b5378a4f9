# Fills enlarged buffers of sockets in many processes: memory that no process is seen to have.
# points: 0 to 24
import os, socket, time

for _ in range(40):
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        held, data = [], b"x" * 65536
        try:
            while True:
                held.append(socket.socketpair())
                for end in held[-1]:
                    end.setblocking(False)
                    try:
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
                        print("ESCAPED: a larger buffer")
                    except OSError:
                        pass
                    try:
                        while True:
                            end.send(data)
                    except OSError:
                        pass
        except OSError:
            pass
        time.sleep(30)
        os._exit(0)
time.sleep(4)

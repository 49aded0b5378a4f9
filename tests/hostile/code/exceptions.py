# Raises exceptions that cannot be read, and such as are named like the grader's own.
# points: 0, unwritten
class Silent(Exception):
    __str__ = __repr__ = lambda self: 1 / 0


class Loud(BaseException):
    __str__ = lambda self: "x" * 30_000_000


class Meta(type):
    __name__ = property(lambda cls: 1 / 0)


class Nameless(Exception, metaclass=Meta):
    pass


kinds = [Silent, Loud, Nameless, KeyboardInterrupt, GeneratorExit, SystemExit, StopIteration, MemoryError]
for name in ("SandboxError", "CheckFailed", "CellTooSlow", "StudentGoneError", "NotImplementedError",
             "NbGraderException", "OSError", "<b>x</b>", "__class__", "x" * 10_000):
    kinds.append(type(name, (BaseException,), {}))


def sigmoid(*_, **__):
    kinds.append(kinds.pop(0))
    raise kinds[0]


dense = dense_batch = sequential = predict = sigmoid
raise Silent

# Hooks itself into imports, tracing, audits, exits and the garbage collection.
# points: 0, unwritten
import atexit, builtins, gc, sys

atexit.register(lambda: open("@CANARY@/at-exit", "w"))
sys.settrace(lambda *_: None)
sys.setprofile(lambda *_: None)
gc.callbacks.append(lambda *_: None)
sys.addaudithook(lambda *_: None)
sys.meta_path.insert(0, type("Finder", (), {"find_spec": staticmethod(lambda *_: None)}))
real = builtins.__import__
builtins.__import__ = lambda name, *more: real(name, *more)

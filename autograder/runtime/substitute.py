"""A mistake costs once: while a function is judged, those before it in the notebook are right ones.

A student's `sequential` calls the student's `dense`. If `dense` is wrong, `sequential` may still be
right, and is judged by what it does with a right `dense`. Functions that come later are not lent: a
`dense` that only calls `dense_batch` would be right without being written.

What is judged may be decorated, a partial, a method or an object that can be called, and may have
kept the earlier function in a closure, a default value or another module. So the names are replaced
wherever the student's code looks them up, and the earlier functions are redirected themselves.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import CodeType, FunctionType, MethodType
from typing import Any

from ..checks.remote import RemoteFunction

Names = MutableMapping[str, Any]

PLACE = "<the right function>"
MAX_DEPTH = 20  # wrappers around one function


@contextmanager
def substitute_references(
    function: Callable[..., Any], right: Mapping[str, Any], notebook: Names | None = None
) -> Iterator[None]:
    """Let what `function` calls by the names in `right` be the right functions for a while.

    `notebook` holds the names of the student's notebook, where they are in this process.
    """
    if isinstance(function, RemoteFunction):
        with function.substitute_references(right):
            yield
        return
    judged = list(_layers(function))
    spaces: list[Names] = [layer.__globals__ for layer in judged if isinstance(layer, FunctionType)]
    if notebook is not None:
        spaces.append(notebook)
    modules = _own_modules() if notebook is not None else []
    named = [space.get(name) for name in right for space in spaces + modules]
    with ExitStack() as stack:
        stack.enter_context(_without_memories([*judged, *named]))
        for name, replacement in right.items():
            for earlier in _earlier(name, spaces + modules):
                if not any(earlier is layer for layer in (replacement, *judged)):
                    stack.enter_context(_redirected(earlier, replacement))
        for space in _distinct(spaces):
            stack.enter_context(_replaced(space, dict(right)))
        for space in _distinct(modules):
            known = {name: item for name, item in right.items() if name in space}
            stack.enter_context(_replaced(space, known))
        yield


def before(name: str, right: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `right`, which stand as in the notebook, that come before `name`."""
    names = list(right)
    return {other: right[other] for other in names[: names.index(name)]}


def _layers(function: Any) -> Iterator[Any]:
    """Go from a callable through what is wrapped around its function, outermost first."""
    for _ in range(MAX_DEPTH):
        yield function
        inner = _inner(function)
        if inner is None or inner is function:
            return
        function = inner


def _inner(function: Any) -> Any:
    if isinstance(function, functools.partial):
        return function.func
    if isinstance(function, MethodType):
        return function.__func__
    held = getattr(function, "__dict__", {})
    for attribute in ("__wrapped__", "pyfunc"):  # functools.wraps, np.vectorize
        if callable(held.get(attribute)):
            return held[attribute]
    if isinstance(function, FunctionType):
        return None
    called = inspect.getattr_static(type(function), "__call__", None)
    return called if isinstance(called, FunctionType) else None


def _earlier(name: str, spaces: list[Names]) -> list[FunctionType]:
    """Return the functions that stand for `name`, each once."""
    found: list[FunctionType] = []
    for space in _distinct(spaces):
        item = space.get(name)
        if type(item) is functools._lru_cache_wrapper:  # it keeps its function where no name leads
            item = item.__wrapped__
        if not isinstance(item, FunctionType) or any(item is known for known in found):
            continue
        if _is_a_students(item, spaces):
            found.append(item)
    return found


def _is_a_students(function: FunctionType, spaces: list[Names]) -> bool:
    """Return whether a function, or what it wraps, was written in one of these places."""
    layers = [layer for layer in _layers(function) if isinstance(layer, FunctionType)]
    return any(layer.__globals__ is space for layer in layers for space in spaces)


def _distinct(spaces: list[Names]) -> list[Names]:
    return list({id(space): space for space in spaces}.values())


_last_library = ""  # of the modules that are no student's


def no_module_is_a_students() -> None:
    """Note that all modules that are there now are libraries.

    In a process that was forked, a look at each of them would copy the memory in which it lies.
    """
    global _last_library
    _last_library = next(reversed(sys.modules))


def _own_modules() -> list[Names]:
    """Return the names of the modules that lie beside the notebook, which the student handed in."""
    here = f"{Path.cwd()}/"
    found: list[Names] = []
    names = itertools.takewhile(lambda name: name != _last_library, reversed(sys.modules))
    for module in [sys.modules[name] for name in names]:
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and path.startswith(here):
            found.append(vars(module))
    return found


@contextmanager
def _without_memories(functions: list[Any]) -> Iterator[None]:
    """Let `functools.cache` forget what it knows from before, and what it learns meanwhile."""
    caches = [item for item in functions if type(item) is functools._lru_cache_wrapper]
    for cache in caches:
        cache.cache_clear()
    try:
        yield
    finally:
        for cache in caches:
            cache.cache_clear()


@contextmanager
def _replaced(space: Names, right: Mapping[str, Any]) -> Iterator[None]:
    own = {name: space[name] for name in right if name in space}
    space.update(right)
    try:
        yield
    finally:
        for name in right:
            space.pop(name, None)  # the function may have done it already
        space.update(own)


@contextmanager
def _redirected(function: FunctionType, right: Callable[..., Any]) -> Iterator[None]:
    """Let a function call `right`, whoever holds it: a closure, a default value, a class."""
    own = function.__code__
    function.__code__ = _calling(right, own)
    try:
        yield
    finally:
        function.__code__ = own


def _calling(right: Callable[..., Any], own: CodeType) -> CodeType:
    """Return code that calls `right`, for a function that now has the code `own`.

    A function's code may be exchanged for one with the same number of variables from around it.
    """
    constants = tuple(right if item == PLACE else item for item in _CALLS_PLACE.co_consts)
    return _CALLS_PLACE.replace(co_consts=constants, co_freevars=own.co_freevars)


def _code_that_calls_place() -> CodeType:
    text = "lambda *arguments, **keywords: 'PLACE'(*arguments, **keywords)"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # a text cannot be called, says Python
        made = eval(text.replace("PLACE", PLACE)).__code__
    assert isinstance(made, CodeType)
    return made


_CALLS_PLACE = _code_that_calls_place()

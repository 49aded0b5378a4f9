"""Let a mistake cost points once: run a function with the reference versions of earlier ones.

A student's `sequential` calls the student's `dense`. If `dense` is wrong, `sequential` may still be
right, so it is tried with the reference `dense`. Functions that come later in the notebook are not
substituted: a `dense` that only calls `dense_batch` would pass without being written.

The function may be decorated, a partial, a method or a callable object, and may hold an earlier
function in a closure, a default value or another module. So the names are replaced wherever the
student's code looks them up, and the code of the earlier functions themselves is replaced too.
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

PLACEHOLDER = "<the reference function>"
MAX_WRAPPERS = 20  # around one function


@contextmanager
def substitute_references(
    function: Callable[..., Any], references: Mapping[str, Any], notebook: Names | None = None
) -> Iterator[None]:
    """Make `function` call `references` in place of the student's functions of these names.

    `notebook` is the namespace of the student's notebook if that runs in this process.
    """
    if isinstance(function, RemoteFunction):
        with function.substitute_references(references):
            yield
        return
    layers = list(_layers(function))
    spaces: list[Names] = [layer.__globals__ for layer in layers if isinstance(layer, FunctionType)]
    if notebook is not None:
        spaces.append(notebook)
    modules = _students_modules() if notebook is not None else []
    named = [space.get(name) for name in references for space in spaces + modules]
    with ExitStack() as stack:
        stack.enter_context(_caches_cleared([*layers, *named]))
        for name, reference in references.items():
            for earlier in _students_functions(name, spaces + modules):
                if not any(earlier is layer for layer in (reference, *layers)):
                    stack.enter_context(_redirected(earlier, reference))
        for space in _distinct(spaces):
            stack.enter_context(_replaced(space, dict(references)))
        for space in _distinct(modules):
            defined = {name: item for name, item in references.items() if name in space}
            stack.enter_context(_replaced(space, defined))
        yield


def before(name: str, references: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `references`, which are in the notebook's order, that precede `name`."""
    names = list(references)
    return {other: references[other] for other in names[: names.index(name)]}


def _layers(function: Any) -> Iterator[Any]:
    """Yield a callable and each callable that it wraps, outermost first."""
    for _ in range(MAX_WRAPPERS):
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
    attributes = getattr(function, "__dict__", {})
    for attribute in ("__wrapped__", "pyfunc"):  # functools.wraps, np.vectorize
        if callable(attributes.get(attribute)):
            return attributes[attribute]
    if isinstance(function, FunctionType):
        return None
    method = inspect.getattr_static(type(function), "__call__", None)
    return method if isinstance(method, FunctionType) else None


def _students_functions(name: str, spaces: list[Names]) -> list[FunctionType]:
    """Return the student's functions that are called `name`, without duplicates."""
    functions: list[FunctionType] = []
    for space in _distinct(spaces):
        item = space.get(name)
        if type(item) is functools._lru_cache_wrapper:
            item = item.__wrapped__
        if not isinstance(item, FunctionType) or any(item is other for other in functions):
            continue
        if _is_defined_in(spaces, item):
            functions.append(item)
    return functions


def _is_defined_in(spaces: list[Names], function: FunctionType) -> bool:
    """Return whether a function, or one that it wraps, was defined in one of these namespaces."""
    layers = [layer for layer in _layers(function) if isinstance(layer, FunctionType)]
    return any(layer.__globals__ is space for layer in layers for space in spaces)


def _distinct(spaces: list[Names]) -> list[Names]:
    return list({id(space): space for space in spaces}.values())


_last_library = ""  # the module that was imported last before any code of a student ran


def mark_modules_as_libraries() -> None:
    """Treat all modules that are imported so far as libraries, none of them a student's.

    So a forked process need not inspect them, which would copy their memory pages.
    """
    global _last_library
    _last_library = next(reversed(sys.modules))


def _students_modules() -> list[Names]:
    """Return the namespaces of the modules beside the notebook, which the student submitted."""
    here = f"{Path.cwd()}/"
    spaces: list[Names] = []
    names = itertools.takewhile(lambda name: name != _last_library, reversed(sys.modules))
    for module in [sys.modules[name] for name in names]:
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and path.startswith(here):
            spaces.append(vars(module))
    return spaces


@contextmanager
def _caches_cleared(functions: list[Any]) -> Iterator[None]:
    """Clear the caches of `functools.cache` before and after the `with` block."""
    caches = [item for item in functions if type(item) is functools._lru_cache_wrapper]
    for cache in caches:
        cache.cache_clear()
    try:
        yield
    finally:
        for cache in caches:
            cache.cache_clear()


@contextmanager
def _replaced(space: Names, references: Mapping[str, Any]) -> Iterator[None]:
    originals = {name: space[name] for name in references if name in space}
    space.update(references)
    try:
        yield
    finally:
        for name in references:
            space.pop(name, None)  # the student's function may have deleted it
        space.update(originals)


@contextmanager
def _redirected(function: FunctionType, reference: Callable[..., Any]) -> Iterator[None]:
    """Make a function call `reference`, even where a closure, default or class refers to it."""
    original = function.__code__
    function.__code__ = _code_calling(reference, original)
    try:
        yield
    finally:
        function.__code__ = original


def _code_calling(reference: Callable[..., Any], original: CodeType) -> CodeType:
    """Return code that calls `reference` and can replace `original`.

    Python requires that the new code has as many free variables as the old.
    """
    constants = tuple(
        reference if item == PLACEHOLDER else item for item in _CALL_PLACEHOLDER.co_consts
    )
    return _CALL_PLACEHOLDER.replace(co_consts=constants, co_freevars=original.co_freevars)


def _compile_call_of_placeholder() -> CodeType:
    text = f"lambda *arguments, **keywords: {PLACEHOLDER!r}(*arguments, **keywords)"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # Python warns that a str is not callable
        code = eval(text).__code__
    assert isinstance(code, CodeType)
    return code


_CALL_PLACEHOLDER = _compile_call_of_placeholder()

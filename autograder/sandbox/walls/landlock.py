"""Bound by Landlock which files a process may use, beneath its mounts and namespaces.

This is a second wall: it stands where the kernel has it, and nothing is said where it has not.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Mapping

from . import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_LEAST = 2  # before, files could not be moved from folder to folder at all

# Bits of linux/landlock.h.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
_REMOVE = (1 << 4) | (1 << 5)
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
READ = READ_FILE | READ_DIR
WRITE = WRITE_FILE | _REMOVE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
DEVICES = WRITE_FILE | _IOCTL_DEVICE  # which requests are allowed, `seccomp` says
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_KNOWN_FILE_BITS = {2: 14, 3: 15, 4: 15}  # by version; later ones know 16
_NETWORK, _NETWORK_SINCE = 0b11, 4  # TCP: bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract Unix sockets and signals stay within


def version() -> int:
    """Return the version of Landlock that the kernel has; 0 if none, or if it is switched off."""
    return max(linux.syscall(_CREATE_RULESET, None, 0, _VERSION), 0)


def restrict(allowed: Mapping[str, int]) -> bool:
    """Allow this process and its children the given rights below the given paths, and no more.

    Returns False where the kernel has no Landlock, or too old a one.
    """
    found = version()
    if found < _LEAST:
        return False
    handled = (1 << _KNOWN_FILE_BITS.get(found, 16)) - 1
    network = _NETWORK if found >= _NETWORK_SINCE else 0
    scopes = _SCOPES if found >= _SCOPES_SINCE else 0
    ruleset = _make(struct.pack("QQQ", handled, network, scopes), found)
    try:
        for path, rights in allowed.items():
            _allow(ruleset, path, rights & handled)
        linux.forgo_new_privileges()
        linux.expect(linux.syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    finally:
        os.close(ruleset)
    return True


def _make(attributes: bytes, found: int) -> int:
    size = 24 if found >= _SCOPES_SINCE else 16 if found >= _NETWORK_SINCE else 8
    ruleset = linux.syscall(_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    return ruleset


def _allow(ruleset: int, path: str, rights: int) -> None:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, opened)
        done = linux.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
        linux.expect(done, f"landlock_add_rule {path}")
    finally:
        os.close(opened)

"""Restrict with Landlock which files a process may use, beneath its mounts and namespaces.

This is a second line of defence: it applies where the kernel supports it, and is silently skipped
where it does not.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Mapping

from . import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION, _RULE_PATH_BENEATH = 1, 1
_MIN_VERSION = 2  # version 1 forbids moving a file to another folder altogether

# Access rights to files and folders, from linux/landlock.h.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_RIGHTS_BY_VERSION = {2: 14, 3: 15, 4: 15}  # how many rights exist; 16 in later versions

READ = READ_FILE | READ_DIR
WRITE = (
    WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
)
DEVICES = WRITE_FILE | _IOCTL_DEV  # `seccomp` decides which ioctl requests
_RIGHTS_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV

_NETWORK, _NETWORK_SINCE = 0b11, 4  # TCP: bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract Unix sockets and signals reach no process outside


def version() -> int:
    """Return the version of Landlock that the kernel has; 0 if none, or if it is disabled."""
    return max(linux.syscall(_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION), 0)


def restrict(allowed: Mapping[str, int]) -> bool:
    """Allow this process and its children only the given rights below the given paths.

    Returns False, and restricts nothing, where the kernel has no Landlock or too old a version.
    """
    abi = version()
    if abi < _MIN_VERSION:
        return False
    handled = (1 << _RIGHTS_BY_VERSION.get(abi, 16)) - 1
    network = _NETWORK if abi >= _NETWORK_SINCE else 0
    scopes = _SCOPES if abi >= _SCOPES_SINCE else 0
    ruleset = _create_ruleset(struct.pack("QQQ", handled, network, scopes), abi)
    try:
        for path, rights in allowed.items():
            _allow(ruleset, path, rights & handled)
        linux.set_no_new_privs()
        linux.expect(linux.syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    finally:
        os.close(ruleset)
    return True


def _create_ruleset(attributes: bytes, abi: int) -> int:
    size = 24 if abi >= _SCOPES_SINCE else 16 if abi >= _NETWORK_SINCE else 8
    ruleset = linux.syscall(_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    return ruleset


def _allow(ruleset: int, path: str, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= _RIGHTS_OF_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        result = linux.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
        linux.expect(result, f"landlock_add_rule {path}")
    finally:
        os.close(descriptor)

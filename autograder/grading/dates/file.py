"""Read `classroom/dates.yml`; each fault is reported with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import yaml

from ...course.yaml_fields import Fields, compose
from .moments import DURATION, duration_of, moment_of, zone_of
from .rules import UNITS, LateRule, share_of

NAME = "dates.yml"
LATE = "per at_most grace closed_after"
Read = TypeVar("Read")


@dataclass(frozen=True)
class AssignmentDates:
    """When an assignment is due, what being late costs, and until when somebody has time."""

    due: datetime
    late: LateRule | None = None
    extensions: Mapping[str, datetime] = field(default_factory=dict)  # of students and groups


@dataclass(frozen=True)
class Dates:
    """The dates of a class."""

    zone: ZoneInfo
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    assignments: Mapping[str, AssignmentDates] = field(default_factory=dict)

    def due_for(self, assignment: str, student: str) -> datetime:
        """Return until when a student has time: the latest of all that is granted."""
        dates = self.assignments[assignment]
        granted = [
            until
            for who, until in dates.extensions.items()
            if who == student or student in self.groups.get(who, ())
        ]
        return max([dates.due, *granted])


def read(path: Path) -> Dates | None:
    """Return the dates that a file holds; None if there is no such file.

    Raises
    ------
    FileError
        If something in it cannot be read; the message has the line and the remedy.
    """
    if not path.exists():
        return None
    top = Fields(path, compose(path), "the dates", "timezone assignments", "late groups")
    zone = _value(top, "timezone", zone_of)
    late = _late(top) if "late" in top.values else None
    groups = {name: frozenset(inner.texts("students")) for name, inner in _groups(top)}
    assignments = {
        name: _assignment(top.inner(node, name, "due", "late extensions timezone"), zone, late)
        for name, node in _entries(top, "assignments")
    }
    return Dates(zone, groups, assignments)


def _assignment(fields: Fields, zone: ZoneInfo, late: LateRule | None) -> AssignmentDates:
    if "timezone" in fields.values:
        zone = _value(fields, "timezone", zone_of)
    due = _value(fields, "due", partial(moment_of, zone=zone))
    extensions = {}
    for who, node in _entries(fields, "extensions"):
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        until = _read(fields, node, text, partial(_extended, due=due, zone=zone))
        if until < due:
            fields.fail(node, f"the extension of {who} ends before the assignment is due")
        extensions[who] = until
    return AssignmentDates(due, _late(fields) if "late" in fields.values else late, extensions)


def _extended(text: str, due: datetime, zone: ZoneInfo) -> datetime:
    if DURATION.fullmatch(text.strip()):
        return duration_of(text).after(due, zone)
    return moment_of(text, zone)


def _late(outer: Fields) -> LateRule:
    fields = outer.inner(outer.values["late"], "late", "penalty", LATE)
    per = fields.text("per", "day")
    if per not in UNITS:
        fields.fail(fields.values["per"], f"`per` must be one of {', '.join(UNITS)}, not {per!r}")
    most = _value(fields, "at_most", share_of) if "at_most" in fields.values else 1.0
    grace, closed = (
        _value(fields, key, duration_of).total_seconds if key in fields.values else None
        for key in ("grace", "closed_after")
    )
    return LateRule(_value(fields, "penalty", share_of), per, most, grace or 0.0, closed)


def _groups(top: Fields) -> list[tuple[str, Fields]]:
    """Return the groups, each as a mapping with its list of students."""
    found = []
    for name, node in _entries(top, "groups"):
        holder = yaml.MappingNode(
            "tag:yaml.org,2002:map",
            [(yaml.ScalarNode("tag:yaml.org,2002:str", "students"), node)],
            node.start_mark,
        )
        found.append((name, top.inner(holder, name, "students")))
    return found


def _entries(fields: Fields, key: str) -> list[tuple[str, yaml.Node]]:
    """Return the entries of a mapping with any keys, each of which occurs once."""
    node = fields.values.get(key)
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        fields.fail(node, f"`{key}` must have a line `NAME: VALUE` for each")
    found: dict[str, yaml.Node] = {}
    for name, value in node.value:
        if name.value in found:
            fields.fail(name, f"`{name.value}` occurs twice in `{key}`; remove one of them")
        found[str(name.value)] = value
    return list(found.items())


def _value(fields: Fields, key: str, read_text: Callable[[str], Read]) -> Read:
    return _read(fields, fields.values[key], fields.text(key), read_text)


def _read(fields: Fields, node: yaml.Node, text: str, read_text: Callable[[str], Read]) -> Read:
    try:
        return read_text(text)
    except ValueError as error:
        fields.fail(node, str(error))

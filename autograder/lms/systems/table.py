"""The learning management systems that the commands know, the most particular names first."""

from __future__ import annotations

from . import blackboard, brightspace, canvas, moodle
from .system import System

SYSTEMS: dict[str, System] = {
    module.SYSTEM.name: module.SYSTEM for module in (moodle, brightspace, canvas, blackboard)
}

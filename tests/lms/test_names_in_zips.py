"""Whose a file is, as each system writes it into the names in its zips."""

from pathlib import Path

import pytest

from autograder.lms.archive import Contents, Member
from autograder.lms.hand_ins import detect_system
from autograder.lms.systems.system import Claim, OwnFile, Reading
from autograder.lms.systems.table import SYSTEMS

GOLDEN = Path(__file__).parent / "golden" / "names"
BLACKBOARDS = "Name: Ada Lovelace (ada_l)\nAssignment: Week_1 Homework\nDate Submitted: Friday\n"


def golden(system: str) -> list[list[str]]:
    lines = (GOLDEN / f"{system}.txt").read_text("utf-8").splitlines()
    return [[*map(str.strip, line.split("|"))] for line in lines if not line.startswith("#")]


def members(lines: list[list[str]], folder: Path) -> list[Member]:
    file = folder / "file"
    file.write_text(BLACKBOARDS)
    return [Member(tuple(path.split("/")), file) for path, *_ in lines]


def columns(reading: Reading) -> list[str]:
    if not isinstance(reading, Claim):
        return ["+" if isinstance(reading, OwnFile) else "-"]
    time = reading.time.isoformat() if reading.time else ""
    return [
        reading.lms_id, reading.username, reading.name, "/".join(reading.within), time,
        "late" if reading.late else "", reading.feedback,
    ]  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_name_says_whose_a_file_is(system: str, tmp_path: Path) -> None:
    lines = golden(system)
    readings = SYSTEMS[system].read(members(lines, tmp_path))
    for line, reading in zip(lines, readings):
        assert columns(reading) == line[1:], line[0]


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_names_tell_the_system(system: str, tmp_path: Path) -> None:
    contents = Contents(members(golden(system), tmp_path))
    assert detect_system(contents, tmp_path).name == system


def test_hand_ins_of_one_student_are_told_apart_by_their_times(tmp_path: Path) -> None:
    for system in ("blackboard", "brightspace"):
        readings = SYSTEMS[system].read(members(golden(system), tmp_path))
        attempts = {(r.lms_id, r.attempt) for r in readings if isinstance(r, Claim)}
        assert len(attempts) == sum(isinstance(reading, Claim) for reading in readings)

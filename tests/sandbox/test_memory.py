"""The builds that one judge has verified are shared with the others."""

from pathlib import Path

from autograder.grading.verified_builds import VerifiedBuilds


def test_a_build_without_fault_is_tried_once_for_all_judges(tmp_path: Path) -> None:
    tried: list[int] = []
    for number in range(3):
        faults = VerifiedBuilds(tmp_path).remember(
            "a build", lambda n=number: tried.append(n) or []
        )
        assert faults == []
    assert tried == [0]


def test_a_build_with_a_fault_is_tried_each_time(tmp_path: Path) -> None:
    memory = VerifiedBuilds(tmp_path)
    assert memory.remember("a build", lambda: ["Training raised MemoryError"]) != []
    assert memory.remember("a build", list) == []


def test_another_build_is_tried(tmp_path: Path) -> None:
    memory = VerifiedBuilds(tmp_path)
    memory.remember("a build", list)
    assert memory.remember("another build", lambda: ["wrong"]) == ["wrong"]


def test_a_missing_folder_costs_time_only(tmp_path: Path) -> None:
    assert VerifiedBuilds(tmp_path / "gone").remember("a build", list) == []

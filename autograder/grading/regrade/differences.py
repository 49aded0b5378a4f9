"""Compare the points of a class with those of another grading of the same submissions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nbgrader.api import Grade, Gradebook

CLOSE = 1e-9  # points that differ by less are the same


@dataclass(frozen=True)
class CellPoints:
    """The points of one cell; None where the cell is not there, or waits for a person."""

    auto: float | None
    worth: float
    by_person: float | None = None
    extra: float = 0.0

    @property
    def counts(self) -> float:
        """The points that count."""
        chosen = self.auto if self.by_person is None else self.by_person
        return (chosen or 0.0) + self.extra


CellName = tuple[str, str]  # of the notebook and of the cell
Points = dict[str, dict[CellName, CellPoints]]  # by student


@dataclass(frozen=True)
class CellChange:
    """What another grading changes in a cell; `old` or `new` is None if it has no such cell."""

    notebook: str
    cell: str
    old: CellPoints | None
    new: CellPoints | None
    why: str = ""
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudentChange:
    """What another grading changes for a student: the points in all, out of how many."""

    student: str
    old: float
    new: float
    old_worth: float
    new_worth: float
    cells: tuple[CellChange, ...]


@dataclass
class Comparison:
    """What would change, for whom, and who could not be graded again."""

    compared: int = 0
    changes: list[StudentChange] = field(default_factory=list)
    not_graded: list[str] = field(default_factory=list)


def points_in(book: Gradebook, assignment: str) -> Points:
    """Return the points of everybody who is graded."""
    return {
        entry.student.id: {
            (notebook.name, grade.name): _points_of(grade)
            for notebook in entry.notebooks
            for grade in notebook.grades
        }
        for entry in book.assignment_submissions(assignment)
    }


def _points_of(grade: Grade) -> CellPoints:
    extra = grade.extra_credit or 0.0
    return CellPoints(grade.auto_score, grade.cell.max_score, grade.manual_score, extra)


def compare(old: Points, new: Points) -> Comparison:
    """Compare two gradings; what a person gave in the old one counts in both."""
    found = Comparison()
    for student in sorted(old):
        if student not in new:
            found.not_graded.append(student)
            continue
        found.compared += 1
        cells = tuple(_changes(old[student], new[student]))
        if cells:
            kept = {name: _kept(old[student].get(name), one) for name, one in new[student].items()}
            totals = _sum(old[student]), _sum(kept), _worth(old[student]), _worth(kept)
            found.changes.append(StudentChange(student, *totals, cells))
    return found


def _changes(old: dict[CellName, CellPoints], new: dict[CellName, CellPoints]) -> list[CellChange]:
    names = [*new, *(name for name in old if name not in new)]
    return [
        CellChange(*name, old.get(name), new.get(name))
        for name in names
        if _differ(old.get(name), new.get(name))
    ]


def _differ(old: CellPoints | None, new: CellPoints | None) -> bool:
    if old is None or new is None:
        return True
    return not (_same(old.auto, new.auto) and _same(old.worth, new.worth))


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < CLOSE


def _kept(old: CellPoints | None, new: CellPoints) -> CellPoints:
    return replace(new, by_person=old.by_person, extra=old.extra) if old else new


def _sum(cells: dict[CellName, CellPoints]) -> float:
    return sum(cell.counts for cell in cells.values())


def _worth(cells: dict[CellName, CellPoints]) -> float:
    return sum(cell.worth for cell in cells.values())

"""Find the known mistakes that explain best what came back.

What came back is cut into cells, one for each value of each call. A cell is right, wrong, or not
there because the call raised an error. A hypothesis is one known mistake, or several at once, with
the cells that it gives. It *explains* a wrong cell in which it gives the same, and it is
*contradicted* by a cell that is right though it gives something wrong there.

1. One hypothesis gives the same in every cell.
2. It gives the same in every cell that is there; the errors get a hint of their own.
3. A fewest number of hypotheses, none of them contradicted, explain all wrong cells between them.
   Of several each is right where another one explains a cell: two mistakes that change the same
   cell give neither one's value there.
4. One that is not contradicted explains most wrong cells. It is told as probable.

Where other mistakes would do as well, only what all of them have in common is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_

import numpy as np

from .hints import hint_on
from .signature import GIST, RIGHT

MAX_TOGETHER = 3  # so many mistakes may share the wrong cells
MOST = 0.8  # of the wrong cells; so many a probable mistake explains
MIN_TELLING = 3  # so many cells of several numbers a mistake explains that is not all that is wrong
MAX_CANDIDATES = 16


@dataclass(frozen=True)
class Hypothesis:
    """Known mistakes, by name, and the signature of each case if all of them are made."""

    names: tuple
    signatures: tuple


@dataclass(frozen=True)
class Finding:
    """The names of the mistakes that explain what came back, and whether that is only probable."""

    names: tuple = ()
    probable: bool = False


class Evidence:
    """The hypotheses of a table as arrays: a row per hypothesis, a column per cell."""

    def __init__(self, hypotheses):
        self.hypotheses = tuple(hypotheses)
        rows = [[c for s in one.signatures for c in s.cells] for one in self.hypotheses]
        self.numbers: dict = {RIGHT: 0}
        self.structures = np.array(
            [[self._number(cell.structure) for cell in row] for row in rows], dtype=int
        )
        self.probes = np.array([[cell.probe for cell in row] for row in rows])
        self.only_errors = [all(s.raised for s in one.signatures) for one in self.hypotheses]

    def _number(self, structure):
        return self.numbers.setdefault(structure, len(self.numbers))

    def compare(self, signatures):
        """Return what came back, compared with every hypothesis."""
        return Seen(self, signatures)

    def in_all(self, seen):
        """Return the mistakes that give the same in every cell, or None."""
        rows = np.flatnonzero(seen.same.all(axis=1))
        return self._first_or_common([row for row in rows if self._same_words(row, seen)])

    def in_part(self, seen):
        """Return the mistakes that explain best what is wrong, if they do not give all of it."""
        if not seen.wrong.any() or not self.hypotheses:
            return Finding()
        steps = (self._same_where_there, self._together, self._most)
        return next((found for step in steps if (found := step(seen))), Finding())

    def _same_words(self, row, seen):
        """Return whether a mistake that gives nothing but errors gives errors of these words."""
        if not self.only_errors[row]:
            return True
        pairs = zip(seen.signatures, self.hypotheses[row].signatures)
        return all(_same_message(one.message, other.message) for one, other in pairs)

    def _same_where_there(self, seen):
        if not seen.raised.any():
            return None
        fits = (seen.same | seen.raised).all(axis=1) & self._tells(seen, seen.wrong)
        return self._common(np.flatnonzero(fits))

    def _together(self, seen):
        rows = self._candidates(seen)
        masks = {row: _mask(seen.same[row] & seen.wrong) for row in rows}
        pure = [row for row in rows if not seen.differs[row].any()]
        telling, wanted = _mask(seen.telling), _mask(seen.wrong)
        for count in range(1, MAX_TOGETHER + 1):
            sets = [
                chosen
                for chosen in combinations(pure if count > 1 else rows, count)
                if _explain(wanted, telling, [masks[row] for row in chosen])
            ]
            if sets:
                return self._common_of_sets(sets)
        return None

    def _candidates(self, seen):
        """Return the hypotheses that explain something and that no right cell contradicts."""
        explains = seen.same[:, seen.wrong].any(axis=1) & self._tells(seen, seen.wrong)
        rows = np.flatnonzero(explains & ~seen.contradicted)
        alone = [row for row in rows if len(self.hypotheses[row].names) == 1]
        chosen = sorted(alone or rows, key=lambda row: -int(seen.same[row, seen.wrong].sum()))
        return chosen[:MAX_CANDIDATES]

    def _most(self, seen):
        total = int(seen.wrong.sum())
        rows = self._candidates(seen)
        if not total or not rows:
            return None
        counts = {row: int(seen.same[row, seen.wrong].sum()) for row in rows}
        best = max(counts.values())
        telling = seen.wrong & seen.telling
        first = [row for row in rows if counts[row] == best]
        if best < MOST * total or (seen.same[first[0]] & telling).sum() < MIN_TELLING:
            return None
        found = self._common(first)
        return Finding(found.names, probable=True) if found and found.names else None

    def _tells(self, seen, cells):
        """Return for each hypothesis whether it explains a cell with several different numbers."""
        return (seen.same & cells & seen.telling).any(axis=1)

    def _first_or_common(self, rows):
        """Return the first of these that is one mistake alone, else what all have in common."""
        alone = [row for row in rows if len(self.hypotheses[row].names) == 1]
        if alone:
            return Finding(self.hypotheses[alone[0]].names)
        return self._common(rows)

    def _common(self, rows):
        return self._common_of_sets([(row,) for row in rows])

    def _common_of_sets(self, sets):
        if not sets:
            return None
        names = [[name for row in one for name in self.hypotheses[row].names] for one in sets]
        common = reduce(lambda a, b: [name for name in a if name in b], names)
        return Finding(tuple(dict.fromkeys(common))) if common else None


def _mask(cells):
    """Return cells as a whole number with a bit for each."""
    return int("".join("1" if cell else "0" for cell in cells), 2)


def _explain(wanted, telling, masks):
    """Return whether cells explain all that is wanted, and each of them much that no other does."""
    if reduce(or_, masks) != wanted:
        return False
    least = MIN_TELLING if len(masks) > 1 else 1
    rest = [reduce(or_, masks[:i] + masks[i + 1 :], 0) for i in range(len(masks))]
    alone = [mask & ~others & telling for mask, others in zip(masks, rest)]
    return all(one.bit_count() >= least for one in alone)


class Seen:
    """What came back, compared with every hypothesis."""

    def __init__(self, evidence, signatures):
        self.signatures = signatures
        cells = [cell for signature in signatures for cell in signature.cells]
        structures = np.array([evidence.numbers.get(cell.structure, -1) for cell in cells])
        probes = np.array([cell.probe for cell in cells])
        tolerances = np.array([cell.tolerance for cell in cells])
        self.raised = np.array([bool(s.raised) for s in signatures for _ in s.cells])
        edge = np.array([cell.edge for cell in cells])
        right = np.array([cell.structure == RIGHT for cell in cells]) & ~edge
        self.wrong = ~right & ~edge & ~self.raised
        self.telling = np.array([cell.telling for cell in cells])
        near = np.abs(evidence.probes - probes) <= tolerances
        usual = np.isin(
            evidence.structures, [evidence.numbers[RIGHT], evidence.numbers.get("", -1)]
        )
        self.same = ((evidence.structures == structures) & near) | (edge & usual)
        self.differs = (evidence.structures != 0) & ~self.same & self.wrong
        self.contradicted = (evidence.structures[:, right] != 0).any(axis=1)


def _same_message(one, other):
    """Return whether two errors say the same; NumPy's words change from version to version."""
    one, other = one[:GIST], other[:GIST]
    return one == other or hint_on(one) == hint_on(other) != ""

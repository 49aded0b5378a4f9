"""Choose which of a student's files count: the newest notebook that is not an empty template."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..course.printable import one_line
from .hand_ins import HandedFile, HandIn
from .recognition import DAMAGED, NotANotebookError, Recognition, ReleasedNotebook, recognise

ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".txt")
COPY = re.compile(r"(?:[-_ ]?\(\d+\)|-\d+|[-_ ]copy\d*|[-_ ]checkpoint)+$", re.IGNORECASE)
KINDS = {
    ".py": "a Python script", ".pdf": "a PDF", ".html": "a web page", ".docx": "a Word document",
    ".doc": "a Word document", ".rar": "an archive that is not a zip", ".zip": "a damaged zip",
    ".7z": "an archive that is not a zip", ".tar": "an archive that is not a zip",
    ".gz": "an archive that is not a zip",
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A file that is one of the assignment's notebooks."""

    file: HandedFile
    hand_in: HandIn
    recognition: Recognition

    @property
    def rank(self) -> tuple[int, int]:
        """How unlikely it is that this is the one among those that were handed in together."""
        return -self.recognition.filled, _distance(self.file, self.recognition.notebook)


@dataclass
class Choice:
    """What counts of a student's files, and why the others do not.

    `problems` are files that may well count: somebody should look at them.
    """

    notebooks: dict[str, Candidate] = field(default_factory=dict)
    beside: list[HandedFile] = field(default_factory=list)
    not_taken: list[tuple[HandedFile, str]] = field(default_factory=list)
    problems: list[tuple[HandedFile, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def choose(hand_ins: Sequence[HandIn], released: Sequence[ReleasedNotebook]) -> Choice:
    """Choose among the hand-ins of one student, the newest first."""
    choice = Choice()
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    others: list[tuple[HandedFile, HandIn, str]] = []
    for hand_in in hand_ins:
        for file in hand_in.files:
            try:
                found = _recognised(file, released)
                candidates[found.notebook].append(Candidate(file, hand_in, found))
            except NotANotebookError as error:
                others.append((file, hand_in, str(error)))
    for name, found_files in candidates.items():
        _choose_notebook(name, found_files, choice)
    _sort_others(others, choice)
    found_in = [one.hand_in for several in candidates.values() for one in several]
    if choice.notebooks and not any(one is hand_ins[0] for one in found_in):
        choice.remarks.append("the newest hand-in has no notebook; an older one counts")
    return choice


def _recognised(file: HandedFile, released: Sequence[ReleasedNotebook]) -> Recognition:
    name = file.claim.within[-1].lower()
    if not name.endswith(ENDINGS):
        kind = next((KINDS[ending] for ending in KINDS if name.endswith(ending)), "not a notebook")
        raise NotANotebookError(kind)
    return recognise(file.member.file, released)


def _choose_notebook(name: str, candidates: list[Candidate], choice: Choice) -> None:
    """Choose the file that is this notebook; what is not chosen is explained."""
    worked_in = [one for one in candidates if one.recognition.filled]
    newest = (worked_in or candidates)[0].hand_in
    together = sorted(
        (one for one in worked_in or candidates if one.hand_in is newest), key=lambda c: c.rank
    )
    chosen = together[0]
    doubtful = [
        one for one in together[1:]
        if one.rank == chosen.rank and not _same(one.file, chosen.file)
    ]  # fmt: skip
    if doubtful:
        names = ", ".join(one_line(one.file.member.parts[-1]) for one in (chosen, *doubtful))
        for one in (chosen, *doubtful):
            choice.problems.append((one.file, f"it is not known which of these counts: {names}"))
    else:
        choice.notebooks[name] = chosen
        if not chosen.recognition.filled:
            choice.remarks.append(f"{name} is as it was handed out: nothing is filled in")
    for one in candidates:
        if one is not chosen and one not in doubtful:
            choice.not_taken.append((one.file, _why_not(one, chosen)))
    if worked_in and candidates[0].hand_in is not newest:
        choice.remarks.append(
            f"the newest hand-in of {name} is an empty template; an older one counts"
        )


def _why_not(candidate: Candidate, chosen: Candidate) -> str:
    if _same(candidate.file, chosen.file):
        return "a copy of the file that counts"
    if not candidate.recognition.filled and chosen.recognition.filled:
        return "an empty template; another file is filled in"
    if candidate.hand_in is not chosen.hand_in:
        return "older than the hand-in that counts"
    if candidate.recognition.filled < chosen.recognition.filled:
        return "less of it is filled in than of the file that counts"
    return "another file's name fits better"


def _sort_others(others: list[tuple[HandedFile, HandIn, str]], choice: Choice) -> None:
    counted = [candidate.hand_in for candidate in choice.notebooks.values()]
    nothing_filled = not any(c.recognition.filled for c in choice.notebooks.values())
    for file, hand_in, reason in others:
        name = file.claim.within[-1].lower()
        looks_like_one = name.endswith(".ipynb")
        if counted and nothing_filled and name.endswith((*KINDS, ".ipynb")):
            choice.problems.append((file, f"{reason}, and the notebook beside it is empty"))
        elif counted and looks_like_one and reason == DAMAGED:
            choice.problems.append((file, f"{reason}, though it is called one; another one counts"))
        elif any(hand_in is one for one in counted):
            choice.beside.append(file)
        elif counted:
            choice.not_taken.append((file, "from a hand-in that does not count"))
        elif choice.problems and not looks_like_one:
            choice.not_taken.append((file, "its notebook was not placed"))
        else:
            choice.problems.append(
                (file, f"{reason}, and no notebook of the assignment came with it")
            )


def _distance(file: HandedFile, notebook: str) -> int:
    """Return how far a file's name is from that of the notebook."""
    name = file.claim.within[-1].casefold()
    ending = max((e for e in ENDINGS if name.endswith(e)), key=len, default="")
    stem = name.removesuffix(ending)
    if stem == notebook.casefold():
        return 0 if ending == ".ipynb" else 1
    return 2 if COPY.sub("", stem) == notebook.casefold() else 3


def _same(one: HandedFile, other: HandedFile) -> bool:
    return one.member.file.read_bytes() == other.member.file.read_bytes()

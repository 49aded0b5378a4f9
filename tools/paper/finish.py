"""Fix the PDF that Chromium has printed, and add its metadata."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    TextStringObject,
)

from . import PaperError
from .contents import Book
from .formulas import MARK


def finish(pdf: Path, book: Book, headings: list[str]) -> None:
    writer = PdfWriter(clone_from=pdf)
    root = writer.root_object
    _describe(writer, book)
    _mend_outline(root, headings)
    _name_formulas(root)
    writer.write(pdf)


def _describe(writer: PdfWriter, book: Book) -> None:
    facts = {"Title": book.title, "Author": book.author, "Subject": book.subtitle}
    writer.add_metadata({f"/{key}": text for key, text in facts.items()})
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown


def _mend_outline(root: DictionaryObject, headings: list[str]) -> None:
    """Restore the spaces that Chromium 156 drops where a heading wraps."""
    entries = list(_entries(root["/Outlines"]))
    found, wanted = [_squashed(str(e["/Title"])) for e in entries], list(map(_squashed, headings))
    if found != wanted:
        odd = sorted(set(found) ^ set(wanted))
        raise PaperError(
            f"the outline does not hold the headings of the book: {odd}. A formula in a heading is "
            "one reason: write the heading without it"
        )
    for entry, heading in zip(entries, headings):
        entry[NameObject("/Title")] = TextStringObject(" ".join(heading.split()))


def _squashed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def _entries(parent: PdfObject) -> Iterator[DictionaryObject]:
    """Yield the entries of an outline in order."""
    entry = _dictionary(parent).get("/First")
    while entry is not None:
        found = _dictionary(entry)
        yield found
        yield from _entries(found)
        entry = found.get("/Next")


def _name_formulas(root: DictionaryObject) -> None:
    for element in elements(root["/StructTreeRoot"]):
        words = str(element.get("/Alt", ""))
        if words.startswith(MARK):
            element[NameObject("/S")] = NameObject("/Formula")
            element[NameObject("/Alt")] = TextStringObject(words.removeprefix(MARK))


def elements(tree: PdfObject) -> Iterator[DictionaryObject]:
    """Yield all elements of a structure tree."""
    waiting = [tree]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, ArrayObject):
            waiting.extend(item)
        elif isinstance(item, DictionaryObject):
            yield item
            if "/K" in item:
                waiting.append(item["/K"])


def _dictionary(item: PdfObject) -> DictionaryObject:
    found = item.get_object()
    assert isinstance(found, DictionaryObject)
    return found

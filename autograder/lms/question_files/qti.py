"""A package of QTI 2.1: a file per question, the test that asks them, and the manifest."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from ...course import paths
from .placed import Format, Placed
from .qti_items import QTI, SCHEMA, XSI, Tree, identifier_of, item, node

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGE_SCHEMA = f"{PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
TEST = "test.xml"
# A package is the same whenever it is made.
NO_DATE = (1980, 1, 1, 0, 0, 0)

Items = Sequence[tuple[Placed, Tree]]


def write(placed: Placed) -> Tree:
    """Return a question of the book as an item."""
    return item(placed.question, f"{placed.number} {placed.question.id}")


def join(items: Items) -> bytes:
    """Return the package."""
    files = {"imsmanifest.xml": _manifest(items), TEST: _test(items)}
    files |= {_file(placed): element for placed, element in items}
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, element in files.items():
            text = ET.tostring(element, encoding="utf-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name, NO_DATE), text, zipfile.ZIP_DEFLATED)
    return package.getvalue()


def _file(placed: Placed) -> str:
    return f"items/{placed.question.id}.xml"


def _test(items: Items) -> Tree:
    """Return the test: a section per chapter."""
    part = node(
        "testPart",
        *_sections(items),
        identifier="questions",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    test = node("assessmentTest", part, identifier="test", title=paths.course().title)
    test.attrib |= {"xmlns": QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA}
    return test


def _sections(items: Items) -> Iterator[Tree]:
    by_chapter = groupby(items, lambda pair: (pair[0].path.stem, pair[0].chapter))
    for (stem, chapter), group in by_chapter:
        references = (
            node("assessmentItemRef", identifier=identifier_of(each.question), href=_file(each))
            for each, _ in group
        )
        name = re.sub(r"\W", "_", stem)
        yield node(
            "assessmentSection",
            *references,
            identifier=f"section_{name}",
            title=chapter,
            visible="true",
        )


def _manifest(items: Items) -> Tree:
    schema, version = node("schema"), node("schemaversion")
    schema.text, version.text = "QTIv2.1 Package", "1.0.0"
    questions = [
        _resource(identifier_of(each.question), "imsqti_item_xmlv2p1", _file(each))
        for each, _ in items
    ]
    test = _resource("test", "imsqti_test_xmlv2p1", TEST)
    test.extend(node("dependency", identifierref=each.get("identifier", "")) for each in questions)
    manifest = node(
        "manifest",
        node("metadata", schema, version),
        node("organizations"),
        node("resources", test, *questions),
        identifier="dense-to-adam-questions",
    )
    manifest.attrib |= {"xmlns": PACKAGE, "xmlns:xsi": XSI, "xsi:schemaLocation": PACKAGE_SCHEMA}
    return manifest


def _resource(identifier: str, kind: str, file: str) -> Tree:
    return node("resource", node("file", href=file), identifier=identifier, type=kind, href=file)


FORMAT = Format(write, join, "-qti21.zip", "in the LMS: import a QTI 2.1 package")

"""What QTI 2.1 and IMS Content Packaging demand of the elements that a package of ours uses.

Written from the specification's information model: the schemas themselves may not be redistributed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"

EXPRESSION = "(variable|baseValue|mapResponse|multiple|equal|not|or|member|match|stringMatch)"
RULES = "((setOutcomeValue|responseCondition) )*"
INLINE = "((code|em|strong|b|a) )*"
BLOCKS = "((p|pre|ul|ol|div|choiceInteraction) )*"
FLOW = "((p|pre|ul|ol|div|code|em|strong|b|a) )*"
# Of each element: its attributes, those with a star are required, and its children in order.
ITEM = {
    "assessmentItem": (
        "identifier* title* adaptive* timeDependent*",
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?"
        "(modalFeedback )*",
    ),
    "responseDeclaration": (
        "identifier* cardinality* baseType", "(correctResponse )?(mapping )?",
    ),
    "outcomeDeclaration": (
        "identifier* cardinality* baseType normalMinimum normalMaximum", "(defaultValue )?",
    ),
    "correctResponse": ("", "(value )+"),
    "defaultValue": ("", "(value )+"),
    "value": ("", ""),
    "mapping": ("lowerBound upperBound defaultValue*", "(mapEntry )+"),
    "mapEntry": ("mapKey* mappedValue* caseSensitive", ""),
    "itemBody": ("", BLOCKS),
    "choiceInteraction": ("responseIdentifier* shuffle* maxChoices*", "(prompt )?(simpleChoice )+"),
    "prompt": ("", INLINE),
    "simpleChoice": ("identifier*", FLOW),
    "textEntryInteraction": ("responseIdentifier* expectedLength", ""),
    "responseProcessing": ("", RULES),
    "responseCondition": ("", "responseIf (responseElseIf )*(responseElse )?"),
    "responseIf": ("", f"{EXPRESSION} {RULES}"),
    "responseElseIf": ("", f"{EXPRESSION} {RULES}"),
    "responseElse": ("", RULES),
    "setOutcomeValue": ("identifier*", f"{EXPRESSION} "),
    "variable": ("identifier*", ""),
    "baseValue": ("baseType*", ""),
    "mapResponse": ("identifier*", ""),
    "multiple": ("", f"({EXPRESSION} )*"),
    "equal": ("toleranceMode* tolerance", f"{EXPRESSION} {EXPRESSION} "),
    "stringMatch": ("caseSensitive* substring", f"{EXPRESSION} {EXPRESSION} "),
    "match": ("", f"{EXPRESSION} {EXPRESSION} "),
    "member": ("", f"{EXPRESSION} {EXPRESSION} "),
    "not": ("", f"{EXPRESSION} "),
    "or": ("", f"({EXPRESSION} )+"),
    "modalFeedback": ("outcomeIdentifier* identifier* showHide*", FLOW),
    "p": ("", f"({INLINE}|textEntryInteraction )"),
    "pre": ("", INLINE),
    "code": ("", INLINE), "em": ("", INLINE), "strong": ("", INLINE), "b": ("", INLINE),
}  # fmt: skip
TEST = {
    "assessmentTest": ("identifier* title*", "(testPart )+"),
    "testPart": ("identifier* navigationMode* submissionMode*", "(assessmentSection )+"),
    "assessmentSection": ("identifier* title* visible*", "(assessmentItemRef )*"),
    "assessmentItemRef": ("identifier* href*", ""),
}
MANIFEST = {
    "manifest": ("identifier*", "(metadata )?organizations resources "),
    "metadata": ("", "(schema )?(schemaversion )?"),
    "schema": ("", ""), "schemaversion": ("", ""),
    "organizations": ("", ""),
    "resources": ("", "(resource )*"),
    "resource": ("identifier* type* href", "(file )*(dependency )*"),
    "file": ("href*", ""),
    "dependency": ("identifierref*", ""),
}  # fmt: skip
TEXT_ALLOWED = (
    "value baseValue schema schemaversion prompt simpleChoice modalFeedback p pre code em strong b"
)
VALUES = {
    "cardinality": "single|multiple",
    "baseType": "identifier|float|string",
    "showHide": "show|hide",
    "toleranceMode": "exact|absolute|relative",
    "tolerance": r"[\d.e-]+( [\d.e-]+)?",
    "navigationMode": "linear|nonlinear",
    "submissionMode": "individual|simultaneous",
    "adaptive|timeDependent|shuffle|caseSensitive|visible": "true|false",
    "identifier|responseIdentifier|outcomeIdentifier|identifierref": r"[A-Za-z_][\w.-]*",
    "lowerBound|upperBound|defaultValue|mappedValue": r"-?[\d.]+(e-?\d+)?",
    "maxChoices|expectedLength": r"\d+",
}


def faults_of_item(root: ET.Element) -> list[str]:
    """Return what is wrong with an item."""
    faults = list(_faults(root, QTI, ITEM))
    declared = {e.get("identifier") for e in root if e.tag.endswith("Declaration")}
    for name in ("variable", "setOutcomeValue"):
        used = {each.get("identifier") for each in root.iter(f"{{{QTI}}}{name}")}
        faults += [f"{each} is not declared" for each in used - declared]
    for names in ("modalFeedback", "simpleChoice"):
        found = [each.get("identifier") for each in root.iter(f"{{{QTI}}}{names}")]
        if len(found) != len(set(found)):
            faults.append(f"two elements {names} have the same name")
    return faults


def faults_of_package(package: zipfile.ZipFile) -> list[str]:
    """Return what is wrong with the manifest and the test of a package."""
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    test = ET.fromstring(package.read("test.xml"))
    faults = [*_faults(manifest, PACKAGE, MANIFEST), *_faults(test, QTI, TEST)]
    listed = {file.get("href", "") for file in manifest.iter(f"{{{PACKAGE}}}file")}
    if listed != set(package.namelist()) - {"imsmanifest.xml"}:
        faults.append("the manifest does not list the files of the package")
    asked = [each.get("href", "") for each in test.iter(f"{{{QTI}}}assessmentItemRef")]
    if set(asked) != listed - {"test.xml"} or len(asked) != len(set(asked)):
        faults.append("the test does not ask each item once")
    names = [each.get("identifier") for each in test.iter()]
    if len(names) != len(set(names)):
        faults.append("two parts of the test have the same name")
    return faults


def _faults(root: ET.Element, space: str, rules: dict[str, tuple[str, str]]) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{space}}}")
        if name not in rules:
            yield f"{element.tag} may not stand here"
            continue
        attributes, children = rules[name]
        yield from _wrong_attributes(name, element, attributes)
        found = "".join(f"{child.tag.removeprefix(f'{{{space}}}')} " for child in element)
        if not re.fullmatch(children or "", found):
            yield f"{name} holds {found.strip() or 'nothing'}"
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        if text.strip() and name not in TEXT_ALLOWED.split():
            yield f"{name} holds text"


def _wrong_attributes(name: str, element: ET.Element, allowed: str) -> Iterator[str]:
    known = {each.rstrip("*") for each in allowed.split()}
    required = {each.rstrip("*") for each in allowed.split() if each.endswith("*")}
    given = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    if given.keys() - known or required - given.keys():
        yield f"{name} has the attributes {', '.join(given)}"
    for key, value in given.items():
        for names, pattern in VALUES.items():
            if key in names.split("|") and not re.fullmatch(pattern, value):
                yield f"{name}: {key} is {value!r}"

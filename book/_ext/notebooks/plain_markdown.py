"""Turn the book's MyST Markdown into what every notebook program shows.

Directives and roles of the book have no meaning there: exercises become a heading, links a name,
and what only the pages can do is left out. A directive or role that is not known here is an error,
so that no notebook shows raw markup.
"""

import re
from collections.abc import Callable

from .. import texts

Resolve = Callable[[str, str], str]  # role and target -> the words that are shown

OPEN = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\}[ \t]*(.*)$")
OPTION = re.compile(r"^:[\w-]+:")
LABEL = re.compile(r"^\([\w-]+\)=\s*$")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
WITH_TEXT = re.compile(r"^(.*?)\s*<([^<>]+)>$", re.DOTALL)
LEFT_OUT = {"common-mistakes", "practice", "live-figure"}
FRAMES = {"grid", "grid-item"}
FENCE = re.compile(r"^(`{3,}|~{3,})")


class UnknownMarkup(ValueError):
    """A directive or a role that has no form in a notebook."""


def plain(text: str, resolve: Resolve) -> str:
    """Return the text of one Markdown cell without anything that only the book understands."""
    lines = COMMENT.sub("", text).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_blocks(lines, resolve))).strip()


def _blocks(lines: list[str], resolve: Resolve) -> list[str]:
    written: list[str] = []
    at = 0
    while at < len(lines):
        opened, fence = OPEN.match(lines[at]), FENCE.match(lines[at])
        if opened:
            end = _end_of(lines, at, opened[1])
            written += _directive(opened[2], opened[3], lines[at + 1 : end], resolve)
            at = end + 1
        elif fence:
            end = _end_of(lines, at, fence[1])
            written += lines[at : end + 1]
            at = end + 1
        else:
            if not LABEL.match(lines[at]):
                written.append(lines[at])
            at += 1
    return _with_roles(written, resolve)


def _end_of(lines: list[str], start: int, fence: str) -> int:
    for at in range(start + 1, len(lines)):
        if lines[at].rstrip() == fence:
            return at
    raise UnknownMarkup(f"{lines[start]!r} has no end")


def _directive(name: str, title: str, body: list[str], resolve: Resolve) -> list[str]:
    while body and OPTION.match(body[0]):
        body = body[1:]
    if name in LEFT_OUT:
        return []
    if name in ("quiz", "review"):
        return ["", texts.CHAPTER_QUIZ, ""]
    inner = "\n".join(_blocks(body, resolve)).strip().split("\n")
    if name in FRAMES:
        return ["", *inner, ""]
    if name == "exercise":
        return ["", f"**{texts.CHAPTER_EXERCISE.format(title=title)}**", "", *inner, ""]
    if name in ("admonition", "note", "warning", "tip"):
        head = title if name == "admonition" else name.capitalize()
        return ["", *(f"> {line}".rstrip() for line in (f"**{head}**", "", *inner)), ""]
    raise UnknownMarkup(f"the directive {{{name}}}")


def _with_roles(lines: list[str], resolve: Resolve) -> list[str]:
    """Replace roles, which may run over the end of a line."""

    def words(match: re.Match[str]) -> str:
        role, content = match[1], match[2]
        named = WITH_TEXT.match(content)
        if role in ("doc", "ref", "numref", "term"):
            return named[1] if named and role != "numref" else resolve(role, content)
        raise UnknownMarkup(f"the role {{{role}}}")

    return ROLE.sub(words, "\n".join(lines)).split("\n")

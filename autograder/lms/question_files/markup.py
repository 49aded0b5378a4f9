r"""Markdown of the quizzes as XHTML, with formulas as `\(...\)`, which MathJax typesets.

Moodle, most readers of QTI, and Anki use MathJax with these delimiters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from .placed import CannotExportError

CANNOT_CARRY = {"image": "a picture", "html_inline": "HTML", "html_block": "HTML"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"xhtmlOut": True})
    parser.use(dollarmath_plugin, double_inline=True)
    for name, (before, after) in {
        "math_inline": (r"\(", r"\)"),
        "math_inline_double": (r"\[", r"\]"),
        "math_block": (r"<p>\[", r"\]</p>"),
    }.items():
        parser.add_render_rule(name, _rule(before, after))
    return parser


def _rule(before: str, after: str) -> Callable[..., str]:
    def render(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
        return f"{before}{escape(tokens[index].content.strip(), quote=False)}{after}"

    return render


_PARSER = _parser()


def blocks(markdown: str) -> str:
    """Return Markdown as paragraphs.

    Raises
    ------
    CannotExportError
        If it holds a picture or HTML, which these files do not carry.
    """
    tokens = _PARSER.parse(markdown)
    for token in [*tokens, *(inner for block in tokens for inner in block.children or ())]:
        if token.type in CANNOT_CARRY:
            raise CannotExportError(
                f"it holds {CANNOT_CARRY[token.type]}, and the export takes text, code and formulas"
            )
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {})).strip()


def phrase(markdown: str) -> str:
    """Return Markdown without the tags of its paragraph, if it is a single one."""
    html = blocks(markdown)
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inner else inner


def code(text: str) -> str:
    """Return code within a sentence."""
    return f"<code>{escape(text, quote=False)}</code>"


def listing(text: str) -> str:
    """Return lines of code."""
    return f"<pre><code>{escape(text.strip(), quote=False)}</code></pre>"


def paragraph(*parts: str) -> str:
    """Return parts, which are XHTML, as one paragraph."""
    return f"<p>{' '.join(parts)}</p>"


def bullets(items: Iterable[str], *, lettered: bool = False) -> str:
    """Return items, which are XHTML, as a list; nothing if there are none."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    tag, start = ("ol", '<ol type="a">') if lettered else ("ul", "<ul>")
    return f"{start}{rows}</{tag}>" if rows else ""

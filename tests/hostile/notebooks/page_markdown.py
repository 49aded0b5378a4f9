"""Markdown, raw cells, attachments, ids and tags that would run in the reader's browser."""

import json
from pathlib import Path

from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    run = "window.HACKED = 1; document.title = 'HACKED'; alert('HACKED')"
    texts = [
        f"<script>{run}</script>",
        f'<img src=x onerror="{run}">',
        "![x](http://evil.test/a.png)",
        "[x](javascript:alert(1))",
        f"<svg><script>{run}</script></svg>",
        "<style>*{}</style>",
        f"$$</script><script>{run}</script>$$",
        "$\\href{javascript:alert(1)}{x}$",
        "[x]: http://evil.test",
        f"`</code><script>{run}</script>`",
        f"```\n</pre><script>{run}</script>\n```",
        "<details><summary>x</summary><img src=http://evil.test/b.png></details>",
        "<a href=' javascript:alert(1)'>x</a><a href='java\tscript:alert(1)'>x</a>",
        "![a](attachment:a.svg) <iframe src=http://evil.test></iframe><embed src=http://evil.test/e>",
    ]
    for text in texts:
        for kind in ("markdown", "raw", "code"):
            cell = {
                "cell_type": kind,
                "source": text,
                "id": text,
                "metadata": {
                    "tags": [text],
                    "name": text,
                    "raw_mimetype": "text/html",
                    "nbgrader": {"grade_id": text},
                },
                "attachments": {"a.svg": {"image/svg+xml": texts[4], text: text}},
            }
            notebook.cells.append(cell)
    notebook.metadata["title"] = notebook.metadata["widgets"] = texts[0]
    path.write_text(json.dumps(notebook), "utf-8")

"""The book's colours, each for a light and for a dark page. They are written here and nowhere else.

The book's build makes CSS variables of them (`--book-blue`), which style sheets, live figures and
the printed book use, fills them into the logo, and replaces them in figures, so that these follow
the page when the reader switches. Every colour of a line or a letter has a contrast of at least 4.5
to the page, in both. All light colours differ.
"""

from typing import NamedTuple


class Colour(NamedTuple):
    """One colour of a light and of a dark page."""

    light: str
    dark: str


PALETTE = {
    "ink": Colour("#22282f", "#e8e8ea"),
    "muted": Colour("#5f6b78", "#a3adb8"),
    "line": Colour("#c9d0d8", "#48515b"),
    "paper": Colour("#fffffe", "#121212"),
    "blue": Colour("#1b62a5", "#7ab8f5"),
    "orange": Colour("#a84b00", "#f5a763"),
    "green": Colour("#0b7353", "#5fcfa3"),
    "blue_wash": Colour("#d9e8f6", "#1b3a57"),
    "orange_wash": Colour("#fbe3cf", "#51331a"),
    "green_wash": Colour("#d3eee3", "#163f32"),
    "purple": Colour("#86329b", "#dba4ee"),
    "purple_wash": Colour("#efdcf5", "#452650"),
    # Answers and checks.
    "right": Colour("#0b6b2e", "#7fdca4"),
    "wrong": Colour("#a3151f", "#ffa3a3"),
    # The editor, and Python in it.
    "editor": Colour("#ffffff", "#14181e"),
    "keyword": Colour("#7928a1", "#d9b3ff"),
    "name": Colour("#00579e", "#8cc8ff"),
    "string": Colour("#176d35", "#9fe0a5"),
    "number": Colour("#9b3d00", "#ffb98a"),
    "comment": Colour("#5c5f66", "#a9adb6"),
}

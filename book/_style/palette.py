"""The book's colours, each for a light and for a dark page.

A figure is drawn in the light colours; the book's build replaces each by a CSS variable of the
same name, so that the figure follows the page when the reader switches. Every colour of a line or
a letter has a contrast of at least 4.5 to the page, in both.
"""

from typing import NamedTuple


class Colour(NamedTuple):
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
}

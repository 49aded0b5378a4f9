"""One look for all figures of the book. `import figures` sets it; the rest are parts that pages
share.

Figures are SVG on a clear background, at most 480 px wide, so that their letters stay readable on
a phone. Use the colours below and no others: the build lets them follow the reader's theme.
"""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib_inline.backend_inline import set_matplotlib_formats
from palette import PALETTE

LIGHT = {name: colour.light for name, colour in PALETTE.items()}
INK, MUTED, LINE, PAPER = (LIGHT[name] for name in ("ink", "muted", "line", "paper"))
# Unit 1, 2 and 3 have the same colour in every figure.
UNITS = (LIGHT["blue"], LIGHT["orange"], LIGHT["green"])
WASHES = (LIGHT["blue_wash"], LIGHT["orange_wash"], LIGHT["green_wash"])
# Four classes. Each has a marker too, for those who cannot tell the colours apart.
CLASSES = (*UNITS, LIGHT["purple"])
CLASS_WASHES = (*WASHES, LIGHT["purple_wash"])
MARKERS = ("o", "s", "^", "D")
WIDTH = 5.0
Point = tuple[float, float]

plt.rcParams.update(
    {
        "figure.figsize": (WIDTH, 3.2),
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": LINE,
        "axes.labelcolor": INK,
        "axes.titlecolor": INK,
        "axes.prop_cycle": cycler(color=UNITS),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": LINE,
        "grid.linewidth": 0.6,
        "xtick.color": LINE,
        "ytick.color": LINE,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "text.color": INK,
        "font.size": 12,
        "axes.titlesize": 12,
        "lines.linewidth": 2.2,
        "legend.frameon": False,
        "mathtext.fontset": "cm",
        # Letters as shapes: the same on every machine. A fixed salt: the same file each time.
        "svg.fonttype": "path",
        "svg.hashsalt": "dense-to-adam",
    }
)
set_matplotlib_formats("svg", metadata={"Date": None})


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure as wide as a page for drawings: equal units in x and y, no axes."""
    figure, axes = plt.subplots(figsize=(WIDTH, WIDTH * height / width))
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")
    return figure, axes


def number(value: float) -> str:
    """Write a number as briefly as can be, with a true minus sign."""
    return f"{value:g}".replace("-", "−")


def draw_matrix(
    axes: Axes,
    matrix: np.ndarray,
    corner: Point,
    colours: Sequence[str] = UNITS,
    washes: Sequence[str] = WASHES,
) -> None:
    """Draw a matrix, each number in a cell of size 1, each column in a colour.

    `corner` is the upper left.
    """
    style = {"ha": "center", "va": "center", "fontsize": 15, "weight": "bold"}
    for (row, column), value in np.ndenumerate(matrix):
        x, y = corner[0] + column, corner[1] - row - 1
        wash = washes[column % len(washes)]
        axes.add_patch(Rectangle((x + 0.04, y + 0.04), 0.92, 0.92, facecolor=wash))
        axes.text(x + 0.5, y + 0.5, number(value), color=colours[column % len(colours)], **style)


def draw_unit(
    axes: Axes,
    centre: Point,
    label: str,
    colour: str = INK,
    wash: str = PAPER,
    radius: float = 0.5,
) -> None:
    """Draw one unit as a circle with its name inside."""
    style = {"facecolor": wash, "edgecolor": colour, "linewidth": 1.8}
    axes.add_patch(Circle(centre, radius, zorder=3, **style))
    axes.text(*centre, label, color=colour, ha="center", va="center_baseline", zorder=4)


def draw_arrow(
    axes: Axes, start: Point, end: Point, colour: str = MUTED, width: float = 1.2
) -> None:
    """Draw a straight arrow."""
    style = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops={**style, "color": colour, "linewidth": width})


def draw_links(axes: Axes, starts: Sequence[Point], ends: Sequence[Point]) -> None:
    """Draw a hair line from every start to every end."""
    gap = (np.nan, np.nan)
    points = [point for start in starts for end in ends for point in (start, end, gap)]
    axes.plot(*zip(*points, strict=True), color=LINE, linewidth=0.3, zorder=1)


def column_of(count: int, x: float, bottom: float, top: float) -> list[Point]:
    """Return the places of `count` units, evenly spread in a column."""
    return [(x, bottom + (top - bottom) * (i + 0.5) / count) for i in range(count)]


def draw_activations(axes: Axes, layer: np.ndarray, places: Sequence[Point], radius: float) -> None:
    """Draw a layer's units as dots: the stronger the activation, the fuller the dot."""
    for activation, place in zip(layer, places, strict=True):
        axes.add_patch(Circle(place, radius, facecolor=PAPER, zorder=3))
        # Opacity, not a mixed colour: a mixed colour could not follow the theme.
        fill = (UNITS[0], float(activation))
        edge = {"edgecolor": UNITS[0], "linewidth": 0.8}
        axes.add_patch(Circle(place, radius, facecolor=fill, zorder=4, **edge))


def draw_image(axes: Axes, image: np.ndarray, corner: Point, size: float) -> None:
    """Draw a picture of numbers from 0 to 1 as squares, 1 in ink; `corner` is the upper left."""
    side = size / len(image)
    for (row, column), value in np.ndenumerate(image):
        place = (corner[0] + column * side, corner[1] - (row + 1) * side)
        style = {"facecolor": (INK, float(value)), "edgecolor": LINE, "linewidth": 0.5}
        axes.add_patch(Rectangle(place, side, side, **style))

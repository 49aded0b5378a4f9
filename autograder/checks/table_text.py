"""How a table is written as text: cells that mistakes share are stored once, on lines that diff."""

from __future__ import annotations

import json


def columns_of(rows):
    """Return for each column its different cells, in the order in which they come.

    Mistakes share most of their cells: a cell is stored once, and a mistake says which ones it has.
    """
    return [list(dict.fromkeys(column)) for column in zip(*rows)]


def places_in(row, columns):
    return [column.index(cell) for cell, column in zip(row, columns)]


def unfolded(data):
    """Return the data of a table with the cells of each mistake in place of their places."""
    if "cells" not in data:  # a table of no cells, such as that of a model
        return data
    columns = data["cells"]

    def with_cells(mistake):
        cells = [column[place] for column, place in zip(columns, mistake["outcomes"])]
        return {**mistake, "outcomes": cells}

    lists = ("misconceptions", "combinations")
    return {**data, **{name: list(map(with_cells, data[name])) for name in lists}}


def lines_of(data, depth=0):
    """Write JSON with a line for each case and for the outcomes of each mistake."""
    if depth == 4 or not isinstance(data, (dict, list)) or not data or _is_short(data):
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(data, dict):
        flat = {"outcomes": 4, "cells": 3}  # so deep that each of their items is a line of its own
        rows = [
            f"{json.dumps(key)}: {lines_of(item, flat.get(key, depth + 1))}"
            for key, item in data.items()
        ]
        return "{\n" + ",\n".join(pad + row for row in rows) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + lines_of(item, depth + 1) for item in data) + f"\n{end}]"


def _is_short(data):
    return (isinstance(data, list) and all(isinstance(item, str) for item in data)) or (
        isinstance(data, dict) and ("arguments" in data or "names" in data)
    )

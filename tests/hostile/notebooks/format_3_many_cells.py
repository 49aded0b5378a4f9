"""A notebook of format 3 with a quarter of a million cells."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)
CELL = '{"cell_type":"code","input":"","outputs":[],"language":"python","metadata":{}}'


def hand_in(path: Path, notebook: NotebookNode) -> None:
    cells = ",".join([CELL] * (19 * 2**20 // (len(CELL) + 1)))
    path.write_text(f'{{"nbformat":3,"nbformat_minor":0,"worksheets":[{{"cells":[{cells}]}}]}}')

// Where a function on a grid is above a level, and the line where it crosses it.

const crossing = (low, high, level) => (level - low) / (high - low);

/**
 * Line segments [[x, y], [x, y]], in cells of the grid, along which `values[row][column]` is
 * `level`: in each triangle of each cell a straight one.
 */
export function segments(values, level) {
  const found = [];
  const cut = (corners) => {
    const ends = [];
    corners.forEach(([x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % 3];
      const [here, next] = [values[y][x], values[nextY][nextX]];
      if (here >= level === next >= level) return;
      const part = crossing(here, next, level);
      ends.push([x + part * (nextX - x), y + part * (nextY - y)]);
    });
    if (ends.length === 2) found.push(ends);
  };
  for (let y = 0; y < values.length - 1; y += 1) {
    for (let x = 0; x < values[y].length - 1; x += 1) {
      const [a, b, c, d] = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      cut([a, b, c]);
      cut([a, c, d]);
    }
  }
  return found;
}

/** The stretches [from, to] of one row of values that lie at or above `level`, in cells. */
export function stretches(row, level) {
  const found = [];
  let from = row[0] >= level ? 0 : null;
  for (let x = 1; x < row.length; x += 1) {
    if (row[x] >= level === row[x - 1] >= level) continue;
    const place = x - 1 + crossing(row[x - 1], row[x], level);
    if (from === null) from = place;
    else {
      found.push([from, place]);
      from = null;
    }
  }
  if (from !== null) found.push([from, row.length - 1]);
  return found;
}

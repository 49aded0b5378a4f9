// Where the units, the parameters and the curve lie; on a phone the curve is below the network.

const TOP = 34;
const LINE = 20;
const PARAMETER = { width: 58, height: 46 };
const WIDEST = 400;
/** From this width on the curve stands beside the network. */
const ROOM = 600;
const ROWS = [116, 292];
const NETWORK = 392;

const unitBox = (x, y, width, lines) => ({
  x,
  y: y - (lines * LINE + 12) / 2,
  width,
  height: lines * LINE + 12,
});
const centred = (x, y) => ({ x: x - PARAMETER.width / 2, y: y - PARAMETER.height / 2, ...PARAMETER });
const middle = (y) => (ROWS[0] + ROWS[1]) / 2 + y;

/** Boxes of the units, the lines between them and the places of the nine parameters. */
export function arrange(width) {
  const beside = width >= ROOM;
  const room = beside ? Math.min(WIDEST, width - 220) : Math.min(WIDEST, width);
  const left = beside ? 0 : (width - room) / 2;
  const [inputWide, unitWide] = [42, room < 330 ? 82 : 92];
  const hiddenX = left + inputWide + (room - inputWide - 2 * unitWide) / 2;
  const outputX = left + room - unitWide;
  const inputs = ROWS.map((y) => unitBox(left, y, inputWide, 1));
  const hidden = ROWS.map((y) => unitBox(hiddenX, y, unitWide, 3));
  const output = unitBox(outputX, middle(0), unitWide, 3);
  const firstGap = (left + inputWide + hiddenX) / 2;
  const lastGap = (hiddenX + unitWide + outputX) / 2;
  const [high, low] = ROWS;
  const third = (low - high) / 3;
  const above = (box) => centred(box.x + box.width / 2, box.y - PARAMETER.height / 2 - 10);
  const below = (box) => centred(box.x + box.width / 2, box.y + box.height + PARAMETER.height / 2 + 10);
  return {
    inputs,
    hidden,
    output,
    // As the model counts them: W1 row by row, b1, W2, b2.
    parameters: [
      centred(firstGap, high),
      centred(firstGap, high + third),
      centred(firstGap, low - third),
      centred(firstGap, low),
      above(hidden[0]),
      below(hidden[1]),
      centred(lastGap, (high + middle(0)) / 2),
      centred(lastGap, (low + middle(0)) / 2),
      above(output),
    ],
    curve: beside
      ? { x: room + 18, y: TOP, width: width - room - 18, height: NETWORK - TOP - 24 }
      : { x: 0, y: NETWORK, width, height: 230 },
    height: beside ? NETWORK : NETWORK + 230,
  };
}

/** The places of the buttons, one for each parameter, and the height of all. */
export function layout(width) {
  const { parameters, height } = arrange(width);
  return { height, places: Object.fromEntries(parameters.map((place, k) => [k, place])) };
}

export const leaves = ({ x, y, width, height }) => [x + width, y + height / 2];
export const enters = ({ x, y, height }) => [x, y + height / 2];
export const lineOf = (box, i) => [box.x + box.width / 2, box.y + 6 + LINE * (i + 0.72)];

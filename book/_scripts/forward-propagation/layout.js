// Where the parts of the network lie: from left to right, or on a phone from top to bottom.

import { network as texts } from "../texts.js";
import { UNITS } from "./model.js";

const BUTTON = 44;
const GAP = 8;
const TITLE = 28;
const LYING = { width: 3 * GAP + 2 * 88, height: TITLE + BUTTON + GAP };
/** Below this width the network stands. */
const ROOM = 600;

/** The two numbers of a unit side by side below its title. */
function lyingUnit(x, y) {
  const width = (LYING.width - 3 * GAP) / 2;
  const button = (i) => ({ x: x + GAP + i * (width + GAP), y: y + TITLE, width, height: BUTTON });
  return { box: { x, y, ...LYING }, z: button(0), a: button(1) };
}

/** The two numbers one below the other. */
function standingUnit(x, y, width) {
  const top = y + 2 * TITLE - GAP;
  const button = (i) => ({
    x: x + GAP / 2,
    y: top + i * (BUTTON + GAP),
    width: width - GAP,
    height: BUTTON,
  });
  const height = top - y + 2 * BUTTON + GAP + GAP / 2;
  return { box: { x, y, width, height }, z: button(0), a: button(1), narrow: true };
}

function across(width) {
  const height = 3 * LYING.height + 2 * 22 + 34;
  const middle = (height - 34) / 2;
  const feature = { x: 0, width: 88, height: BUTTON };
  const gap = (width - feature.width - 2 * LYING.width) / 2;
  const first = feature.width + gap;
  const last = width - LYING.width;
  const label = (text, part, wide) => ({ text, x: part + wide / 2, y: height - 12 });
  return {
    height,
    features: [-62, 62].map((step) => ({ ...feature, y: middle + step - BUTTON / 2 })),
    units: UNITS.map((_, i) =>
      i < 3
        ? lyingUnit(first, i * (LYING.height + 22))
        : lyingUnit(last, middle - LYING.height / 2),
    ),
    labels: [
      label(texts.features, 0, feature.width),
      label(texts.layer1, first, LYING.width),
      label(texts.layer2, last, LYING.width),
    ],
    leaves: ({ x, y, width: wide, height: high }) => [x + wide, y + high / 2],
    enters: ({ x, y, height: high }) => [x, y + high / 2],
  };
}

function downwards(width) {
  const wide = Math.min(136, (width - 2 * GAP) / 3);
  const left = (width - 3 * wide - 2 * GAP) / 2;
  const feature = { width: 96, height: BUTTON, y: 22 };
  const middles = [0.28, 0.72].map((share) => left + share * (width - 2 * left));
  const top = feature.y + BUTTON + 58;
  const layer = [0, 1, 2].map((i) => standingUnit(left + i * (wide + GAP), top, wide));
  const bottom = top + layer[0].box.height + 58;
  return {
    height: bottom + LYING.height + 2,
    features: middles.map((x) => ({ ...feature, x: x - feature.width / 2 })),
    units: [...layer, lyingUnit((width - LYING.width) / 2, bottom)],
    labels: [],
    leaves: ({ x, y, width: w, height: high }) => [x + w / 2, y + high],
    enters: ({ x, y, width: w }) => [x + w / 2, y],
  };
}

export const arrange = (width) => (width < ROOM ? downwards(width) : across(width));

/** The places of all buttons by the names of their numbers. */
export function layout(width) {
  const { height, features, units } = arrange(width);
  const places = {};
  features.forEach((place, i) => (places[`x${i + 1}`] = place));
  units.forEach(({ z, a }, i) => Object.assign(places, { [`z${i + 1}`]: z, [`a${i + 1}`]: a }));
  return { height, places };
}

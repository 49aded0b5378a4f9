// The four sliders of both softmax figures.

import { slider } from "../shared/controls.js";
import { fixed } from "../shared/numbers.js";
import { fillIn, softmax as texts } from "../texts.js";
import { LIMIT } from "./model.js";

export const COLOURS = ["blue", "orange", "green", "purple"];

export const logitSliders = COLOURS.map((colour, i) =>
  slider({
    path: ["z", i],
    name: fillIn(texts.logit, { i: i + 1 }),
    colour,
    min: -LIMIT,
    max: LIMIT,
    step: 0.1,
    text: (z) => fixed(z, 1),
  }),
);

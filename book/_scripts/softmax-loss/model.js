// What the loss of softmax adds to softmax itself: a true class.

import { INITIAL as LOGITS, losses } from "../softmax-sliders/model.js";

export { losses, softmax } from "../softmax-sliders/model.js";

export const INITIAL = { ...LOGITS, y: 1 };

/** The loss for a probability: what the curve shows. */
export const lossOf = (a) => -Math.log(a);

/** How far up the axis must reach: the same for all losses up to 5, and then as far as needed. */
export const reach = (z) => Math.max(5, Math.ceil(Math.max(...losses(z)) + 0.5));

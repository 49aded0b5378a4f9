// Three activation functions and their slopes.

// e to a negative power only, so that no number overflows.
const small = (z) => Math.exp(-Math.abs(z));

export const sigmoid = (z) => (z >= 0 ? 1 : small(z)) / (1 + small(z));
export const sigmoidSlope = (z) => small(z) / (1 + small(z)) ** 2;
export const relu = (z) => Math.max(0, z);
/** In the corner Keras takes 0, and so do we. */
export const reluSlope = (z) => (z > 0 ? 1 : 0);
export const linear = (z) => z;
export const linearSlope = () => 1;

export const ACTIVATIONS = {
  sigmoid: { g: sigmoid, slope: sigmoidSlope },
  relu: { g: relu, slope: reluSlope },
  linear: { g: linear, slope: linearSlope },
};

export const INITIAL = { z: 1.5, sigmoid: true, relu: true, linear: true };

/** The names of the functions that are shown. */
export const shown = (state) => Object.keys(ACTIVATIONS).filter((name) => state[name]);

/** The ranges of both vertical axes: as near as the functions that are shown allow. */
export function ranges(state) {
  if (state.linear) return { value: [-6.5, 6.5], slope: [-0.08, 1.15] };
  if (state.relu) return { value: [-0.8, 6.5], slope: [-0.08, 1.15] };
  return { value: [-0.12, 1.12], slope: [-0.02, 0.29] };
}

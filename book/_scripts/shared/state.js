// A figure's state is a plain object that is never changed, only replaced.

/** The value at a path: get({ z: [4, 5] }, ["z", 1]) is 5. */
export const get = (state, path) => [path].flat().reduce((part, key) => part[key], state);

/** A copy with another value at the path. */
export function put(state, path, value) {
  const [key, ...rest] = [path].flat();
  const copy = Array.isArray(state) ? [...state] : { ...state };
  copy[key] = rest.length ? put(state[key], rest, value) : value;
  return copy;
}

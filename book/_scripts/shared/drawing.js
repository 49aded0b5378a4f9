// A drawing that is as wide as there is room for.

const WIDEST = 640;

/** Let `paint(state, width)` fill `element` for each new state and each new width, in pixels. */
export function drawing(element, paint) {
  let current = null;
  let width = 0;
  const again = () => {
    if (current !== null && width > 0) paint(current, width);
  };
  new ResizeObserver(([entry]) => {
    const now = Math.min(WIDEST, Math.floor(entry.contentRect.width));
    if (now === width) return;
    width = now;
    again();
  }).observe(element);
  return {
    element,
    show(state) {
      current = state;
      again();
    },
  };
}

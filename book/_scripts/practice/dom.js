// Small helpers for making elements.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A button that stays reachable while it does nothing, so that the focus is never lost.
export function button(text, onPress) {
  const made = element("button", { type: "button", class: "practice-button" }, text);
  made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && onPress());
  return made;
}

export const enable = (control, on) => control.setAttribute("aria-disabled", String(!on));

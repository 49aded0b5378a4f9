// An editor that is made when its cell comes near the screen or gets the focus. Until then its place
// is taken by the plain text, so that a page with many cells is ready at once.

import { element } from "./dom.js";
import { editor } from "./editor.js";

const NEAR = "600px";

export function lazyEditor(parent, options) {
  let made = null;
  const waiting = element(
    "pre",
    {
      class: "practice-waiting",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": options.label,
      tabindex: "0",
      translate: "no",
    },
    options.text,
  );
  const nearby = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && make(),
    { rootMargin: NEAR },
  );

  function make() {
    if (made) return made;
    nearby.disconnect();
    const text = waiting.textContent;
    const focused = document.activeElement === waiting;
    waiting.remove();
    made = editor(parent, { ...options, text });
    if (focused) made.focus();
    return made;
  }

  waiting.addEventListener("focus", make);
  parent.append(waiting);
  nearby.observe(parent);
  return {
    text: () => (made ? made.text() : waiting.textContent),
    replace(text) {
      if (made) made.replace(text);
      else {
        waiting.textContent = text;
        options.onChange(text);
      }
    },
    focus: () => make().focus(),
  };
}

// What a check said. The headline is announced to screen readers, the details are there to read.

import { element } from "./dom.js";

const HEADLINES = {
  solved: (name) => `Solved: ${name} is right.`,
  wrong: (name, says) => says.split("\n")[0],
  error: () => "Your code stopped with an error.",
  stopped: (name, says) => says,
  unavailable: () => "Python is not available.",
};
const PLACE = /(?:the book, )?((?:[\w-]+\/)*[\w-]+\.html#[\w-]+)/;

export class Result {
  #root;
  #headline = element("p", { class: "practice-headline", role: "status" });
  // Beside the headline, so that not every megabyte is announced.
  #amount = element("p", { class: "practice-amount" });
  #details = element("pre", { class: "practice-details" });
  #printed = element("pre", { class: "practice-printed" });

  constructor(root) {
    this.#root = root;
    this.root = element("div", { class: "practice-result" });
    this.root.append(this.#headline, this.#amount, this.#details, this.#printed);
    this.#clear();
  }

  progress(words, amount = "") {
    if (this.#headline.textContent !== words) {
      this.#clear();
      this.root.dataset.state = "busy";
      this.#headline.textContent = words;
    }
    this.#amount.textContent = amount;
  }

  note(words) {
    this.#clear();
    this.root.dataset.state = "note";
    this.#headline.textContent = words;
  }

  show({ state, says, printed }, name) {
    this.#clear();
    this.root.dataset.state = state;
    this.#headline.textContent = HEADLINES[state](name, says);
    const rest = state === "wrong" ? says.split("\n").slice(1).join("\n") : state === "stopped" ? "" : says;
    this.#details.append(...withLink(rest, this.#root));
    this.#details.hidden = !rest;
    this.#printed.textContent = printed ? `Printed:\n${printed}` : "";
    this.#printed.hidden = !printed;
  }

  #clear() {
    delete this.root.dataset.state;
    this.#headline.textContent = this.#amount.textContent = "";
    this.#details.replaceChildren();
    this.#details.hidden = this.#printed.hidden = true;
  }
}

// The place in the book that a check names becomes a link to it.
function withLink(text, root) {
  const found = text.match(/^ {2}Read +(.*)$/m);
  const place = found?.[1].match(PLACE);
  if (!place) return [text];
  const at = text.lastIndexOf(place[0]);
  const link = element("a", { href: root + place[1] }, place[0]);
  return [text.slice(0, at), link, text.slice(at + place[0].length)];
}
